import { beforeAll, describe, expect, test } from 'vitest';
import { attribute, unaskedMs } from '../../../src/sql/attribution.ts';
import { loadParser } from '../../../src/sql/parser.ts';
import type { CapturedStatement } from '../../../src/sql/tap/protocol.ts';
import { randomFrom } from '../../support/random.ts';

beforeAll(loadParser);

/** Probes of 10 ms every 20 ms: 0–10, 20–30 … */
const probes = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ startMonotonicMs: index * 20, endMonotonicMs: index * 20 + 10 }));

function call(text: string, startMs: number, overrides: Partial<CapturedStatement> = {}): CapturedStatement {
  return {
    ...{ connection: 1, protocol: 'extended', text, parameterTypes: [], parameters: [], startMs, endMs: startMs + 2 },
    ...{ busyMs: 2, rows: 3, error: null, transaction: 'none', searchPath: null },
    ...overrides,
  } as CapturedStatement;
}

/** `counts[i]` calls in probe i. */
const callsPerProbe = (text: string, counts: number[]) =>
  counts.flatMap((count, probe) => Array.from({ length: count }, (_, index) => call(text, probe * 20 + index)));

const attributionOf = (counts: number[], more: CapturedStatement[] = []) =>
  attribute([...callsPerProbe('SELECT 1', counts), ...more], probes(counts.length)).queries.map(
    ({ profile }) => profile.attribution,
  );

describe('A statement is the endpoint’s', () => {
  test.each([[[3, 3, 3]], [[1, 1]], [[9, 3, 3]], [[0, 3, 3]]])('when the probes ran it %j times', (counts) => {
    expect(attributionOf(counts)).toEqual(['constant']);
  });

  test.each([[[3, 2, 3]], [[1, 0, 0]], [[1, 1, 0]], [[0, 1]], [[2, 1]], [[4]]])(
    'and may not be when they ran it %j times',
    (counts) => {
      expect(attributionOf(counts)).toEqual(['varying']);
    },
  );

  test('and may not be when it also ran outside the probes', () => {
    expect(attributionOf([1, 1, 1], [call('SELECT 2', 75)])).toEqual(['varying']);
  });
});

