/** For a person in whose folder nothing was found: a test holds it against the adapters. */
export const knownFrameworks = {
  'JavaScript, TypeScript': [
    'Express',
    'Fastify',
    'Koa',
    'Hono',
    'NestJS',
    'Next.js',
    'SvelteKit',
    'Nitro and Nuxt',
    'Remix and React Router',
    'hapi',
    'Elysia',
    'restify',
    'Astro',
    'Vercel functions',
    'node:http',
  ],
  Python: ['FastAPI', 'Flask and Quart', 'Django and its REST framework', 'Django Ninja'],
  Go: ['net/http', 'gin', 'Echo', 'chi', 'Fiber', 'gorilla/mux'],
} as const;
