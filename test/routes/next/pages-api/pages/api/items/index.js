async function handler(req, res) {
  switch (req.method) {
    case 'GET':
      return res.json([]);
    case 'DELETE':
      return res.json({});
    default:
      res.setHeader('Allow', ['GET', 'DELETE']).status(405).end();
  }
}

export default withAuth(handler);