describe('A timer on the same pool', () => {
  /** Answered after 3 ms each, with pauses of 5 to 25 ms between. */
  const uneven = (random: (below: number) => number, latencyMs = 3, count = 8) => {
    let startMonotonicMs = 100;
    return Array.from({ length: count }, () => {
      const probe = { startMonotonicMs, endMonotonicMs: startMonotonicMs + latencyMs };
      startMonotonicMs = probe.endMonotonicMs + 5 + random(20_000) / 1000;
      return probe;
    });
  };
  const own = (windows: ReturnType<typeof uneven>, random: (below: number) => number) =>
    windows.map(({ startMonotonicMs }) => call('SELECT 1', startMonotonicMs + random(2_000) / 1000));

  const attributions = (...recorded: Parameters<typeof attribute>) =>
    Object.fromEntries(attribute(...recorded).queries.map(({ profile }) => [profile.text, profile.attribution]));

  test.each([7, 18, 31, 500])(
    'that ticks every %d ms is never the endpoint’s, whose own statement stays so',
    (everyMs) => {
      for (let seed = 1; seed <= 200; seed++) {
        const random = randomFrom(seed);
        const windows = uneven(random);
        const ticks = Array.from({ length: 40 }, (_, tick) =>
          call('SELECT 1 + 1', tick * everyMs + random(1_500) / 1000),
        );
        const end = windows.at(-1)!.endMonotonicMs + 20;
        const seen = ticks.filter(({ startMs }) => startMs > 90 && startMs < end);
        const { queries } = attribute([...own(windows, random), ...seen], windows);
        const constant = queries.filter(({ profile }) => profile.attribution === 'constant');
        expect(
          constant.map(({ profile }) => profile.text),
          `seed ${seed}`,
        ).toEqual(['SELECT 1']);
      }
    },
  );

  test('is told by its beat where it meets each slow answer once', () => {
    const windows = uneven(randomFrom(1), 100);
    const middle = windows.map(({ startMonotonicMs, endMonotonicMs }) => (startMonotonicMs + endMonotonicMs) / 2);
    const everyMs = (middle.at(-1)! - middle[0]!) / 7;
    const ticks = windows.map((_, index) => call('SELECT 1 + 1', middle[0]! + index * everyMs));
    const { queries } = attribute(ticks, windows);
    expect(queries).toMatchObject([{ profile: { attribution: 'varying', callsPerRequest: { min: 1, max: 1 } } }]);
  });

  test('is told by three calls of each from what a slow endpoint sends itself', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const random = randomFrom(seed);
      const windows = uneven(random, 610, 4);
      const ticks = windows.map((_, tick) => call('SELECT 1 + 1', 150 + tick * 700 + random(2_000) / 1000));
      expect(attributions([...own(windows, random), ...ticks], windows), `seed ${seed}`).toEqual({
        'SELECT 1': 'constant',
        'SELECT 1 + 1': 'varying',
      });
    }
  });

  test('is not seen in a loop of the endpoint that began late in its second request, as on a loaded machine', () => {
    const lateMs = 60;
    const sent: CapturedStatement[] = [];
    const windows = uneven(randomFrom(1), 10).map(({ startMonotonicMs, endMonotonicMs }, probe) => {
      const probeStartMs = startMonotonicMs + (probe > 1 ? lateMs : 0);
      const loopStartMs = probeStartMs + (probe === 1 ? lateMs : 0) + 2;
      sent.push(...Array.from({ length: 25 }, (_, index) => call('SELECT 1', loopStartMs + index / 10)));
      return { startMonotonicMs: probeStartMs, endMonotonicMs: endMonotonicMs + (probe > 0 ? lateMs : 0) };
    });
    expect(attributions(sent, windows)).toEqual({ 'SELECT 1': 'constant' });
  });

  test.each([3, 4, 5, 7])('is hardly ever seen in a noisy statement of the endpoint, by %d calls', (count) => {
    const random = randomFrom(count);
    /** Log-normal about a median: most near it, a few many times as long. */
    const noisy = (medianMs: number) => {
      const normal = Array.from({ length: 12 }, () => random(1000) / 1000).reduce((sum, part) => sum + part, -6);
      return medianMs * Math.exp(normal);
    };
    const runs = Array.from({ length: 500 }, () => {
      let startMonotonicMs = 100;
      const sent: CapturedStatement[] = [];
      const windows = Array.from({ length: count + 1 }, () => {
        sent.push(call('SELECT 1', startMonotonicMs + noisy(10)));
        const probe = { startMonotonicMs, endMonotonicMs: sent.at(-1)!.startMs + noisy(3) };
        startMonotonicMs = probe.endMonotonicMs + 5 + random(20_000) / 1000;
        return probe;
      });
      return attributions(sent, windows)['SELECT 1'];
    });
    expect(runs.filter((attribution) => attribution === 'varying').length).toBeLessThan(10);
  });

  describe('that three calls do not tell from the statements of a slow endpoint', () => {
    const random = randomFrom(1);
    const windows = uneven(random, 610, 4);
    const timer = windows.map((_, tick) => call('SELECT 1 + 1', 200 + tick * 670 + (tick % 2) * 10));
    const heard = [call('SELECT 1 + 1', 4_000)];

    test('is waited for, about as long as a probe took, and told by what comes unasked', () => {
      const recorded = [...own(windows, random), ...timer];
      expect(attributions(recorded, windows)).toEqual({ 'SELECT 1': 'constant', 'SELECT 1 + 1': 'constant' });
      expect(unaskedMs(recorded, windows)).toBeGreaterThan(640);
      expect(unaskedMs(recorded, windows)).toBeLessThan(800);
      expect(attributions(recorded, windows, heard)).toEqual({ 'SELECT 1': 'constant', 'SELECT 1 + 1': 'varying' });
    });

    test('is not waited for where each statement has its place in the answer', () => {
      expect(unaskedMs(own(windows, random), windows)).toBe(0);
      expect(attributions(own(windows, random), windows, [call('SELECT 1', 4_000)])).toEqual({
        'SELECT 1': 'constant',
      });
    });

    test('is not waited for long, even where a single call leaves everything open', () => {
      const slowest = uneven(random, 9_000, 2);
      expect(unaskedMs(own(slowest, random), slowest)).toBe(1_500);
    });

    test('is not waited for where many calls tell it', () => {
      const fast = uneven(random);
      expect(unaskedMs(own(fast, random), fast)).toBe(0);
    });
  });

  test('is left out where not each probe met it and it also ran outside of them', () => {
    const seldom = [call('SELECT 2 + 2 AS a', -5), call('SELECT 2 + 2 AS a', 25)];
    expect(attribute([...seldom, ...callsPerProbe('SELECT 1', [1, 1, 1])], probes(3))).toMatchObject({
      queries: [{ profile: { text: 'SELECT 1', attribution: 'constant' } }],
      outside: ['SELECT 2 + 2 AS a'],
    });
  });
});

