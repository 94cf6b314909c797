/**
 * Does the verdict say "slower" when it is slower, and only then? `npm run bench:verdict`: about half an hour. Each run is
 * a fresh server process that measures three routes of the example: with its handlers as they are, compared with the run
 * before that was like it, and with 1.3 times and twice the work, compared with the last one that was as it is.
 *
 * VERDICT_COMPARISONS=30   of each kind; 100 is the default
 * VERDICT_BURNER=1         another program keeps one core busy throughout
 * VERDICT_RECORD=FILE      keeps what was measured, a line each
 * VERDICT_REPLAY=FILE      judges what was kept once more, without measuring
 */

import { spawn } from 'node:child_process';
import { appendFile, readFile } from 'node:fs/promises';
import { type Baseline, baselineOf } from '../../src/baseline/baseline.ts';
import { thisMachine } from '../../src/baseline/machine.ts';
import type { MeasuredProfile } from '../../src/model.ts';
import { baselineComparison } from '../../src/profile/baseline-report.ts';
import { type Bed, openBed, type RouteName, routes } from './verdict/bed.ts';
import { Sizes } from './verdict/sizes.ts';
import { type Comparison, verdictTable } from './verdict/table.ts';

const { VERDICT_COMPARISONS = '100', VERDICT_BURNER, VERDICT_RECORD, VERDICT_REPLAY } = process.env;
/** Each gives one comparison of each kind for each route. */
const cycles = Math.ceil(Number(VERDICT_COMPARISONS) / routes.length);
const rehearsals = 3;
/** Until it is ended, or whoever started it is gone. */
const burn = 'const { ppid } = process; while (process.ppid === ppid);';

/** A line of the record: two results, as their files would hold them. */
type Kept = Omit<Comparison, 'verdict'> & { was: Baseline; now: Baseline };

/** What was last measured of the routes as they are. */
const asTheyAre = new Map<RouteName, MeasuredProfile>();

if (VERDICT_REPLAY) await replay(VERDICT_REPLAY);
else await measureAll();

async function replay(file: string): Promise<void> {
  const lines = (await readFile(file, 'utf8')).trim().split('\n');
  const kept = lines.map((line): Kept => JSON.parse(line));
  const again = ({ was, now, ...one }: Kept): Comparison => ({
    ...one,
    verdict: baselineComparison({ title: 'was', baseline: was }, { title: 'now', baseline: now }).verdict,
  });
  console.log(verdictTable(kept.map(again)));
}

async function measureAll(): Promise<void> {
  const burner = VERDICT_BURNER ? spawn(process.execPath, ['-e', burn], { stdio: 'ignore' }) : null;
  try {
    await using bed = await openBed();
    console.log(`${burner ? 'one core is kept busy' : 'nothing else is started'}, ${cycles} cycles`);
    const sizes = new Sizes();
    for (let cycle = 0; cycle < rehearsals; cycle++) await runCycle(bed, sizes, false);
    const comparisons: Comparison[] = [];
    for (let cycle = 0; cycle < cycles; cycle++) {
      comparisons.push(...(await runCycle(bed, sizes, true)));
      if (cycle % 5 === 4) console.log(`\nafter ${cycle + 1} cycles\n${verdictTable(comparisons)}`);
    }
    console.log(`\n${verdictTable(comparisons)}`);
  } finally {
    burner?.kill();
  }
}

async function runCycle(bed: Bed, sizes: Sizes, counts: boolean): Promise<Comparison[]> {
  const comparisons: Comparison[] = [];
  for (const factor of [1, 1.3, 2]) {
    const added = Object.fromEntries(routes.map(({ name }) => [name, sizes.of(name, factor)])) as Record<
      RouteName,
      number
    >;
    for (const { route, profile, wallMs } of await bed.measure(added, counts)) {
      const was = asTheyAre.get(route);
      if (was) {
        const ratio = profile.summary.p50Ms / was.summary.p50Ms;
        const comparison = { route, factor, verdict: profile.verdict, ratio, wallMs };
        comparisons.push(comparison);
        sizes.learn(route, factor, added[route], ratio);
        if (counts) await keep(comparison, was, profile);
      }
      if (factor === 1) {
        asTheyAre.set(route, profile);
        await bed.keep(profile);
      }
    }
  }
  return comparisons;
}

async function keep({ verdict: _, ...one }: Comparison, was: MeasuredProfile, now: MeasuredProfile): Promise<void> {
  if (!VERDICT_RECORD) return;
  const file = (profile: MeasuredProfile) => baselineOf(profile, thisMachine(), null);
  await appendFile(VERDICT_RECORD, `${JSON.stringify({ ...one, was: file(was), now: file(now) } satisfies Kept)}\n`);
}
