import { withoutStop } from '../sentence.ts';
import { type Clue, clueOf, type Rule } from './rule.ts';

interface LargeClue extends Clue {
  framework: string;
}

/** One line for all endpoints of a server; the proxy before it does as well. */
const middleware = new Map(
  Object.entries({
    express: 'app.use(compression()); // npm install compression',
    nestjs: 'app.use(compression()); // npm install compression',
    fastify: 'await app.register(fastifyCompress); // npm install @fastify/compress',
    koa: 'app.use(compress()); // npm install koa-compress',
    hono: "app.use(compress()); // from 'hono/compress'",
    fastapi: 'app.add_middleware(GZipMiddleware, minimum_size=1000)',
    django: "MIDDLEWARE = ['django.middleware.gzip.GZipMiddleware', *MIDDLEWARE]",
    flask: 'Compress(app)  # pip install flask-compress',
    gin: 'router.Use(gzip.Gzip(gzip.DefaultCompression)) // github.com/gin-contrib/gzip',
    echo: 'e.Use(middleware.Gzip())',
    chi: 'r.Use(middleware.Compress(5))',
    fiber: 'app.Use(compress.New())',
  }),
);

/** Large text that comes uncompressed, whatever is offered. */
export const compress: Rule<LargeClue> = {
  kind: 'compress',
  find: (subject) =>
    subject.findings
      .filter(({ rule }) => rule === 'uncompressed-body')
      .map((finding) =>
        clueOf(subject, {
          cure: 'compress',
          severity: finding.severity,
          explains: [finding],
          figure: withoutStop(finding.why),
          framework: subject.profile.endpoint.framework,
        }),
      ),
  word: (clues) => {
    const frameworks = new Set(clues.map(({ framework }) => framework));
    return {
      title: 'Compress large answers',
      advice:
        'In the server, or in the proxy before it. It costs processor time: measure again with it, and leave small answers as they are.',
      code: frameworks.size === 1 ? (middleware.get(clues[0].framework) ?? null) : null,
    };
  },
};
