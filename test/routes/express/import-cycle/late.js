const { app } = require('./app');
app.get('/late', (req, res) => res.end());
