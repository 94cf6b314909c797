import type { RequestHandler } from 'express';

// A demonstration, not a secret: a real API would look the token up.
const expected = 'Bearer demo-token';

export const requireToken: RequestHandler = (request, response, next) => {
  if (request.headers.authorization === expected) return next();
  response.status(401).set('WWW-Authenticate', 'Bearer').json({ error: 'A valid token is needed.' });
};
