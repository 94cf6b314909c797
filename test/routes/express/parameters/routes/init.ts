import { Router, type Express } from 'express';
import registerUsers from './users';
import * as files from './files';

export const init = async (app: Express) => {
  const v1 = Router();
  [registerUsers, files.register].forEach((register) => register(v1));
  app.use('/v1', v1);
};
