const handler = async (event) => {
  const body = await readBody(event);
  return body.name;
};

export default defineEventHandler(handler);
