const router = require('express').Router();
router.get('/orders', (req, res) => res.json([]));
module.exports = router;
