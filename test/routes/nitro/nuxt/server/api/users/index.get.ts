export default defineEventHandler(async (event) => {
  const { page } = getQuery(event);
  return page;
});
