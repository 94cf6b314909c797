import { Router } from 'express';
import users from './users.js';
import orders from './orders/index.js';
import { requireUser } from '../auth.js';

export const api = Router();
api.use('/users', requireUser, users);
api.use(orders);
