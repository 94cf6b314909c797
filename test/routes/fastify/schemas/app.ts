import Fastify from 'fastify';
import { Type } from '@sinclair/typebox';
import { z } from 'zod';
import { page, update } from './schemas.js';

const app = Fastify();
app.get('/plain/:id', { schema: { params: { type: 'object', properties: { id: { type: 'integer', default: 7 } } } } }, h);
app.get('/typebox', { schema: { querystring: Type.Object({ q: Type.String(), size: Type.Optional(Type.Integer()) }) } }, h);
app.post('/zod', { schema: { body: z.object({ name: z.string(), tag: z.string().optional() }), headers: z.object({ 'x-key': z.string() }) } }, h);
app.get('/elsewhere', page, h);
app.route({ method: 'PUT', url: '/routes/:name', schema: update, handler: async (request) => request.query.dry });
app.get('/named', async (request, reply) => {
  const { a, b = 1 } = request.query;
  return request.query['c-d'];
});
app.post('/taken', async ({ query: { a }, body }, reply) => body.name);
