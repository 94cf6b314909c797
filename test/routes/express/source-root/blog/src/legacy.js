const router = require('express').Router();

router.post('/old-blog', (req, res) => res.json([]));

module.exports = router;
