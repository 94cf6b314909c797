module.exports = class Client {};
