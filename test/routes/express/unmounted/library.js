// A router for others to mount: nothing here does.
const { Router } = require('express');

const router = Router();
router.get('/widgets/:id', (req, res) => res.end());
module.exports = router;
