/** Every id that code and package.json share. A test holds the two against each other. */

export const commands = {
  profileEndpoint: 'endpointProfiler.profileEndpoint',
  profileWithLoad: 'endpointProfiler.profileWithLoad',
  profileAtCursor: 'endpointProfiler.profileAtCursor',
  profileAll: 'endpointProfiler.profileAll',
  profileBelow: 'endpointProfiler.profileBelow',
  cancel: 'endpointProfiler.cancel',
  openOverview: 'endpointProfiler.openOverview',
  openEndpoint: 'endpointProfiler.openEndpoint',
  saveBaseline: 'endpointProfiler.saveBaseline',
  saveChangedBaselines: 'endpointProfiler.saveChangedBaselines',
  saveAllBaselines: 'endpointProfiler.saveAllBaselines',
  acceptBaseline: 'endpointProfiler.acceptBaseline',
  openBaseline: 'endpointProfiler.openBaseline',
  openBaselineAsText: 'endpointProfiler.openBaselineAsText',
  compareBaseline: 'endpointProfiler.compareBaseline',
  compareTwoBaselines: 'endpointProfiler.compareTwoBaselines',
  pruneBaselines: 'endpointProfiler.pruneBaselines',
  showHistory: 'endpointProfiler.showHistory',
  exportHistory: 'endpointProfiler.exportHistory',
  rescan: 'endpointProfiler.rescan',
  stopScan: 'endpointProfiler.stopScan',
  goToHandler: 'endpointProfiler.goToHandler',
  goToEndpoint: 'endpointProfiler.goToEndpoint',
  copyPath: 'endpointProfiler.copyPath',
  copyAsCurl: 'endpointProfiler.copyAsCurl',
  completePath: 'endpointProfiler.completePath',
  groupBy: 'endpointProfiler.groupBy',
  filter: 'endpointProfiler.filter',
  clearFilter: 'endpointProfiler.clearFilter',
  openConfig: 'endpointProfiler.openConfig',
  showLog: 'endpointProfiler.showLog',
  showServerLog: 'endpointProfiler.showServerLog',
} as const;
export type CommandId = (typeof commands)[keyof typeof commands];

export const settings = {
  slowThresholdMs: 'endpointProfiler.slowThresholdMs',
  codeLens: 'endpointProfiler.codeLens',
  inlineHints: 'endpointProfiler.inlineHints',
  includeTests: 'endpointProfiler.scan.includeTests',
  burstConnections: 'endpointProfiler.burst.connections',
  burstRounds: 'endpointProfiler.burst.rounds',
  burstRoundMs: 'endpointProfiler.burst.roundMs',
  stopAtErrorShare: 'endpointProfiler.stopAtErrorShare',
} as const;

export const views = { container: 'endpointProfiler', endpoints: 'endpointProfiler.endpoints' } as const;

export const contextKeys = {
  running: 'endpointProfiler.running',
  scanned: 'endpointProfiler.scanned',
  scanning: 'endpointProfiler.scanning',
  scanStopped: 'endpointProfiler.scanStopped',
  hasEndpoints: 'endpointProfiler.hasEndpoints',
  filtered: 'endpointProfiler.filtered',
} as const;

/** `contextValue` of the tree's rows, read by the menus. */
export const treeItems = {
  endpoint: 'endpoint',
  /** Of an endpoint that is slower than its baseline. */
  regression: 'regression',
  group: 'group',
  folder: 'folder',
  unresolvedGroup: 'unresolvedGroup',
  unresolved: 'unresolved',
  warnings: 'warnings',
  warning: 'warning',
} as const;

export const panelType = 'endpointProfiler.panel';
/** Two baselines held against each other. */
export const comparisonType = 'endpointProfiler.comparison';
/** Shows a baseline's file as a report. */
export const baselineEditor = 'endpointProfiler.baseline';
export const walkthrough = 'endpointProfiler.start';
