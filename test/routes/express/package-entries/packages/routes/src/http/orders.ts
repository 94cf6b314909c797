import { Router } from 'express';
export const orders = Router().get('/', (req, res) => res.end());
