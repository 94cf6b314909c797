import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WriteStream } from 'node:tty';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Surroundings } from '../../../src/cli/surroundings.ts';
import { writeReports } from '../../../src/cli/write-reports.ts';
import { reportedRun } from '../../support/profiles.ts';

let folder: string;
let said: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reports-'));
  said = '';
});
afterEach(() => rmSync(folder, { recursive: true }));

const around = (env: Surroundings['env'] = {}): Surroundings => {
  const stream = { write: (text: string) => (said += text) } as unknown as WriteStream;
  return { cwd: folder, distDir: folder, env, stdout: stream, stderr: stream, signal: new AbortController().signal };
};
const read = (file: string) => readFileSync(join(folder, file), 'utf8');

test('a file is written anew, in folders that are made for it, without colours', async () => {
  writeFileSync(join(folder, 'old.json'), 'old');
  await writeReports(
    reportedRun(),
    [
      { format: 'json', file: 'old.json' },
      { format: 'table', file: 'deep/er/table.txt' },
    ],
    around(),
  );
  expect(JSON.parse(read('old.json'))).toMatchObject({ version: 1 });
  expect(read('deep/er/table.txt')).toMatch(/^endpoint/);
  expect(said).toContain(`Report (table): ${join(folder, 'deep/er/table.txt')}\n`);
});

test('the summary of a job is added to: its steps share it', async () => {
  writeFileSync(join(folder, 'summary.md'), 'an earlier step\n');
  const env = { GITHUB_STEP_SUMMARY: join(folder, 'summary.md') };
  await writeReports(reportedRun(), [{ format: 'table', file: 'summary.md' }], around(env));
  expect(read('summary.md')).toMatch(/^an earlier step\nendpoint/);
});

test('one that cannot be written is told of when the others are', async () => {
  const writing = writeReports(
    reportedRun(),
    [
      { format: 'json', file: '.' },
      { format: 'json', file: 'b.json' },
    ],
    around(),
  );
  await expect(writing).rejects.toThrow('The report . could not be written');
  expect(read('b.json')).toContain('"version": 1');
});

test('a pipe is written into: no file takes its place', async () => {
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  const read = readFile(pipe, 'utf8');
  await writeReports(reportedRun(), [{ format: 'json', file: 'pipe' }], around());
  expect(await read).toContain('"version": 1');
  expect(statSync(pipe).isFIFO()).toBe(true);
});
