/** A server that was there before us: it is left running. */

import { isLoopback, type ResourceSamples } from '../model.ts';
import { listenersOn } from './port-owner.ts';
import { notLaunchedHere } from './problems.ts';
import { portOf } from './ready.ts';
import { type ResourceWatch, watchProcesses } from './resources.ts';
import { runtimeAt } from './runtime.ts';
import type { ServerSession } from './session.ts';

export function runningServer(url: string): ServerSession {
  return {
    launched: null,
    restart: async () => {
      throw notLaunchedHere();
    },
    runtime: () => runtimeAt(url),
    // Looked up each time: whoever runs it may have started it anew.
    watchResources: () => watchLater(isLoopback(url) ? listenersOn(portOf(url)) : Promise.resolve([])),
    ended: () => null,
    awaitNews: async () => {},
    dispose: async () => {},
  };
}

/** Begins as soon as it is known whom to watch. */
function watchLater(pids: Promise<number[]>): ResourceWatch {
  const watch = pids.then((known) => (known.length > 0 ? watchProcesses(() => known) : null));
  return {
    async stop(): Promise<ResourceSamples> {
      return (await (await watch)?.stop()) ?? { state: 'not-sampled', reason: 'not-launched-here' };
    },
  };
}
