import type { NextApiRequest, NextApiResponse } from 'next';

export default async function handler(req: NextApiRequest, res: NextApiResponse) {
  const { id, page } = req.query;
  const name = req.body.name;
  if (req.method === 'POST') await save(id, name);
  res.json(await load(id, page));
}
