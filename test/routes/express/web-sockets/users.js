const { Router } = require('express');
module.exports = Router().get('/users', (req, res) => res.end());
