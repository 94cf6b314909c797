import { Router, type Request, type Response } from 'express';

export default ({ admin }: { admin: boolean }) => {
  const router = Router();
  router.get('/', list);
  if (admin) {
    router.delete('/:id', remove);
  }
  return router;
};

export function createItems(...names: string[]): Router {
  const router = Router();
  for (const name of names) router.get(`${name}/:id`, (req, res) => res.json(req.params));
  return router;
}

const list = (req: Request, res: Response) => res.json([]);
const remove = (req: Request, res: Response) => res.sendStatus(204);
