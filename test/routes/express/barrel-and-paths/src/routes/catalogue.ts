import { Router } from 'express';
export const router = Router();
router.get('/items', (req, res) => res.end());
