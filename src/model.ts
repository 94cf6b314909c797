/**
 * The nouns that every stage speaks. Stages import this file and their own folder, never each other.
 * Durations are milliseconds with microsecond resolution (`…Ms`), sizes are bytes (`…Bytes`), shares are 0 to 1.
 */

export * from './model/baselines.ts';
export * from './model/bursts.ts';
export * from './model/history.ts';
export * from './model/json.ts';
export * from './model/loads.ts';
export * from './model/measures.ts';
export * from './model/profiles.ts';
export * from './model/recordings.ts';
export * from './model/requests.ts';
export * from './model/routes.ts';
export * from './model/samples.ts';
export * from './model/server.ts';
export * from './model/sql.ts';
export * from './model/verdicts.ts';
