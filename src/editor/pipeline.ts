/** What only a run needs: a bundle of its own, which the editor loads with the first profile and not when it starts. */

export { allLoads, burstName, endpointsOf } from '../burst/loads.ts';
export { requestAsWritten } from '../config/as-written.ts';
export { openConfig } from '../config/file.ts';
export { loadsOf } from '../config/loads.ts';
export { createProfiler } from '../profile.ts';
