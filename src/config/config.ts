/** The shape of `.endpoint-profiler/config.json`. The JSON schema that editors check it with is made from this. */

import { z } from 'zod';
import type { Json } from '../model.ts';
import { loadsSchema } from './load-schema.ts';
import { targetsSchema } from './targets.ts';

const json: z.ZodType<Json> = z.json();
const strings = z.record(z.string(), z.string());

const server = z
  .strictObject({
    url: z
      .url({ protocol: /^https?$/ })
      .refine((url) => !/[?#]/.test(url), 'paths are put behind it, so it can have no ? and no #')
      .describe('Where the API answers, http://127.0.0.1:3000'),
    command: z
      .string()
      .min(1)
      .optional()
      .describe('Starts the API; run by a shell in cwd. Without it a running one is used.'),
    cwd: z.string().default('.').describe('Folder of the command, relative to the workspace folder'),
    env: strings.default({}).describe('Environment variables of the command'),
    ready: z
      .string()
      .startsWith('/')
      .optional()
      .describe('A path below url that answers 2xx or 3xx once the API is ready'),
    readyTimeoutMs: z.number().int().positive().default(30_000),
    ca: z
      .string()
      .min(1)
      .optional()
      .describe(
        "File in PEM format, relative to the workspace folder: certificates that are trusted besides Node's own, for an API on https:// with one of your own",
      ),
    acceptAnyCertificate: z
      .boolean()
      .default(false)
      .describe('Trusts whatever certificate the API shows; only for one on this machine'),
    http2: z
      .boolean()
      .default(false)
      .describe('Offers HTTP/2 to an API on https://; one that does not speak it is called over HTTP/1.1'),
  })
  .describe('The API under test');

const database = z
  .strictObject({
    url: z.string().min(1).optional().describe('postgres://user:${env:PGPASSWORD}@127.0.0.1:5432/name'),
    env: z
      .array(z.string().min(1))
      .optional()
      .describe(
        'Variables that are rewritten for the launched server, so that its connections can be recorded. They hold an address, or a part of one where the name ends in HOST or PORT. Without it: DATABASE_URL, PGHOST and PGPORT, DB_HOST and DB_PORT and the like, as far as they are set',
      ),
    allowIndexProof: z
      .boolean()
      .default(false)
      .describe(
        'Builds indexes that slow statements lack, each in a transaction that is rolled back, and measures what they bring. Writers of the table wait meanwhile; only for a database on this machine',
      ),
    locate: z
      .boolean()
      .default(false)
      .describe(
        'Finds the line of the source that sends each statement. Loads a small script into the launched server (NODE_OPTIONS), which notes the callers of the packages pg and postgres',
      ),
  })
  .describe('The database the API talks to (PostgreSQL)');

export const requestSchema = z
  .strictObject({
    path: strings.default({}).describe('Values of the path parameters'),
    query: strings.default({}),
    headers: strings.default({}),
    body: json.default(null).describe('Sent as JSON, unless it is a string'),
    allow: z.boolean().default(false).describe('May be sent although its method can change data'),
  })
  .describe('Sample values of one endpoint');

const path = z.string().startsWith('/');

const routes = z
  .strictObject({
    prefixes: z
      .record(z.string(), path)
      .default({})
      .describe('File (or file:line) of a router → what stands before all of its paths, "/api/v1"'),
    paths: z
      .record(z.string(), path)
      .default({})
      .describe('file:line of a route → its full path as an OpenAPI template, "/api/users/{id}"'),
  })
  .describe('Paths that the code alone does not tell');

export const configSchema = z.strictObject({
  $schema: z.string().optional(),
  server: server.optional(),
  database: database.optional(),
  targets: targetsSchema.prefault({}),
  routes: routes.optional(),
  requests: z.record(z.string(), requestSchema).default({}).describe('By endpoint, such as "GET /users/{id}"'),
  loads: loadsSchema.default({}),
});

export type Config = z.infer<typeof configSchema>;
export type ServerConfig = z.infer<typeof server>;
export type DatabaseConfig = z.infer<typeof database>;
export type RequestSample = z.infer<typeof requestSchema>;
