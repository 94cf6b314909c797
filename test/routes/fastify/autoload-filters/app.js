const fastify = require('fastify')();
const path = require('path');

fastify.register(require('@fastify/autoload'), {
  dir: path.join(__dirname, 'services'),
  dirNameRoutePrefix: false,
  ignorePattern: /^drafts|\.skip\.js$/,
  maxDepth: 1,
});
fastify.register(require('@fastify/autoload'), {
  dir: path.normalize(path.resolve(__dirname, './named')),
  dirNameRoutePrefix: (folder, name) => name.toUpperCase(),
});
