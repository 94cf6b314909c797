const express = require('express');
const routes = require('@/routes');
const legacy = require('~/src/legacy');
const strange = require('@/nowhere');

const app = express();
app.use('/blog', routes);
app.use('/legacy', legacy);
app.use('/strange', strange);
app.listen(3000);
