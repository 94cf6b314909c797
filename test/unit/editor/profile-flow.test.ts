import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openConfig } from '../../../src/config/file.ts';
import { type FlowServices, type FlowTarget, ProfileFlow } from '../../../src/editor/profile-flow.ts';
import { ResultStore } from '../../../src/editor/result-store.ts';
import { RunController } from '../../../src/editor/run-controller.ts';
import { type Endpoint, endpointId, type IndexProof, type Profile, UserError } from '../../../src/model.ts';
import { defaultLoad } from '../../../src/profile/load-choice.ts';
import type { RunOptions } from '../../../src/profile.ts';
import { anEndpoint, measured, recorded } from '../../support/profiles.ts';
import { recentOrders } from '../../support/queries.ts';
import { type Answer, scriptedDialog } from './scripted-dialog.ts';

let root: string;
beforeEach(async () => void (root = await mkdtemp(join(tmpdir(), 'flow-'))));
afterEach(() => rm(root, { recursive: true }));

const get = anEndpoint({ path: '/orders' });
const post = anEndpoint({ path: '/orders', method: 'POST' });
const put = anEndpoint({ path: '/orders/{id}', method: 'PUT' });

interface Script {
  answers?: Answer[];
  /** What the profiler says of one endpoint. */
  result?(endpoint: Endpoint, options: RunOptions): Profile;
  services?: Partial<FlowServices<FlowTarget>>;
  configured?: boolean;
}

async function scripted({ answers = [], result, services, configured = true }: Script) {
  const runs: string[][] = [];
  const config = openConfig(root, {});
  if (configured) await config.set(['server'], { url: 'http://127.0.0.1:3000' });
  const target: FlowTarget = {
    root,
    results: new ResultStore(),
    config: async () => config,
    absolute: (file) => join(root, file),
    handlerHash: async () => null,
    profiler: async () => ({
      async run(endpoints, options) {
        runs.push(endpoints.map(({ method, path }) => `${method} ${path}`));
        const profiles = endpoints.map((endpoint) => result?.(endpoint, options) ?? measured({ endpoint }));
        for (const profile of profiles) options.onProfile(profile);
        return profiles;
      },
      runRequest: () => Promise.reject(new Error('not asked for here')),
      saveBaseline: () => Promise.reject(new Error('not asked for here')),
      dispose: async () => {},
    }),
  };
  const error = vi.fn();
  const show = vi.fn();
  const dialog = scriptedDialog(answers);
  const controller = new RunController<FlowTarget>();
  const flow = new ProfileFlow({
    runs: controller,
    dialog,
    load: () => defaultLoad,
    isTrusted: () => true,
    isShowing: () => true,
    error,
    show,
    ...services,
  });
  return { flow, target, runs, error, show, dialog, config, controller };
}

const consentOf = (endpoint: Endpoint, reason: 'changes-data' | 'other-host', url: string): Profile => ({
  state: 'needs-consent',
  endpoint,
  reason,
  method: endpoint.method,
  url,
});

test('a configured endpoint is shown and run without a question', async () => {
  const { flow, target, runs, show, error } = await scripted({});
  await flow.profile(target, [get]);
  expect(runs).toEqual([['GET /orders']]);
  expect(show).toHaveBeenCalledOnce();
  expect(error).not.toHaveBeenCalled();
});

test('a load is handed on by its name; without one it is the default burst', async () => {
  const loads: unknown[] = [];
  const result = (endpoint: Endpoint, { load }: RunOptions): Profile => {
    loads.push(load.name);
    return measured({ endpoint });
  };
  const { flow, target } = await scripted({ result });
  await flow.profile(target, [get]);
  await flow.profile(target, [get], 'spike');
  expect(loads).toEqual([null, 'spike']);
});

const untilAgreed = (endpoint: Endpoint, { agreed }: RunOptions): Profile =>
  endpoint.method === 'GET' || agreed.has(endpointId(endpoint))
    ? measured({ endpoint })
    : consentOf(endpoint, 'changes-data', 'http://127.0.0.1:3000/orders');

test('the endpoints of a mix are all asked about, and run together', async () => {
  const answers = ['Profile Once', 'Profile Once'];
  const { flow, target, runs } = await scripted({ answers, result: untilAgreed });
  await flow.profile(target, [get, post, put], 'peak');
  expect(runs).toEqual([
    ['GET /orders', 'POST /orders', 'PUT /orders/{id}'],
    ['GET /orders', 'POST /orders', 'PUT /orders/{id}'],
  ]);
});

