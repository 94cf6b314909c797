import { base } from './paths';

export default [
  {
    method: 'GET',
    path: `${base}/users`,
    handler: async (request) => {
      return find(request.query.page);
    },
  },
  { method: 'POST', path: base + '/users', handler: create },
];
