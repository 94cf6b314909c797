var router = require('express').Router();
router['get']('/', function (req, res) { res.end(); });
module.exports = router;
