import { Router } from 'express';

export const items = Router({ mergeParams: true });
items.put(
  '/:itemId',
  [check((req) => req.body.count), check((req) => req.body.count)],
  asyncHandler(async (request: Request<{ itemId: string }>, res) => {
    const { count, note = '' }: { count: number; note?: string } = request.body;
    res.json({ count, note });
  }),
);
