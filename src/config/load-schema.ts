/** Load profiles as people write them under `loads`: one of `phases`, `sweep` and `restarts`, and what goes with it. */

import { z } from 'zod';
import { type Json, loadBounds } from '../model.ts';

const json: z.ZodType<Json> = z.json();
const pauseS = z.number().min(0).max(60);
const isWarmUp = (name: string): boolean => /^warm[ _-]?up\b/i.test(name);

const phase = z
  .strictObject({
    name: z.string().min(1).max(60).describe('Names it in the result; one called "warm-up" is not counted'),
    rate: z
      .number()
      .min(0)
      .max(loadBounds.ratePerS)
      .optional()
      .describe('Requests a second, whatever the answers (open model); latency counts from when a request was due'),
    users: z
      .int()
      .min(0)
      .max(loadBounds.users)
      .optional()
      .describe(
        'Users, each with a connection, who send their next request when the last one is answered (closed loop)',
      ),
    rampTo: z
      .number()
      .min(0)
      .max(loadBounds.ratePerS)
      .optional()
      .describe('The rate, or the users, at the end of the phase, which it grows or shrinks to evenly'),
    thinkS: z
      .union([pauseS, z.tuple([pauseS, pauseS])], 'seconds from 0 to 60, or two such numbers: [0.5, 2]')
      .optional()
      .describe(
        'Pause of a user between an answer and the next request in seconds: 1, or [0.5, 2] for evenly spread ones',
      ),
    durationS: z.number().min(0.1).max(loadBounds.totalS).describe('Length of the phase in seconds'),
    counted: z
      .boolean()
      .optional()
      .describe('False leaves the phase out of the figures of the whole; it keeps a result of its own'),
  })
  .superRefine((written, context) => {
    const refuse = (message: string, ...path: string[]) => context.addIssue({ code: 'custom', message, path });
    const { rate, users, rampTo, thinkS } = written;
    if (rate === undefined && users === undefined) refuse('a phase needs a rate or users');
    if (rate !== undefined && users !== undefined) refuse('a phase has a rate or users, not both', 'users');
    if ((rate ?? users) === 0 && !rampTo) refuse('a phase of nothing: let it grow with rampTo, or leave it out');
    if (rate !== undefined && thinkS !== undefined)
      refuse('think time goes with users: a rate waits for nobody', 'thinkS');
    if (users !== undefined && rampTo !== undefined && !(Number.isInteger(rampTo) && rampTo <= loadBounds.users)) {
      refuse(`users are whole numbers up to ${loadBounds.users}`, 'rampTo');
    }
    if (Array.isArray(thinkS) && thinkS[0] > thinkS[1]) refuse('the shorter pause comes first', 'thinkS');
  });

const setUp = z
  .strictObject({
    request: z
      .string()
      .regex(/^[A-Z]+ \/\S*$/, 'a method and a path below the address of the server, "POST /login"')
      .describe('"POST /login"'),
    headers: z.record(z.string(), z.string()).default({}),
    body: json.default(null).describe('Sent as JSON, unless it is a string'),
    take: z
      .record(z.string().regex(/^\w+$/, 'a name of letters and digits'), z.string().min(1))
      .default({})
      .describe(
        'Name → where it stands in the JSON of the answer, { "token": "data.token" }; requests use ${setUp:token}',
      ),
  })
  .describe('A request that is sent once before the load');

const snippets = [
  {
    label: 'Phases',
    body: {
      phases: [
        { name: 'warm-up', users: '^${1:5}', durationS: '^${2:10}' },
        { name: 'sustained', users: '^${3:20}', durationS: '^${4:60}' },
      ],
    },
  },
  {
    label: 'Sweep',
    description: 'Users doubled until throughput stops growing',
    body: { sweep: { maxUsers: '^${1:64}' } },
  },
  { label: 'Restarts', description: 'The spread of cold starts', body: { restarts: '^${1:5}' } },
];

