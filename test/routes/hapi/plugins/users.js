exports.register = (plugin, options, next) => {
  plugin.route([{ method: 'GET', path: '/users', config: { handler: list } }]);
  next();
};
exports.register.attributes = { name: 'users' };
