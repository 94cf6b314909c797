import express, { Router } from 'express';

class Fields {
  readonly router = Router();

  constructor(mode: 'global' | 'project' = 'global') {
    const prefix = mode === 'global' ? '' : '/:projectId/fields';
    this.router.get(`${prefix}/:field`, show);
    this.router.post(mode !== 'project' && prefix === '' ? '/' : `${prefix}/new`, create);
  }
}

const app = express();
app.use('/fields', new Fields().router);
app.use('/projects', new Fields('project').router);

let version = 'v1';
if (process.env.NEXT) version = 'v2';
// Either may be so.
app.get(version === 'v1' ? '/old' : '/new', either);
app.get(process.env.ADMIN === 'yes' ? '/admin' : '/nothing', either);
