module.exports = async (req, res) => {
  res.json(req.query.name);
};
