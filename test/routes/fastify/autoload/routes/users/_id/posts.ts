export default async (server) => server.get('/posts', async () => []);
export const autoPrefix = '/own';
