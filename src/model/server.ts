/** What the server's processes took. */

/** Of the server's process tree, as it was read: columns of equal length. */
export type ResourceSamples =
  | {
      state: 'sampled';
      /** On the operating system's monotonic clock, as a recording's start is. */
      startedAtMonotonicMs: number;
      atMonotonicMs: number[];
      rssBytes: number[];
      /** Since the sample before, the first since `startedAtMonotonicMs`. */
      cpuCores: number[];
      processes: number[];
    }
  | { state: 'not-sampled'; reason: NotSampledReason };

/** `not-launched-here`: it was running already, and its processes could not be found by its port. */
export type NotSampledReason = 'not-launched-here' | 'not-readable';

/** Of the server's process tree, on the recording's clock; columns of equal length. */
export type ServerResources =
  | {
      state: 'sampled';
      atMs: number[];
      /** All processes of the tree together; memory that they share counts once for each. */
      rssBytes: number[];
      /** 1 is one core busy all the time. */
      cpuCores: number[];
      /** The most processes that the tree had. */
      processes: number;
      peakRssBytes: number;
      /** Over the counted phases. */
      meanCpuCores: number;
    }
  | { state: 'not-sampled'; reason: NotSampledReason };
