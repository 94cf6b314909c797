import type { FastifyZodInstance } from './types';

export async function users(server: FastifyZodInstance) {
  server.withTypeProvider<ZodTypeProvider>().get('/users', async () => []);
}

export async function clients(http: HttpClient) {
  http.withTypeProvider().get('/not-a-route', async () => []);
}
