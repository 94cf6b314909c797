/** What only a run needs: a bundle of its own, which the editor loads with the first profile and not when it starts. */

export { baselineOf } from '../baseline/baseline.ts';
export { checkedOutCommit } from '../baseline/checked-out-commit.ts';
export { entryOf } from '../baseline/history.ts';
export { openHistory } from '../baseline/history-files.ts';
export { thisMachine } from '../baseline/machine.ts';
export { parseBaseline } from '../baseline/parse.ts';
export { revisionsOf, textAt } from '../baseline/revisions.ts';
export { openBaselines } from '../baseline/store.ts';
export { undoable } from '../baseline/undo.ts';
export { allLoads, burstName, endpointsOf } from '../burst/loads.ts';
export { requestAsWritten } from '../config/as-written.ts';
export { openConfig } from '../config/file.ts';
export { loadsOf } from '../config/loads.ts';
export { baselineComparison, baselineReport } from '../profile/baseline-report.ts';
export { createProfiler } from '../profile.ts';
