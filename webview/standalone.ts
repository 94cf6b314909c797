/** The page as a report of its own: results from the document, links by hash, a theme from the system's settings. */

import { type EmbeddedReport, endpointId, type Profile } from '../src/model.ts';
import type { PanelState } from '../src/protocol.ts';
import { formatMoment } from '../src/report/format.ts';
import type { App } from './app.ts';

export function showReport(app: App): void {
  const report = readReport();
  const show = () => {
    app.state = stateOf(report, decodeURIComponent(location.hash.slice(1)));
    window.scrollTo(0, 0);
  };
  window.addEventListener('hashchange', show);
  followSystemTheme();
  show();
}

export const reportLink = (id: string): string => `#${encodeURIComponent(id)}`;

function readReport(): EmbeddedReport {
  const text = document.getElementById('embedded-report')?.textContent;
  return text ? JSON.parse(text) : { title: 'Nothing was measured', writtenAt: '', profiles: [] };
}

function stateOf({ title, writtenAt, profiles }: EmbeddedReport, id: string): PanelState {
  const profile = profiles.find(({ endpoint }) => endpointId(endpoint) === id);
  if (profile) return detailOf(profile);
  const rows = profiles.map((each) => ({
    id: endpointId(each.endpoint),
    endpoint: each.endpoint,
    profile: each,
    stale: false,
    isBaseline: false,
    trend: [],
  }));
  return { view: 'overview', title: writtenAt ? `${title}, ${formatMoment(writtenAt)}` : title, rows, running: null };
}

function detailOf(profile: Profile): PanelState {
  const { endpoint } = profile;
  return {
    view: 'detail',
    id: endpointId(endpoint),
    endpoint,
    running: null,
    profile,
    stale: false,
    isBaseline: false,
    history: [],
  };
}

/** The editor sets these classes by itself; the toolkit watches them to take over a theme's colours. */
function followSystemTheme(): void {
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const apply = () => {
    document.body.classList.toggle('vscode-dark', dark.matches);
    document.body.classList.toggle('vscode-light', !dark.matches);
  };
  document.body.classList.add('standalone');
  dark.addEventListener('change', apply);
  apply();
}
