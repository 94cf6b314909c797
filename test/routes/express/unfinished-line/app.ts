import express from 'express';

const app = express();
app.get('/before', (req, res) => res.end());
app.
app.get('/after-dot', (req, res) => res.end());
app.get('/half
app.get('/after-string', (req, res) => res.end());
app.post('/open', (req, res) => {
  res.json(
});
app.get('/after-call', (req, res) => res.end());
