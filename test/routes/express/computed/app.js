const express = require('express');

const app = express();
const table = [
  { method: 'GET', path: '/a', handler: h },
  { method: 'DELETE', path: '/b', handler: h },
];
for (const route of table) app[route.method.toLowerCase()](route.path, route.handler);
['get', 'post'].forEach((method) => app[method](`/both/${method}`, h));

const versions = { v1: express.Router().get('/x', h), v2: express.Router().get('/y', h) };
for (const version in versions) app.use(`/${version}`, versions[version]);
const list = [express.Router().get('/z', h)];
for (const i in list) app.use('/list', list[i]);
app[somehow]('/unknown', h);
