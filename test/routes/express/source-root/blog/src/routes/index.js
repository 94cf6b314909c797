const router = require('express').Router();

router.get('/of-blog', (req, res) => res.json([]));

module.exports = router;
