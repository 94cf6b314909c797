import Fastify from 'fastify';

const app = Fastify();
app.register(
  async (api) => {
    api.register(
      async (users) => {
        users.get('', async () => []);
        users.post('/', async () => ({}));
        users.get(':id', async () => ({}));
        users.get('-of/:team', async () => []);
        users.get('/:id/orders', async () => []);
      },
      { prefix: 'users' },
    );
  },
  { prefix: '/api' },
);
app.register(async (v1) => v1.get('list', async () => []).get('/count', async () => 0), { prefix: '/v1/' });
app.register(async (v1) => v1.get('*', async () => []), { prefix: '/v1' });