test('a mix of which one endpoint is refused does not run', async () => {
  const { flow, target, runs, dialog } = await scripted({ answers: [undefined], result: untilAgreed });
  await flow.profile(target, [get, post, put], 'peak');
  expect(runs).toHaveLength(1);
  expect(dialog.asked).toHaveLength(1);
});

test('what waits for an answer goes on with the load and the mix that asked', async () => {
  const loads: unknown[] = [];
  const result = (endpoint: Endpoint, options: RunOptions): Profile => {
    loads.push(options.load.name);
    return untilAgreed(endpoint, options);
  };
  const answers = [undefined, 'Profile Once', 'Profile Once'];
  const { flow, target, runs } = await scripted({ answers, result });
  await flow.profile(target, [get, post, put], 'peak');
  await flow.again(target, post);
  expect(runs.map(({ length }) => length)).toEqual([3, 3, 3]);
  expect(new Set(loads)).toEqual(new Set(['peak']));
});

test('again is the default burst of one endpoint where it ran among others, or has not run yet', async () => {
  const { flow, target, runs } = await scripted({});
  await flow.profile(target, [get, put]);
  await flow.again(target, get);
  await flow.again(target, anEndpoint({ path: '/other' }));
  expect(runs.slice(1)).toEqual([['GET /orders'], ['GET /other']]);
});

test('in Restricted Mode nothing is asked, shown or run', async () => {
  const { flow, target, runs, show } = await scripted({ services: { isTrusted: () => false }, configured: false });
  await flow.profile(target, [get]);
  expect(runs).toEqual([]);
  expect(show).not.toHaveBeenCalled();
});

test('the server is asked for once', async () => {
  const answers = ['It is already running', 'http://127.0.0.1:3000'];
  const { flow, target, runs } = await scripted({ answers, configured: false });
  await flow.profile(target, [get]);
  await flow.profile(target, [get]);
  expect(runs).toHaveLength(2);
});

test('a config that is not valid is told with the way to it, and nothing runs', async () => {
  const { flow, target, runs, error, config } = await scripted({});
  await config.set(['server', 'url'], 'no address');
  await flow.profile(target, [get]);
  expect(runs).toEqual([]);
  expect(error).toHaveBeenCalledWith(expect.any(UserError), ['endpointProfiler.openConfig']);
});

test('a missing sample value is asked for, and the endpoint runs again', async () => {
  let asked = false;
  const result = (endpoint: Endpoint): Profile => {
    if (asked) return measured({ endpoint });
    asked = true;
    return { state: 'needs-sample', endpoint, missing: [{ name: 'id', in: 'path', required: true }] };
  };
  const { flow, target, runs, config } = await scripted({ answers: ['42'], result });
  await flow.profile(target, [put]);
  expect(runs).toHaveLength(2);
  expect((await config.load()).requests['PUT /orders/{id}']?.path).toEqual({ id: '42' });
});

test('an endpoint that can change data runs only after consent, each time anew', async () => {
  const result = (endpoint: Endpoint, { agreed }: RunOptions): Profile =>
    agreed.has('POST /orders' as never)
      ? measured({ endpoint })
      : consentOf(endpoint, 'changes-data', 'http://127.0.0.1:3000/orders');
  const { flow, target, runs, dialog } = await scripted({ answers: ['Profile Once', undefined], result });
  await flow.profile(target, [post]);
  expect(runs).toHaveLength(2);
  await flow.profile(target, [post]);
  expect(runs).toHaveLength(3);
  expect(dialog.asked).toHaveLength(2);
});

test('another host is asked about once a session, not once an endpoint', async () => {
  const result = (endpoint: Endpoint, { agreed }: RunOptions): Profile =>
    agreed.size > 0 ? measured({ endpoint }) : consentOf(endpoint, 'other-host', `https://api.test${endpoint.path}`);
  const { flow, target, runs, dialog } = await scripted({ answers: ['Profile'], result });
  await flow.profile(target, [get]);
  await flow.profile(target, [anEndpoint({ path: '/other' })]);
  expect(dialog.asked).toHaveLength(1);
  expect(runs).toHaveLength(4);
});

test('of several endpoints, those that need an answer of their own stay unmeasured', async () => {
  const result = (endpoint: Endpoint): Profile =>
    endpoint === post ? consentOf(endpoint, 'changes-data', 'http://127.0.0.1:3000/orders') : measured({ endpoint });
  const { flow, target, runs, dialog } = await scripted({ result });
  await flow.profile(target, [get, post]);
  expect(runs).toEqual([['GET /orders', 'POST /orders']]);
  expect(dialog.asked).toEqual([]);
});

