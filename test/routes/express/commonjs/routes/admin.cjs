const { Router } = require('express');
const router = new Router();
router.patch('/settings', (req, res) => res.end());
module.exports = { router };
