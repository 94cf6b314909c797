const base = process.env.BASE_PATH;

module.exports = (phase) => ({
  basePath: base || undefined,
});
