import express, { type Express } from 'express';
import { admin, reportRoutes } from '@routes/index';
import * as routes from '@routes/index';
import { prefixes } from '@config';
import ping from 'src/ping';

const server: Express = express();
server.use(prefixes.admin, admin);
server.use('/reports', reportRoutes);
server.use('/catalogue', routes.catalogue.router);
server.use(ping);
