import { Other } from 'another-framework';
import express from 'express';
import axios from 'axios';
import request from 'supertest';
import { client } from './client';

const app = express();
app.set('title', 'Shop');
const title = app.get('title');

app.get('/real', async (req, res) => {
  const cache = new Map<string, string>();
  cache.get('/cached');
  req.headers.get('/header');
  await axios.get('/users', { params: req.query });
  await axios.post('/users', body);
  await client.get('/remote', handler);
  res.json(title);
});

const api = axios.create({ baseURL: '/api' });
api.get('/things', handler);
api.interceptors.request.use('/x', handler);
client.delete('/remote/:id', handler);
request(app).get('/real').expect(200);

const other = new Other();
other.get('/other', handler);

// app.get('/commented', handler);
const text = "app.get('/quoted', handler)";

function handler() {}

export function load(store: Map<string, () => void>, router: string) {
  store.get('/stored', handler);
  router.get('/text', handler);
}
