const Koa = require('koa');
const mount = require('koa-mount');
const compose = require('koa-compose');
const routes = require('./routes');
const reports = require('./routes/reports');

const admin = new Koa();
admin.use(reports.routes());

const app = new Koa();
app.use(mount('/admin', admin));
app.use(mount(compose([logger(), routes])));
app.use(mount('/' + process.env.TENANT, secret()));
