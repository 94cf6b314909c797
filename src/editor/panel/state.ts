/** What the panel's page is told, put together from the stores. */

import { type EndpointId, endpointId, type ProfileProgress } from '../../model.ts';
import type { DetailState, OverviewState } from '../../protocol.ts';
import { trendOf } from '../history-store.ts';
import type { Project } from '../project.ts';

export function overviewState(project: Project, running: OverviewState['running']): OverviewState {
  const rows = project.endpoints.endpoints.map((endpoint) => {
    const id = endpointId(endpoint);
    const result = project.results.get(id);
    return {
      id,
      endpoint,
      profile: result?.profile ?? null,
      stale: result?.stale ?? false,
      isBaseline: result?.isBaseline ?? false,
      trend: trendOf(project.history.get(id)),
    };
  });
  return { view: 'overview', title: project.name, rows, running };
}

/** Null for an endpoint that is neither in the code nor among the results. */
export function detailState(project: Project, id: EndpointId, running: ProfileProgress | null): DetailState | null {
  const result = project.results.get(id);
  const declared = project.endpoints.get(id);
  const endpoint = declared ?? result?.profile.endpoint;
  if (!endpoint) return null;
  return {
    view: 'detail',
    id,
    endpoint,
    running,
    profile: result?.profile ?? null,
    stale: result !== undefined && (result.stale || !declared),
    isBaseline: result?.isBaseline ?? false,
    history: project.history.get(id),
  };
}
