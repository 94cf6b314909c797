export default async function (server) {
  server.get('/', async () => 'root');
}
