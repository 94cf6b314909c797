module.exports = (app) => {
  app.get('/reports', list);
};
