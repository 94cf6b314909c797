const express = require('express');

const app = express();

app.get('/health', (_request, response) => response.json({ ok: true }));
app.get('/users/:id', (request, response) => response.json({ id: request.params.id }));

app.listen(process.env.PORT ?? 3000);
