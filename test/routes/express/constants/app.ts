import express, { Router } from 'express';
import { posix as path } from 'node:path';
import { Paths, VERSION, settings } from './constants';

const app = express();
const router = Router();
const dynamic = Router();
const computedPath = process.env.COMPUTED;

router.get(Paths.List, (req, res) => res.end());
router.get('/' + settings.names.detail + '/:id', (req, res) => res.end());
router.get(Paths['Raw'], (req, res) => res.end());
router.get(`/${process.env.SECRET_PATH}/x`, (req, res) => res.end());
router.get(/^\/pattern-\d+$/, (req, res) => res.end());

dynamic.get('/never-guessed', (req, res) => res.end());

app.use(path.join('/api', `v${VERSION}`), router);
app.use(process.env.BASE_PATH ?? '/default', router);
app.use(computedPath, dynamic);
