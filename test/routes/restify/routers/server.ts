import * as restify from 'restify';
import { Router } from 'restify-router';
import users from './users';

const server = restify.createServer();
const api = new Router();
api.get('/status', status);
api.add('/users', users);
api.applyRoutes(server, '/api');

const plain = new Router();
plain.patch('/plain', change);
plain.applyRoutes(server);
