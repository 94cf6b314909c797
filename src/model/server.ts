/** What the server's processes took. */

/** Of the launched server's process tree, on the recording's clock; columns of equal length. */
export type ServerResources =
  | {
      state: 'sampled';
      atMs: number[];
      /** All processes of the tree together. */
      rssBytes: number[];
      /** 1 is one core busy all the time. */
      cpuCores: number[];
      /** The most processes that the tree had. */
      processes: number;
      peakRssBytes: number;
      /** Over the counted phases. */
      meanCpuCores: number;
    }
  | { state: 'not-sampled'; reason: 'not-launched-here' | 'not-readable' };
