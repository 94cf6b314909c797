const Koa = require('koa');
const route = require('koa-route');
const joiRouter = require('koa-joi-router');
const zodRouter = require('koa-zod-router').default;
const { SwaggerRouter } = require('koa-swagger-decorator');
const { HouseRouter } = require('house-framework');
const { z } = require('zod');
const users = require('./users');

const { Joi } = joiRouter;
const app = new Koa();

app.use(route.get('/pets', list));
app.use(route.delete('/pets/:name', remove));

const books = joiRouter();
books.prefix('/books');
books.route({
  method: ['post', 'put'],
  path: '/:isbn',
  validate: { body: { title: Joi.string().required() }, type: 'json' },
  handler: async (ctx) => {
    ctx.status = 201;
  },
});
books.route(users);
books.route('named');
app.use(books.middleware());

const orders = zodRouter();
orders.register({
  method: 'get',
  path: '/orders',
  handler: list,
  validate: { query: z.object({ page: z.number().optional() }) },
});
app.use(orders.routes());

// Classes of further packages that extend the router.
const pages = new SwaggerRouter();
pages.get('/pages', list);
app.use(pages.routes());
const rooms = new HouseRouter({ prefix: '/rooms' });
rooms.get('/:id', list);
app.use(rooms.routes());
