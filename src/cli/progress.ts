/** Tells on stderr what is going on: one line that is rewritten on a terminal, a line an endpoint elsewhere. */

import type { WriteStream } from 'node:tty';
import { type Endpoint, endpointId, type Profile, type ProfileProgress } from '../model.ts';
import { formatMs } from '../report/format.ts';
import { profileWords, progressWords } from '../report/wording.ts';

export interface ProgressReporter {
  update(endpoint: Endpoint, progress: ProfileProgress): void;
  /** This endpoint is done. */
  finish(profile: Profile): void;
  close(): void;
}

const barWidth = 20;

export function createProgress(stream: WriteStream, total: number): ProgressReporter {
  let finished = 0;
  const rewrite = (line: string) => {
    if (stream.isTTY) stream.write(`\r\u001b[2K${line.slice(0, stream.columns - 1)}`);
  };
  return {
    update(endpoint, progress) {
      const part = progress.stage === 'burst' ? progress.burst.done : 0;
      rewrite(`${bar((finished + part) / total)} ${endpointId(endpoint)}  ${progressWords(progress)}`);
    },
    finish(profile) {
      finished++;
      rewrite('');
      stream.write(`[${finished}/${total}] ${endpointId(profile.endpoint)}  ${outcome(profile)}\n`);
    },
    close: () => rewrite(''),
  };
}

const bar = (done: number): string => {
  const filled = Math.round(Math.min(done, 1) * barWidth);
  return `${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)}`;
};

const outcome = (profile: Profile): string =>
  profile.state === 'measured'
    ? `p50 ${formatMs(profile.summary.p50Ms)} · p95 ${formatMs(profile.summary.p95Ms)} · ${profileWords(profile).long}`
    : profileWords(profile).long;
