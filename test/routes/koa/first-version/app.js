var koa = require('koa');
var middlewares = require('koa-middlewares');
var routes = require('./routes');

var app = koa();

app.use(middlewares.router(app));
routes(app);

app.get('env');
app.listen(7001);
