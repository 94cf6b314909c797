import { other } from './other.js';
export const PREFIX = '/first';
other.get('/from-first', (req, res) => res.end());