test('Work behind the answer counts to its probe; the last one’s tail is as long as the others’ pause', () => {
  const late = [call('SELECT 1', 15), call('SELECT 1', 35), call('SELECT 1', 49)];
  expect(attribute(late, probes(3)).queries[0]!.profile).toMatchObject({ attribution: 'constant' });
  const tooLate = attribute([call('SELECT 1', 61)], probes(3));
  expect(tooLate).toMatchObject({ queries: [], outside: ['SELECT 1'] });
});

test('The first probe’s times are left out, for it pays for the cold start', () => {
  const cold = call('SELECT 1', 0, { busyMs: 500 });
  const { profile } = attribute([cold, call('SELECT 1', 20), call('SELECT 1', 40, { busyMs: 4 })], probes(3))
    .queries[0]!;
  expect(profile).toMatchObject({
    callsPerRequest: { min: 1, median: 1, max: 1 },
    msPerCall: { min: 2, median: 3, max: 4 },
    msPerRequest: 3,
    rowsPerCall: 3,
  });
});

test('Equal text with equal parameters is a duplicate; unknown parameters equal none', () => {
  const value = (text: string) => [{ format: 'text' as const, bytes: Buffer.from(text) }];
  const probe = (at: number) => [
    ...['a', 'a', 'b', 'a'].map((text) => call('SELECT $1', at, { parameters: value(text) })),
    call('SELECT $1', at, { parameters: null }),
    call('SELECT $1', at, { parameters: null }),
  ];
  const { profile } = attribute([...probe(0), ...probe(20)], probes(2)).queries[0]!;
  expect(profile.duplicateCallsPerRequest).toBe(2);
});

test('Texts that differ in constants are one statement; those that may be parameters are not shown', () => {
  const of = (protocol: CapturedStatement['protocol'], ...texts: string[]) =>
    attribute(
      texts.map((text, index) => call(text, index * 20, { protocol })),
      probes(texts.length),
    ).queries.map(({ profile }) => profile.text);
  expect(of('simple', `SELECT 'ada'`, `SELECT 'bob'`)).toEqual(['SELECT $1']);
  expect(of('simple', `SELECT 'ada'`, `SELECT 'ada'`)).toEqual(['SELECT $1']);
  expect(of('extended', `SELECT 'open', $1`, `SELECT 'open', $1`)).toEqual([`SELECT 'open', $1`]);
  const { outside } = attribute([call(`SELECT 'ada'`, 90, { protocol: 'simple' })], probes(2));
  expect(outside).toEqual(['SELECT $1']);
});

test('The slowest come first', () => {
  const fast = callsPerProbe('SELECT 1', [1, 1]);
  const slow = [call('SELECT 1 + 1', 0, { busyMs: 9 }), call('SELECT 1 + 1', 20, { busyMs: 9 })];
  expect(attribute([...fast, ...slow], probes(2)).queries.map(({ profile }) => profile.msPerRequest)).toEqual([9, 2]);
});
