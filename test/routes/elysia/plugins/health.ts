import { Elysia } from 'elysia';

export const health = (path: string) => (app: Elysia) => app.get(path, () => 'ok');
