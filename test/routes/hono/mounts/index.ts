import { Hono } from 'hono';
import { billing, users } from './routes';

const app = new Hono().basePath('/api');
app.use('*', logger());
app.get('/health', (c) => c.text('ok'));

const v2 = new Hono<{ Variables: Variables }>()
  .use(authenticated)
  .route('/users', users)
  .onError((error, c) => c.text('no'))
  .route('/billing', billing);

app.route('/', users);
const routes = app.route('/v2', v2);

const outer = new Hono();
outer.route('/outer', app).get('/own', (c) => c.text('own'));
const unchanged = new Hono();
unchanged.basePath('/has-no-effect');
unchanged.get('/ping', (c) => c.text('pong'));
outer.mount('/legacy', legacyHandler);
export type App = typeof routes;
export default outer;