test('a second run begins only if the person gives up the first', async () => {
  const answers = [undefined, 'Stop It and Profile This'];
  const { flow, target, runs, controller } = await scripted({ answers });
  const begun = Promise.withResolvers<void>();
  const slow: FlowTarget = {
    ...target,
    profiler: async () => ({
      ...(await target.profiler()),
      run: (endpoints, { signal }) => {
        begun.resolve();
        return new Promise((resolve) => {
          signal.addEventListener('abort', () =>
            resolve(endpoints.map((endpoint) => ({ state: 'cancelled', endpoint }))),
          );
        });
      },
    }),
  };
  const first = flow.profile(slow, [put]);
  await begun.promise;
  await flow.profile(target, [get]);
  expect(runs).toEqual([]);
  expect(controller.active).not.toBeNull();
  await flow.profile(target, [get]);
  await first;
  expect(runs).toEqual([['GET /orders']]);
});

test('a second click while the first is on its way to a run begins nothing', async () => {
  const { flow, target, runs, error, show } = await scripted({});
  await Promise.all([flow.profile(target, [get]), flow.profile(target, [get])]);
  expect(runs).toEqual([['GET /orders']]);
  expect(show).toHaveBeenCalledOnce();
  expect(error).not.toHaveBeenCalled();
});

test('while a question about a request is open, nothing else begins', async () => {
  const answer = Promise.withResolvers<undefined>();
  const asked = Promise.withResolvers<void>();
  const confirm = () => {
    asked.resolve();
    return answer.promise;
  };
  const result = (endpoint: Endpoint): Profile => consentOf(endpoint, 'changes-data', 'http://127.0.0.1:3000/orders');
  const { flow, target, runs } = await scripted({ result, services: { dialog: { ...scriptedDialog([]), confirm } } });
  const first = flow.profile(target, [post]);
  await asked.promise;
  await flow.profile(target, [get]);
  answer.resolve(undefined);
  await first;
  expect(runs).toEqual([['POST /orders']]);
  await flow.profile(target, [get]);
  expect(runs).toHaveLength(2);
});

test('a failure is told only where the panel does not show it', async () => {
  const problem = { message: 'The server did not become ready', nextStep: 'Read its log.' };
  const result = (endpoint: Endpoint): Profile => ({ state: 'failed', endpoint, problem });
  const seen = await scripted({ result });
  await seen.flow.profile(seen.target, [get]);
  expect(seen.error).not.toHaveBeenCalled();
  const unseen = await scripted({ result, services: { isShowing: () => false } });
  await unseen.flow.profile(unseen.target, [get]);
  expect(unseen.error).toHaveBeenCalledOnce();
});

describe('indexes that were proposed', () => {
  const proposed: IndexProof = {
    state: 'proposed',
    ddl: 'CREATE INDEX orders_customer_id_idx ON orders (customer_id)',
    table: 'orders',
    node: [],
    database: 'shop',
    tableRows: 200_000,
    tableBytes: 16_000_000,
    expectedBuildMs: 240,
  };

  async function asked(answer: Answer) {
    const proves: boolean[] = [];
    const scene = await scripted({
      answers: [answer],
      result(endpoint, { provesIndexes }) {
        proves.push(provesIndexes);
        return measured({ endpoint, sql: recorded([{ ...recentOrders, proofs: [proposed] }]) });
      },
    });
    await scene.flow.profile(scene.target, [get]);
    await scene.flow.proveIndexes(scene.target, get);
    return { ...scene, proves };
  }

  test('are built in a second run, once the person knows where, on what, and who waits for how long', async () => {
    const { proves, dialog, config } = await asked('Prove Once');
    expect(proves).toEqual([false, true]);
    for (const fact of ['database shop', proposed.ddl, '200,000 rows', 'writes to it waits', '240 ms', 'rolled back']) {
      expect(dialog.asked[0]).toContain(fact);
    }
    expect((await config.load()).database).toBeUndefined();
  });

  test('may be allowed for good', async () => {
    const { proves, config } = await asked('Always for This Project');
    expect(proves).toEqual([false, true]);
    expect((await config.load()).database).toMatchObject({ allowIndexProof: true });
  });

  test('are left alone where the person turns away', async () => {
    expect((await asked(undefined)).proves).toEqual([false]);
  });
});
