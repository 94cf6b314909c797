import { Router } from 'express';
export const users = Router().get('/', (req, res) => res.end());
