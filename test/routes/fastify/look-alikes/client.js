// What a browser asks of the fastify server.
import ky from 'ky';

const api = ky.create({ prefixUrl: '/api' });
export const load = () => api.get('users', (response) => response.json());
export default function fetchers(http) {
  http.get('/users', () => {});
  http.register('/sw.js', { prefix: '/' });
}
