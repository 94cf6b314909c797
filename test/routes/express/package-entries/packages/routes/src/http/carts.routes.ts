import { Router } from 'express';
export const carts = Router().get('/:id', (req, res) => res.end());
