const path = require('path');
const Koa = require('koa');
const Router = require('@koa/router');
const glob = require('glob');
const fg = require('fast-glob');
const requireDirectory = require('require-directory');
const { filesBelow } = require('./lib/files');

const app = new Koa();

// Patterns, below a folder or below where the program is started.
const api = new Router({ prefix: '/api' });
glob.sync(path.join(__dirname, 'globbed/*.route.js')).forEach((file) => require(file)(api));
for (const file of fg.sync('globbed/{late,none}.js', { cwd: __dirname, absolute: true })) require(file)(api);
glob.sync('globbed/*.route.js', (error, files) => error ?? files.length);
app.use(api.routes());

// All modules of a folder, each shown to a function.
requireDirectory(module, `${process.cwd()}/visited`, {
  visit(exported) {
    if (exported instanceof Router) app.use(exported.routes());
  },
});

// A helper of the project lists the files.
const listed = new Router();
listed.prefix('/listed');
filesBelow(path.join(__dirname, 'listed'))
  .filter((file) => file !== __filename)
  .forEach((file) => listed.use(require(file).routes()));
app.use(listed.routes());

app.listen(3000);
