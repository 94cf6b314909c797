import { Router } from 'express';
export const admin = Router();
admin.get('/', (req, res) => res.send(<p>Hello</p>));
