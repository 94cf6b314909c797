var show = require('./show');

module.exports = function (app) {
  app.get('/package/:name', show);
  app.del('/package/:name', auth, show);
};

function* auth(next) {
  yield next;
}
