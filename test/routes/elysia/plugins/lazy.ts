import { Elysia } from 'elysia';

export default new Elysia().get('/lazy', () => 1);
