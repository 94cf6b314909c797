import { createRouter } from './create-router';

export const tasks = createRouter().get('/', (c) => c.json([]));
