/** How a path was put together is said step by step, each with its place. */

import { expect, test } from 'vitest';
import { explainEndpoint } from '../../../src/report/explain.ts';
import { scanFiles } from './support.ts';

const explained = async (files: Record<string, string>) =>
  (await scanFiles(files)).endpoints.map(explainEndpoint).join('\n');

test('the application, each mount and the route, from the outside in', async () => {
  const text = await explained({
    'app.js': `import express from 'express';
import { api } from './api.js';
const app = express();
app.use('/api', api);`,
    'api.js': `import { Router } from 'express';
import users from './users.js';
export const api = Router();
api.use('/users', users);
api.use(users);`,
    'users.js': `import { Router } from 'express';
const users = Router();
users.get('/:id', (req, res) => res.end());
export default users;`,
  });
  expect(text).toBe(`GET /api/users/{id}
  express application (app.js:3)
  mounted at /api (app.js:4)
  mounted at /users (api.js:4)
  GET /{id} (users.js:3)
GET /api/{id}
  express application (app.js:3)
  mounted at /api (app.js:4)
  mounted without a prefix (api.js:5)
  GET /{id} (users.js:3)`);
});

test('a chain of methods on one path, and a router that nothing mounts', async () => {
  const text = await explained({
    'a.js': `const router = require('express').Router();
router.route('/items').get((req, res) => res.end());
module.exports = router;`,
  });
  expect(text).toBe(`GET /items
  express router that nothing seen here mounts (a.js:1)
  prefix /items (a.js:2)
  GET / (a.js:2)`);
});

test('what a configuration file puts before the paths of files', async () => {
  const text = await explained({
    'next.config.js': `module.exports = {
  basePath: '/docs',
};`,
    'app/users/[id]/route.ts': 'export const GET = () => Response.json({});',
  });
  expect(text).toBe(`GET /docs/users/{id}
  its place among the files (app/users/[id]/route.ts:1)
  prefix /docs (next.config.js:2)
  GET /users/{id} (app/users/[id]/route.ts:1)`);
});

test('a URLconf, a router of view sets and the class behind them', async () => {
  const text = await explained({
    'settings.py': `ROOT_URLCONF = "shop.urls"`,
    'shop/urls.py': `from django.urls import include, path
from rest_framework.routers import SimpleRouter
from .views import Items, Orders
router = SimpleRouter()
router.register("orders", Orders)
urlpatterns = [
    path("api/", include(router.urls)),
    path("items/", Items.as_view()),
]`,
    'shop/views.py': `from rest_framework import mixins, viewsets
from rest_framework.views import APIView
class Orders(mixins.ListModelMixin, viewsets.GenericViewSet):
    pass
class Items(APIView):
    def get(self, request):
        pass`,
  });
  expect(text).toBe(`GET /api/orders/
  ROOT_URLCONF (settings.py:1)
  mounted at api/ (shop/urls.py:7)
  GET orders/ (shop/urls.py:5)
  its handler (shop/views.py:3)
GET /items/
  ROOT_URLCONF (settings.py:1)
  GET items/ (shop/urls.py:8)
  its handler (shop/views.py:6)`);
});
