import { handle } from 'hono/vercel';
import { app } from '../../../server/app';

const handler = handle(app);
export const POST = handle(app);
export { handler as GET, handler as PUT };
