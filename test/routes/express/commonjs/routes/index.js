exports.users = require('./users');
module.exports.admin = require('./admin');
