export default async function (server) {
  server.get('/beside-an-index', async () => 'not loaded');
}
