import type Router from 'koa-router';

export type AuthRouter = Router<unknown, object>;
export type RouterInitArgs<T> = [router: T, tenant: unknown];
