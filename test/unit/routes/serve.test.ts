import { expect, it, vi } from 'vitest';
import type { ScanReply } from '../../../src/routes/protocol.ts';
import type { Project } from '../../../src/routes/scan/project.ts';
import { serve } from '../../../src/routes/serve.ts';

const cancelled = new Int32Array(1);
const result = { endpoints: [], unresolved: [], warnings: [] };

/** A server for one scripted project, and the replies it gave. */
function serving(project: Partial<Project>, open = () => Promise.resolve(project as Project)) {
  const replies: ScanReply[] = [];
  return { handle: serve(open, (reply) => replies.push(reply)), replies };
}

it('answers in the order of the requests, with the ids they came with', async () => {
  const first = Promise.withResolvers<typeof result>();
  const { handle, replies } = serving({ scan: () => first.promise, update: async () => result });
  handle({ kind: 'scan', id: 1, cancelled, root: '/r' });
  handle({ kind: 'update', id: 2, cancelled, root: '/r', file: 'a.js', text: '' });
  await new Promise(setImmediate);
  expect(replies).toEqual([]);
  first.resolve(result);
  await vi.waitFor(() => expect(replies.map(({ kind, id }) => `${kind} ${id}`)).toEqual(['result 1', 'result 2']));
});

it('passes progress on', async () => {
  const { handle, replies } = serving({
    scan: async (options) => {
      options?.onProgress?.({ done: 1, total: 2 });
      return result;
    },
  });
  handle({ kind: 'scan', id: 7, cancelled, root: '/r' });
  await vi.waitFor(() => expect(replies).toHaveLength(2));
  expect(replies[0]).toEqual({ kind: 'progress', id: 7, done: 1, total: 2 });
});

it('cancels a running and a waiting request, and goes on with the next', async () => {
  const scan = ({ signal }: { signal?: AbortSignal } = {}) =>
    new Promise<typeof result>((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
  const { handle, replies } = serving({ scan, update: async () => result });
  handle({ kind: 'scan', id: 1, cancelled, root: '/r' });
  handle({ kind: 'scan', id: 2, cancelled, root: '/r' });
  handle({ kind: 'update', id: 3, cancelled, root: '/r', file: 'a.js', text: null });
  await new Promise(setImmediate);
  handle({ kind: 'cancel', id: 2 });
  handle({ kind: 'cancel', id: 1 });
  await vi.waitFor(() =>
    expect(replies.map(({ kind, id }) => `${kind} ${id}`)).toEqual(['failed 1', 'failed 2', 'result 3']),
  );
});

it('says what failed, and tries again with the next request', async () => {
  const open = vi.fn<() => Promise<Project>>();
  open.mockRejectedValueOnce(new Error('no grammar'));
  open.mockResolvedValue({ scan: async () => result } as unknown as Project);
  const { handle, replies } = serving({}, open);
  handle({ kind: 'scan', id: 1, cancelled, root: '/r' });
  handle({ kind: 'scan', id: 2, cancelled, root: '/r' });
  await vi.waitFor(() => expect(replies).toHaveLength(2));
  expect(replies[0]).toEqual({ kind: 'failed', id: 1, message: 'no grammar' });
  expect(replies[1]).toEqual({ kind: 'result', id: 2, result });
});
