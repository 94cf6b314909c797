const router = require('express').Router();

router.get('/of-shop', (req, res) => res.json([]));

module.exports = router;
