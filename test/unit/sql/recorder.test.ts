import { expect, test } from 'vitest';
import type { CapturedStatement } from '../../../src/sql/tap/protocol.ts';
import { Recorder } from '../../../src/sql/tap/recorder.ts';

const statement = (text: string, valueBytes = 0): CapturedStatement => ({
  ...{ connection: 1, protocol: 'extended', text, parameterTypes: [], searchPath: null, transaction: 'none' },
  ...{ startMs: 0, endMs: 1, busyMs: 1, rows: 1, error: null },
  parameters: [{ format: 'text', bytes: new Uint8Array(valueBytes) }],
});

test('Keeps so many statements, and counts the rest', () => {
  const recorder = new Recorder();
  recorder.start({ plans: false });
  for (let index = 0; index < 50_010; index++) recorder.keep(statement('SELECT 1'));
  expect(recorder.stop()).toMatchObject({ statements: { length: 50_000 }, missed: 10 });
});

test('Keeps so many bytes of texts and values; one that is too large leaves room for smaller ones', () => {
  const recorder = new Recorder();
  recorder.start({ plans: false });
  const megabyte = 1024 * 1024;
  for (let index = 0; index < 63; index++) recorder.keep(statement('SELECT $1', megabyte));
  recorder.keep(statement('x'.repeat(2 * megabyte)));
  recorder.keep(statement('SELECT 2'));
  expect(recorder.stop()).toMatchObject({ statements: { length: 64 }, missed: 1 });
  recorder.start({ plans: false });
  recorder.keep(statement('SELECT 3'));
  expect(recorder.stop()).toMatchObject({ statements: { length: 1 }, missed: 0 });
});

test('A long text that is sent again and again is held once', () => {
  const recorder = new Recorder();
  recorder.start({ plans: false });
  for (let index = 0; index < 1000; index++) recorder.keep(statement('x'.repeat(1024 * 1024)));
  expect(recorder.stop()).toMatchObject({ statements: { length: 1000 }, missed: 0 });
});

test('Keeps nothing while it is off', () => {
  const recorder = new Recorder();
  recorder.keep(statement('SELECT 1'));
  recorder.miss();
  recorder.start({ plans: false });
  expect(recorder.stop()).toMatchObject({ statements: [], missed: 0 });
});
