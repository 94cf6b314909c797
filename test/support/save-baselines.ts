// Saves baselines as a window does, over and over: `node save-baselines.ts ROOT TIMES SEED PATH…`

import { openBaselines } from '../../src/baseline/store.ts';
import { anEndpoint, measuredLike } from './profiles.ts';

const [root, times, seed, ...paths] = process.argv.slice(2);
const store = openBaselines(root!);
for (let time = 0; time < Number(times); time++) {
  const shape = { medianMs: 4 + time / 10, spread: 0.3, count: 500, seed: Number(seed) };
  for (const path of paths) await store.save(measuredLike(shape, null, { endpoint: anEndpoint({ path }) }));
}
