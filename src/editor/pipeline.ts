/** What only a run needs: a bundle of its own, which the editor loads with the first profile and not when it starts. */

export { requestAsWritten } from '../config/as-written.ts';
export { openConfig } from '../config/file.ts';
export { createProfiler } from '../profile.ts';
