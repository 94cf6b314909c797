exports.listRoute = {
  method: 'GET',
  url: '/users',
  schema: { querystring: { type: 'object', properties: { page: { type: 'integer' } } } },
  handler: async () => [],
};
