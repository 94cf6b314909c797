export const save = async (name) => new Response(name);
