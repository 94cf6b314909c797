import { Elysia } from 'elysia';

export const users = new Elysia({ name: 'users', prefix: '/users' }).get('/', () => []).get('/:id', () => ({}));
