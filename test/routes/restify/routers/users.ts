import { Router } from 'restify-router';

const router = new Router();
router.get('/:id', show);

export default router;
