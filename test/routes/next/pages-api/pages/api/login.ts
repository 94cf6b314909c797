const handler = async (req, res) => {
  if (req.method !== 'POST') return res.status(405).end();
  res.json({});
};

export default handler;
