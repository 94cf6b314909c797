/** The messages between the extension and the panel's page: one union each way. The page says `ready` first. */

import type { Endpoint, EndpointId, Profile, ProfileProgress } from './model.ts';

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
}

export type PanelState = OverviewState | DetailState;

/** Where a run stands, for the state that the page has: a state holds whole profiles, too much for each step. */
export type RunStep = Pick<OverviewState, 'view' | 'running'> | Pick<DetailState, 'view' | 'running'>;

export type ToPage = { type: 'state'; state: PanelState } | { type: 'progress'; step: RunStep };

export type FromPage =
  | { type: 'ready' }
  | { type: 'profile'; id: EndpointId }
  /** Asks the person which load. */
  | { type: 'profile-with-load'; id: EndpointId }
  | { type: 'cancel'; id: EndpointId }
  | { type: 'save-baseline'; id: EndpointId }
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
