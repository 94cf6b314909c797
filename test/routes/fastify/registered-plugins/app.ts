import Fastify, { type FastifyPluginAsync } from 'fastify';
import { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import fp from 'fastify-plugin';
import cors from '@fastify/cors';
import accounts from './accounts.js';
import { open, wrapped } from './shared.js';

const app = Fastify({ logger: true }).withTypeProvider<TypeBoxTypeProvider>();

const api: FastifyPluginAsync<Record<never, never>, Server, TypeBoxTypeProvider> = async (scope) => {
  scope.get('/', list);
  await scope.register(accounts, { prefix: 'accounts', limit: '/limited' });
  scope.register(import('./reports.js'), { prefix: '/reports' });
};

await app.register(cors, { origin: true });
app.register(api, { prefix: '/v1' }).after(() => {
  app.get('/ready', ready);
});
app.register(wrapped, { prefix: '/ignored' });
app.register(fp(async (scope) => scope.register(open, { prefix: '/open' }), { name: 'open' }));
app.register((scope, options, done) => {
  scope.get('/late/', late);
  done();
}, { prefix: '/slash/' });
app.register(accounts, { prefix: settings.prefix });
app.register(accounts, { logLevel: 'warn' });
