import { createRouter } from 'next-connect';

const router = createRouter();
router.get(list).put(update);

export default router.handler();
