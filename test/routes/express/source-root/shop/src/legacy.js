const router = require('express').Router();

router.post('/old-shop', (req, res) => res.json([]));

module.exports = router;
