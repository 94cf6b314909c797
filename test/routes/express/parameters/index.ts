import express from 'express';
import { init } from './routes/init';
import { Api } from './api';
import wire from './wire';
import { search } from './routes/search';

async function main() {
  const app = express();
  await init(app);
  new Api(app, '/classy').start();
  const internal = express();
  wire(internal, search);
  app.use('/internal', internal);
  app.listen(8080);
}

main().catch(console.error);
