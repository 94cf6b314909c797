/** The messages between the extension and the panel's page: one union each way. The page says `ready` first. */

import type {
  BaselineComparison,
  BaselineReport,
  Endpoint,
  EndpointId,
  HistoryEntry,
  Problem,
  Profile,
  ProfileProgress,
} from './model.ts';

/** One row of the overview. */
export interface OverviewRow {
  id: EndpointId;
  endpoint: Endpoint;
  /** The last result of this session, if any. */
  profile: Profile | null;
  /** The handler's text has changed since it was measured. */
  stale: boolean;
  /** This very result has been saved as the baseline. */
  isBaseline: boolean;
  /** p95 in milliseconds of its last runs under the load of the latest, oldest first; at most 20. */
  trend: number[];
}

export interface OverviewState {
  view: 'overview';
  /** Name of the workspace folder. */
  title: string;
  rows: OverviewRow[];
  /** Set while a run is under way: where it stands. `position` is 1-based, among the endpoints of the run. */
  running: { id: EndpointId; progress: ProfileProgress; position: number; of: number } | null;
}

export interface DetailState {
  view: 'detail';
  id: EndpointId;
  endpoint: Endpoint;
  /** Set while a run is under way; the last profile, if any, stays beside it. */
  running: ProfileProgress | null;
  profile: Profile | null;
  stale: boolean;
  isBaseline: boolean;
  /** What was measured of it on this machine, oldest first, under whatever load. */
  history: HistoryEntry[];
}

/** What stands in an editor of its own instead of the panel: a baseline's file, or two baselines held against each other. */
export interface BaselineState {
  view: 'baseline';
  content:
    | ({ state: 'report' } & BaselineReport)
    | ({ state: 'comparison' } & BaselineComparison)
    /** `title` names the file. */
    | { state: 'unreadable'; title: string; problem: Problem };
}

export type PanelState = OverviewState | DetailState | BaselineState;

/** Where a run stands, for the state that the page has: a state holds whole profiles, too much for each step. */
export type RunStep = Pick<OverviewState, 'view' | 'running'> | Pick<DetailState, 'view' | 'running'>;

export type ToPage =
  | { type: 'state'; state: PanelState }
  | { type: 'progress'; step: RunStep }
  /** The person has asked for this part of the endpoint that is shown. */
  | { type: 'show'; part: 'history' };

export type FromPage =
  | { type: 'ready' }
  | { type: 'profile'; id: EndpointId }
  /** Asks the person which load. */
  | { type: 'profile-with-load'; id: EndpointId }
  | { type: 'cancel'; id: EndpointId }
  | { type: 'save-baseline'; id: EndpointId }
  /** What was measured is as it is meant to be: it takes the place of the baseline. */
  | { type: 'accept'; id: EndpointId }
  /** The file of the endpoint's baseline, as a report. */
  | { type: 'open-baseline'; id: EndpointId }
  /** With what, the person is asked: of the endpoint, or the baseline, that is shown. */
  | { type: 'compare' }
  /** Of the endpoint that is shown. */
  | { type: 'export-history' }
  /** The file that is shown as a report. */
  | { type: 'open-as-text' }
  | { type: 'open-source'; file: string; line: number }
  | { type: 'open-endpoint'; id: EndpointId }
  | { type: 'open-overview' }
  | { type: 'profile-all' }
  | { type: 'enter-sample'; id: EndpointId }
  | { type: 'give-consent'; id: EndpointId }
  /** Profile what answers at the API's address, whatever it says when it is asked whether it is ready. */
  | { type: 'use-what-answers'; id: EndpointId }
  /** Of the endpoint that is shown: build the proposed indexes and measure them. Asks the person first. */
  | { type: 'prove-indexes' }
  | { type: 'open-config' }
  | { type: 'show-server-log' }
  | { type: 'copy'; text: string };
