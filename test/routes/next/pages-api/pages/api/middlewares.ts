import { withMiddlewares } from '../../lib/middlewares';

export default withMiddlewares({
  GET: async (req, res) => res.json({}),
  POST: async (req, res) => res.json(req.body.title),
});
