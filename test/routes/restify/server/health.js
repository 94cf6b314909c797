module.exports = (server) => {
  server.head('/health', (req, res, next) => next());
};
