const express = require('express');
const { users, admin: { router: adminRouter } } = require('./routes');

const app = (module.exports = express());
app.use('/users', users);
app.use('/admin', adminRouter);
app.use('/legacy', require('./routes/legacy')());
require('./routes/hooks')(app, '/hooks');
