import { OpenAPIHono } from '@hono/zod-openapi';

export const createRouter = () => new OpenAPIHono({ strict: false });
