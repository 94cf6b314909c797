module.exports = (app, prefix) => {
  app.post(prefix + '/stripe', (req, res) => res.end());
};
