function router(fastify, options) {
  fastify.get('/', list);
}

module.exports = router;
