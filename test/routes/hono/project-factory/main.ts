import { createRouter } from './create-router';
import { tasks } from './tasks';

const app = createRouter();
[tasks].forEach((part) => {
  app.route('/tasks', part);
});
export default app;
