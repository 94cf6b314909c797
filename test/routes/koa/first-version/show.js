module.exports = function* () {
  this.body = this.params.name;
};
