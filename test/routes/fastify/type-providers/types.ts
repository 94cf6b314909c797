import type { FastifyInstance } from 'fastify';

export interface FastifyZodInstance extends FastifyInstance {}
