import { Router } from 'express';
const router = Router();
router.get('/daily', (req, res) => res.end());
export default router;
