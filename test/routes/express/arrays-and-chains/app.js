import express, { Router } from 'express';

const app = express();
const both = Router();

app.get(['/a', '/b/:id'], (req, res) => res.end());
app.use(['/x', '/y'], both);
both.all('/any', (req, res) => res.end());

app
  .route('/books/:isbn')
  .all((req, res, next) => next())
  .get((req, res) => res.end())
  .put(
    (req, res) => {
      res.json(req.body.title);
    },
  );

const table = [
  { path: '/one', handler: one },
  { path: '/two', handler: one },
];
table.forEach(({ path, handler }) => app.post(path, handler));
for (const [path, handler] of Object.entries({ '/three': one })) app.post(path, handler);

function one(req, res) {
  res.end();
}
