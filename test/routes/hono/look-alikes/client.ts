// Asks the Hono server.
export class Api {
  get(path: string, read: (body: unknown) => void) {}
}
const app = new Api();
app.get('/users', (body) => body);
