import { cycled } from './cycle-a.js';

export const mount = (app) => app.use('/cycle', cycled);

export function fill() {
  cycled.get('/filled', (req, res) => res.end());
}
