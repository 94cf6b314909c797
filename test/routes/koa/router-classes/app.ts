import Koa from 'koa';
import Router from 'koa-router';
import { unknownSchema } from 'schemas';
import { ResourceRouter } from './resource';

const api = new Router({ prefix: '/api' });
const roles = new ResourceRouter({ table: 'user_roles' });
roles.addRelation('scopes');
roles.post('/', create);
api.use(roles.routes());

// The name of its table is only known in the running program.
const unknowable = new ResourceRouter(unknownSchema);
unknowable.post('/', create);
api.use(unknowable.routes());

new Koa().use(api.routes());
