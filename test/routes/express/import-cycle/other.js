import { Router } from 'express';
import { PREFIX } from './a-first.js';
export const other = Router();
other.get(PREFIX, (req, res) => res.end());
