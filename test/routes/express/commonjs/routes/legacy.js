module.exports = function () {
  var express = require('express');
  var router = express.Router();
  router.get('/report', function (req, res) { res.end(); });
  return router;
};
