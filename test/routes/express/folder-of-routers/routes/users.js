const router = require('express').Router();
router.get('/:id', show);
module.exports = router;
