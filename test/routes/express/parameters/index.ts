import express from 'express';
import { init } from './routes/init';
import { Api } from './api';

async function main() {
  const app = express();
  await init(app);
  new Api(app, '/classy').start();
  app.listen(8080);
}

main().catch(console.error);
