import { Router } from 'express';

export const items = Router({ mergeParams: true });
items.put('/:itemId', (req, res) => res.sendStatus(204));
