const router = require('express').Router();
router.get('/dashboard', show);
module.exports = router;
