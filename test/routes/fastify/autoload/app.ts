import Fastify from 'fastify';
import autoload from '@fastify/autoload';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const app = Fastify();
app.register(autoload, { dir: join(here, 'plugins'), encapsulate: false });
app.register(autoload, { dir: join(here, 'routes'), autoHooks: true, routeParams: true, options: { prefix: '/api/' } });
app.register(autoload, { dir: process.env.ROUTES });
