import { Router } from 'express';
export const admin = Router();
admin.get('/stats', (req, res) => res.end());
