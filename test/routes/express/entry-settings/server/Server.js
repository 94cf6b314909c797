const express = require('express');
const orders = require('./orders');

module.exports = class Server {
  constructor(basePath) {
    global.basePath = basePath;
  }

  start() {
    const app = express();
    app.use(global.basePath, orders);
    app.listen(3000);
  }
};
