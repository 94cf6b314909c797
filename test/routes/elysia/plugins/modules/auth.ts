import { Elysia } from 'elysia';

const auth = (app: Elysia) => app.post('/login', ({ body: { name, password } }) => name);
export default auth;
