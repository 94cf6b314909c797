// Loaded by name from a configuration file: nobody is seen to call it.
const express = require('express');

module.exports = (app) => {
  const inner = express.Router();
  inner.get('/state', (req, res) => res.end());
  app.use('/plugin', inner);
  app.get('/plugin', (req, res) => res.end());
};
