module.exports = { basePath: '/nx' };
