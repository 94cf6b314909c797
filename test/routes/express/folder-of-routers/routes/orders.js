const { Router } = require('express');
module.exports = Router().post('/', create);
