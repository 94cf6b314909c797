const express = require('express');

exports.makeApp = () => {
  const app = express();
  app.disable('x-powered-by');
  return app;
};
