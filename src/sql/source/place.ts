/** What the preload tells, one JSON line each. */
export interface Place {
  /** Of the statement. */
  key: string;
  /** Absolute path, or `file:` URL. */
  file: string;
  /** 1-based. */
  line: number;
}

/** Names the file that the preload appends to. */
export const placesVariable = 'ENDPOINT_PROFILER_PLACES';
