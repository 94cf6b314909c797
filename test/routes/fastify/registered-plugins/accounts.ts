import type { FastifyInstance, FastifyPluginOptions } from 'fastify';

export default async function accounts(instance: FastifyInstance, options: FastifyPluginOptions) {
  instance.decorate('accounts', new Map()).get('/:id', { handler: show });
  if (options.limit) instance.get(options.limit, limited);
}
