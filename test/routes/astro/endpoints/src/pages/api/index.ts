export const ALL = () => new Response();
