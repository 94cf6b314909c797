import { Router } from 'express';
import { app } from './app.js';
import { fill, mount } from './cycle-b.js';

mount(app);
fill();
// Not there yet when the lines above run.
export var cycled = Router();
cycled.get('/cycled', (req, res) => res.end());
