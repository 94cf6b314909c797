const express = require('express');
const app = express();
module.exports = { app };
require('./late');
const { other } = require('./other');
app.use('/other', other);
