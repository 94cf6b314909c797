/** Entry of the keeper process: wiring only. It ends the server when its channel closes: when told to, and when its parent is gone. */

import { createKeeper } from './keeper.ts';
import type { FromKeeper, ToKeeper } from './keeper-protocol.ts';

const graceMs = 4_000;

const keeper = createKeeper((message: FromKeeper) => {
  // The callback takes the error of a parent that has just died; `disconnect` then does what is needed.
  if (process.connected) process.send?.(message, undefined, undefined, () => {});
});
const leave = () => void keeper.stop(graceMs).finally(() => process.exit(0));

process.on('message', (message) => keeper.launch(message as ToKeeper));
process.on('disconnect', leave);
process.on('SIGTERM', leave);
process.on('SIGINT', leave);
