const app = require('express')();

app.get('/old/:id?', (req, res) => res.end());
app.get('/new{/:id}', (req, res) => res.end());
app.get('/docs/*slug', (req, res) => res.end());
app.get('/files/*', (req, res) => res.end());
app.get('/numbers/:id(\\d+)', (req, res) => res.end());
app.get('/flights/:from-:to.:format', (req, res) => res.end());
app.get('/literal\\:colon', (req, res) => res.end());
app.get('/trailing/', (req, res) => res.end());
app.get('/maybe(s)?', (req, res) => res.end());
