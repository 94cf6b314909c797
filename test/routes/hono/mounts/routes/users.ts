import { Hono } from 'hono';

const users = new Hono()
  .get('/', (c) => c.json([]))
  .get('/:id', describeRoute({ tags: [] }), async (c) => c.json({}));

export default users;
