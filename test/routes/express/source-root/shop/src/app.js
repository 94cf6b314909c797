const express = require('express');
const routes = require('@/routes');
const legacy = require('~/src/legacy');
const strange = require('@/nowhere');

const app = express();
app.use('/shop', routes);
app.use('/legacy', legacy);
app.use('/strange', strange);
app.listen(3000);
