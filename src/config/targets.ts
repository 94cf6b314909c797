/** Which of the targets in the config hold for an endpoint. */

import { z } from 'zod';
import type { Target, TargetName } from '../model.ts';
import { exactnessOf, matcherOf, type Selectable } from './selectors.ts';

const names = ['p50Ms', 'p95Ms', 'p99Ms', 'errorRate', 'rps'] as const satisfies TargetName[];

const atMostMs = z.number().positive().optional();
const figures = {
  p50Ms: atMostMs.describe('Milliseconds within which half of the answers come'),
  p95Ms: atMostMs.describe('Milliseconds within which 95 % of the answers come'),
  p99Ms: atMostMs.describe('Milliseconds within which 99 % of the answers come'),
  errorRate: z.number().min(0).max(1).optional().describe('Most errors, as a share: 0.01 is one of 100 answers'),
  rps: z.number().positive().optional().describe('Fewest answers a second'),
};

const selector = z
  .string()
  .regex(
    /^(?:(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|QUERY|ANY) )?\/|^[^ ]+:\d+$/,
    'it names no endpoints: give "GET /users/{id}", "/api/**", or the file:line of a route',
  );

export const targetsSchema = z
  .strictObject({
    ...figures,
    endpoints: z
      .record(selector, z.strictObject(figures))
      .default({})
      .describe(
        'Selector, as on the command line → figures that take the place of those above: "GET /api/reports/**". Of several, the most exact one that sets a figure decides',
      ),
  })
  .describe('A check fails when an endpoint misses one of these');

export type Targets = z.infer<typeof targetsSchema>;

export function targetsFor(endpoint: Selectable, { endpoints, ...general }: Targets): Target[] {
  const own = Object.keys(endpoints)
    .filter((selector) => matcherOf(selector)(endpoint))
    .sort((a, b) => exactnessOf(b) - exactnessOf(a));
  return names.flatMap((target) => {
    const selector = own.find((one) => endpoints[one]![target] !== undefined) ?? null;
    const limit = selector === null ? general[target] : endpoints[selector]![target];
    return limit === undefined ? [] : [{ target, limit, selector }];
  });
}

/** Of the targets' selectors, those that fit no endpoint: they are misspelt, or their endpoint is gone. */
export const unusedSelectors = ({ endpoints: own }: Targets, endpoints: Selectable[]): string[] =>
  Object.keys(own).filter((selector) => !endpoints.some(matcherOf(selector)));
