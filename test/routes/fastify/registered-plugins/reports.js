module.exports = async (server) => {
  server.post('/', create);
};
