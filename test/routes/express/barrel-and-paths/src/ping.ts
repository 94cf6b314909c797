import { Router } from 'express';
export default Router().get('/ping', (req, res) => res.end());
