const Hapi = require('@hapi/hapi');
const Joi = require('joi');

const init = async () => {
  const server = Hapi.server({ port: 3000 });

  server.route({
    method: 'GET',
    path: '/users',
    handler: (request, h) => list(request.query.filter),
  });
  server.route({
    method: ['PUT', 'patch'],
    path: '/users/{id}',
    options: {
      validate: {
        params: Joi.object({ id: Joi.number().integer().example(7) }),
        query: Joi.object({ dry: Joi.boolean().default(false) }),
        payload: Joi.object({ name: Joi.string().required(), email: Joi.string() }),
      },
      handler: update,
    },
  });
  server.route({ method: '*', path: '/{any*}', handler: notFound });
  server.route({ method: 'GET', path: '/files/{path*2}', handler: { directory: { path: 'files' } } });
  server.route({ method: 'GET', path: '/photos/{name}.{extension?}', handler: photo });
  server.route({ method: 'GET', path: '/albums/{id?}', handler: albums });
  server.route({ method: 'GET', path: process.env.SECRET_PATH, handler: secret });

  // Not routes.
  server.route('GET', '/nothing');
  const request = { method: 'GET', path: '/elsewhere' };
  await client.send(request);
  await server.inject({ method: 'GET', url: '/users' });
  await server.start();
};

init();
