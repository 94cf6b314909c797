import fastify from 'fastify';

const app = fastify();
app.get('/number/:id(^\\d+)', h);
app.get('/file/:name.:extension', h);
app.get('/near/:lat-:lng/radius/:r', h);
app.get('/time/:hour(^\\d{2})h:minute(^\\d{2})m', h);
app.get('/optional/:page?', h);
app.get('/rest/*', h);
app.get('/name::verb', h);
app.register(async (scope) => scope.get('/events', h), { prefix: '/:chain(main|test)' });