const load = z
  .strictObject({
    phases: z.array(phase).min(1).max(loadBounds.phases).optional().describe('Phases of load, one after the other'),
    mix: z
      .record(
        z.string().regex(/^[A-Z]+ \//, 'endpoints are named as in "GET /users/{id}"'),
        z.number().positive().max(1_000_000),
      )
      .optional()
      .describe('Endpoint → its share of the requests, in any unit; without it the chosen endpoint alone'),
    data: z
      .string()
      .regex(/\.(csv|json)$/i, 'a CSV or JSON file')
      .optional()
      .describe(
        'A CSV or JSON file, relative to the workspace folder; its rows fill ${data:column} of sample values in turn',
      ),
    setUp: setUp.optional(),
    stopAtErrorShare: z
      .number()
      .positive()
      .max(1)
      .optional()
      .describe(
        'Ends early once this share of the answers are errors, 0.5 for half of them; statuses from 400 up are errors',
      ),
    maxInFlight: z
      .int()
      .min(1)
      .max(loadBounds.users)
      .default(100)
      .describe(
        'The most requests under way at once in phases with a rate; what is due beyond waits, and its wait counts',
      ),
    sweep: z
      .strictObject({
        maxUsers: z.int().min(1).max(loadBounds.users).default(64).describe('Never more users than this'),
        stepS: z.number().min(0.2).max(60).default(2).describe('Seconds that each step is measured'),
      })
      .optional()
      .describe('Users doubled from 1 on until throughput stops growing'),
    restarts: z
      .int()
      .min(1)
      .max(loadBounds.restarts)
      .optional()
      .describe('How many times the launched server is restarted, for the spread of its cold starts'),
  })
  .meta({ defaultSnippets: snippets })
  .superRefine((written, context) => {
    const refuse = (message: string, ...path: string[]) => context.addIssue({ code: 'custom', message, path });
    const kinds = (['phases', 'sweep', 'restarts'] as const).filter((kind) => written[kind] !== undefined);
    if (kinds.length === 0) refuse('a load needs phases, a sweep or restarts');
    if (kinds.length > 1) refuse(`a load has either ${kinds.join(' or ')}`, kinds[1]!);
    if (kinds.length === 1 && written.phases === undefined) {
      const idle = (['mix', 'data', 'setUp', 'stopAtErrorShare'] as const).find((name) => written[name] !== undefined);
      if (idle) refuse(`${idle} goes with phases`, idle);
    }
    if (written.phases !== undefined) checkPhases(written.phases, refuse);
    const { length } = Object.keys(written.mix ?? { one: 1 });
    if (length === 0 || length > loadBounds.endpoints)
      refuse(`a mix has 1 to ${loadBounds.endpoints} endpoints`, 'mix');
  });

export const loadsSchema = z
  .record(z.string().min(1), load)
  .superRefine((loads, context) => {
    if (!Object.hasOwn(loads, 'burst')) return;
    context.addIssue({
      code: 'custom',
      message: 'burst is the default burst; name this load otherwise',
      path: ['burst'],
    });
  })
  .describe('Load profiles by name, beside the built-in ones; one of the same name takes the place of a built-in one');

export type WrittenPhase = z.infer<typeof phase>;
export type WrittenSetUp = z.infer<typeof setUp>;
export type WrittenLoad = z.infer<typeof load>;

function checkPhases(phases: WrittenPhase[], refuse: (message: string, ...path: string[]) => void): void {
  const names = phases.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) refuse(`two phases are called ${twice}`, 'phases');
  if (countedOf(phases).every((counted) => !counted)) refuse('at least one phase has to count', 'phases');
  const totalS = phases.reduce((sum, { durationS }) => sum + durationS, 0);
  if (totalS > loadBounds.totalS) {
    refuse(`the phases take ${totalS} s together; at most ${loadBounds.totalS} s are allowed`, 'phases');
  }
}

/** A warm-up is not counted where it is not said, unless nothing else is there to be counted. */
export function countedOf(phases: WrittenPhase[]): boolean[] {
  const byName = phases.map(({ name, counted }) => counted ?? !isWarmUp(name));
  return byName.includes(true) ? byName : phases.map(({ counted }) => counted ?? true);
}
