const { readBase } = require('some-package');

module.exports = { basePath: readBase() };
