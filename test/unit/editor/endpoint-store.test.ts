import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { EndpointStore, type FileScanner } from '../../../src/editor/endpoint-store.ts';
import type { Endpoint, EndpointId, ScanResult } from '../../../src/model.ts';

const endpoint = (path: string, file = 'a.ts', line = 1): Endpoint => ({
  method: 'GET',
  path,
  framework: 'express',
  file,
  line,
  endLine: line,
  why: [],
  parameters: [],
});
const found = (...endpoints: Endpoint[]): ScanResult => ({ endpoints, unresolved: [], warnings: [] });

/** Answers with what stands in `answer` and writes down what it was asked. */
function scripted() {
  const calls: string[] = [];
  const errors: unknown[] = [];
  const script = { answer: (): ScanResult => found(), calls, errors };
  const scanner: FileScanner = {
    async scan(_root, { texts }) {
      calls.push(['scan', ...[...texts].map(([file, text]) => `${file} ${text}`)].join(', '));
      return script.answer();
    },
    async update(_root, file, text) {
      calls.push(`update ${file} ${text}`);
      return script.answer();
    },
  };
  const store = new EndpointStore({
    root: '/w',
    scanner,
    completions: async () => ({ prefixes: {}, paths: {} }),
    scope: () => ({ includeTests: false, exclude: [] }),
    settleMs: 300,
    onError: (error) => errors.push(error),
  });
  return { store, script };
}

describe('the endpoints of a folder', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('are empty and unscanned until the first scan ends', async () => {
    const { store, script } = scripted();
    script.answer = () => found(endpoint('/users'));
    const scan = store.scan();
    expect(store.scanned).toBe(false);
    await scan;
    expect(store.scanned).toBe(true);
    expect(store.get('GET /users' as EndpointId)).toMatchObject({ path: '/users' });
  });

  test('stay as they were when a scan is stopped, which is no error', async () => {
    const { store, script } = scripted();
    script.answer = () => found(endpoint('/users'));
    await store.scan();
    script.answer = () => {
      expect(store.progress).toEqual({ done: 0, total: 0 });
      store.stopScan();
      throw new DOMException('This operation was aborted', 'AbortError');
    };
    await store.scan();
    expect(store.stopped).toBe(true);
    expect(store.progress).toBeNull();
    expect(store.get('GET /users' as EndpointId)).toBeDefined();
    expect(script.errors).toEqual([]);
    script.answer = () => found();
    await store.scan();
    expect(store.stopped).toBe(false);
  });

  test('are not looked for by a keystroke once the first scan was stopped', async () => {
    const { store, script } = scripted();
    script.answer = () => {
      store.stopScan();
      throw new DOMException('This operation was aborted', 'AbortError');
    };
    await store.scan();
    expect(store.scanned).toBe(true);
    store.fileChanged('a.ts', 'typed');
    await vi.advanceTimersByTimeAsync(400);
    await store.scan();
    expect(script.calls).toEqual(['scan', 'scan, a.ts typed']);
  });

  test('of one file come in the order of their lines', async () => {
    const { store, script } = scripted();
    script.answer = () => found(endpoint('/a', 'x.ts', 9), endpoint('/b', 'x.ts', 3), endpoint('/c', 'y.ts', 1));
    await store.scan();
    expect(store.inFile('x.ts').map(({ path }) => path)).toEqual(['/b', '/a']);
  });

  test('are scanned again once typing has stopped, with the text typed last', async () => {
    const { store, script } = scripted();
    store.fileChanged('a.ts', 'one');
    await vi.advanceTimersByTimeAsync(299);
    store.fileChanged('a.ts', 'two');
    await vi.advanceTimersByTimeAsync(299);
    expect(script.calls).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(script.calls).toEqual(['update a.ts two']);
  });

  test('are scanned as a whole when very many files change at once', async () => {
    const { store, script } = scripted();
    const files = Array.from({ length: 21 }, (_, i) => `${i}.ts`);
    for (const file of files) store.fileChanged(file, null);
    await vi.advanceTimersByTimeAsync(300);
    expect(script.calls).toEqual([['scan', ...files.map((file) => `${file} null`)].join(', ')]);
  });

  test('keep to what is typed but not saved when all is scanned again', async () => {
    const { store, script } = scripted();
    store.fileChanged('a.ts', 'typed');
    await store.scan();
    await vi.advanceTimersByTimeAsync(300);
    expect(script.calls).toEqual(['scan, a.ts typed']);
  });

  test('stay as they were when a scan fails, and the error is told', async () => {
    const { store, script } = scripted();
    script.answer = () => found(endpoint('/users'));
    await store.scan();
    script.answer = () => {
      throw new Error('worker died');
    };
    await store.scan();
    expect(store.endpoints).toHaveLength(1);
    expect(script.errors).toEqual([new Error('worker died')]);
  });

  test('change no more after the folder was closed', async () => {
    const { store, script } = scripted();
    const heard = vi.fn();
    store.onDidChange(heard);
    const scan = store.scan();
    store.fileChanged('a.ts', 'text');
    store.dispose();
    await scan;
    await vi.advanceTimersByTimeAsync(1000);
    expect(heard).not.toHaveBeenCalled();
    expect(script.calls).not.toContain('update a.ts text');
  });
});
