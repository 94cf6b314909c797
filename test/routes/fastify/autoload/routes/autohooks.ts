export default async function (server) {
  server.get('/never', async () => 'hooks are no plugins here');
}
