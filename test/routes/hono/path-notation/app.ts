import { Hono } from 'hono';

const app = new Hono({ strict: false });
app.get('/number/:id{[0-9]+}', h);
app.get('/date/:date{[0-9]{4}-[0-9]{2}}/:slug{[a-z]+}', h);
app.get('/file/:name{.+\\.png}', h);
app.get('/rest/:path{.+}', h);
app.get('/optional/:type?', h);
app.get('/wild/*/card', h);
app.get('/tail/*', h);
app.get('/verb:cancel', h);
app.get('*', h);
