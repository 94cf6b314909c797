import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Mix } from '../../../src/burst/mix.ts';
import type { BurstTarget } from '../../../src/model.ts';

const target = (weight: number, paths: string[], origin = 'http://api.test'): BurstTarget => ({
  weight,
  requests: paths.map((path) => ({ method: 'GET', url: `${origin}${path}`, headers: {}, body: null })),
});
const dealt = (mix: Mix, count: number) => Array.from({ length: count }, () => mix.next());

describe('a mix', () => {
  it('sends the requests of a target in turn', () => {
    const paths = dealt(new Mix([target(1, ['/1', '/2', '/3'])]), 5).map(({ options }) => options.path);
    expect(paths).toEqual(['/1', '/2', '/3', '/1', '/2']);
  });

  it('spreads targets by their weight, in no clumps, the same way each time', () => {
    const mix = () => new Mix([target(5, ['/a']), target(1, ['/b']), target(1, ['/c'])]);
    const paths = dealt(mix(), 7).map(({ options }) => options.path);
    expect(paths.join('')).toBe('/a/a/b/a/c/a/a');
    expect(dealt(mix(), 7).map(({ options }) => options.path)).toEqual(paths);
  });

  it('takes each target in turn through its own requests', () => {
    const mix = new Mix([target(1, ['/a1', '/a2']), target(1, ['/b1', '/b2'])]);
    expect(dealt(mix, 4).map(({ options, target }) => `${target}${options.path}`)).toEqual([
      '0/a1',
      '1/b1',
      '0/a2',
      '1/b2',
    ]);
  });

  it('gives every target exactly its share of a whole turn, and at no time more than one beyond it', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(weights, (weights) => {
        const total = weights.reduce((sum, weight) => sum + weight, 0);
        const mix = new Mix(weights.map((weight, index) => target(weight, [`/${index}`])));
        const counts = weights.map(() => 0);
        for (let sent = 1; sent <= 3 * total; sent++) {
          const { target } = mix.next();
          counts[target]!++;
          expect(counts[target]!).toBeLessThan((sent * weights[target]!) / total + 1);
        }
        expect(counts).toEqual(weights.map((weight) => 3 * weight));
      }),
    );
  });

  it('is of no more targets than can be told apart', () => {
    const many = Array.from({ length: 256 }, () => target(1, ['/']));
    expect(() => new Mix(many)).toThrow('A mix has at most 255 endpoints, and this one has 256.');
  });

  it('goes to one server only', () => {
    expect(() => new Mix([target(1, ['/a']), target(1, ['/b'], 'http://other.test')])).toThrow(
      'A burst goes to one server, and these requests go to http://api.test and http://other.test.',
    );
  });
});
