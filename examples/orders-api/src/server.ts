import { createApp } from './app.ts';
import { checkDatabase, pool } from './db.ts';
import { startHeartbeat } from './heartbeat.ts';

const port = Number(process.env.PORT ?? 3000);

await checkDatabase().catch((error: Error) => {
  console.error(`orders-api cannot reach its database: ${error.message || (error as NodeJS.ErrnoException).code}`);
  console.error('Start it with "npm run database", or set DATABASE_URL.');
  process.exit(1);
});

const server = createApp().listen(port, '127.0.0.1', (error) => {
  if (error) {
    const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
    console.error(taken ? `Port ${port} is taken. Set PORT to another one.` : `Cannot listen: ${error.message}`);
    process.exit(1);
  }
  const address = server.address();
  const bound = typeof address === 'object' && address ? address.port : port;
  console.log(`orders-api listens on http://127.0.0.1:${bound}`);
});

const stopHeartbeat = startHeartbeat(`api-${process.pid}`);

async function shutDown() {
  stopHeartbeat();
  setTimeout(() => server.closeAllConnections(), 3000).unref();
  await new Promise((resolve) => server.close(resolve));
  await pool.end();
  process.exit(0);
}
process.once('SIGTERM', shutDown);
process.once('SIGINT', shutDown);
