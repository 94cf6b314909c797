import { Hono } from 'npm:hono@4';
import { createFactory } from 'hono/factory';

const app = new Hono();
const h = (c) => c.text('');
app.get('/chain', h).post((c) => c.text('')).delete(h);
app.get((c) => c.text('still at /chain'));
app.all('/any', h);
app.on('PURGE', '/custom-method', h);
app.on(['GET', 'put'], ['/a', '/b'], guard, h);
app.get('/two', guard, h);
app.use('/middleware/*', guard);
for (const name of ['x', 'y']) app.get(`/loop/${name}`, h);

const factory = createFactory<Env>();
const made = factory.createApp();
const handlers = factory.createHandlers(guard, (c) => c.text(''));
made.get('/handlers', ...handlers);
app.route('/made', made);
app.get('/socket', upgradeWebSocket((c) => ({})));
export default app;
