export default async (app) => {
  app.get('/open', async () => 'ok');
};
