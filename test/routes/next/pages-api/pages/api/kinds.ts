export default function handler(req, res) {
  switch (req.query.kind) {
    case 'GET':
      return res.json('a word like any other');
    default:
      return res.status(405).end();
  }
}
