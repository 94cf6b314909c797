import { html, type TemplateResult } from 'lit';
import type { SavedBaseline } from '../../src/model.ts';
import { formatBytes, formatDuration, formatMoment, formatMs, formatShare, plural } from '../../src/report/format.ts';
import { limitWords, targetNames } from '../../src/report/target-wording.ts';
import { scrolling } from '../detail/chart-tables.ts';

type Row = [name: string, of: (baseline: SavedBaseline) => string];

/** In these any two differ. */
const moments: Row[] = [
  ['measured', ({ savedAt }) => formatMoment(savedAt)],
  ['commit', ({ commit }) => commit ?? 'not known'],
];
const conditions: Row[] = [
  ['load', loadOf],
  ['SQL tap', ({ load }) => (load.tap === 'pipe' ? 'in between' : 'none')],
  ['request', requestOf],
  ['processor', ({ machine }) => `${machine.cpu}, ${plural(machine.cores, 'core')}`],
  ['memory', ({ machine }) => formatBytes(machine.memoryBytes)],
  ['system', systemOf],
  ['server', ({ serverRuntime }) => serverRuntime ?? 'not known'],
  ['profiler', ({ machine }) => `Node ${machine.node}`],
  ['fixed work took', calibrationOf],
  ['targets', targetsOf],
];

/** What has to be alike for two results to be compared; where it is not, the row says so. */
export function conditionsTable(columns: { title: string; baseline: SavedBaseline }[]): TemplateResult {
  return scrolling(
    'How it was measured',
    html`<table class="conditions-table">
      <thead>
        <tr>
          <td></td>
          ${columns.map(({ title }) => html`<th scope="col">${title}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${[...moments, ...conditions].map((row) => {
          const [name, of] = row;
          const cells = columns.map(({ baseline }) => of(baseline));
          const differ = conditions.includes(row) && new Set(cells).size > 1;
          return html`<tr class=${differ ? 'differs' : ''}>
            <th scope="row">${name}</th>
            ${cells.map((cell) => html`<td>${cell}</td>`)}
          </tr>`;
        })}
      </tbody>
    </table>`,
  );
}

function loadOf({ load }: SavedBaseline): string {
  const size = load.ratePerS === null ? plural(load.connections, 'connection') : `${load.ratePerS} requests a second`;
  const rounds = `${plural(load.rounds, 'round')} × ${formatDuration(load.roundMs)}`;
  return [
    load.name,
    `${load.model} model, ${size}`,
    rounds,
    ...(load.workers > 1 ? [plural(load.workers, 'worker')] : []),
  ].join(' · ');
}

function requestOf({ request }: SavedBaseline): string {
  if (request === null) return 'not kept';
  const { query, headers, contentType, bodyBytesUpTo } = request;
  const parts = [
    ...(query.length > 0 ? [`query ${query.join(', ')}`] : []),
    ...(headers.length > 0 ? [`headers ${headers.join(', ')}`] : []),
    ...(bodyBytesUpTo === null ? [] : [`${contentType ?? 'a body'} of up to ${formatBytes(bodyBytesUpTo)}`]),
  ];
  return parts.join(' · ') || 'no parameters, no body';
}

function systemOf({ machine }: SavedBaseline): string {
  return machine.container ? `${machine.os}, in a container` : machine.os;
}

function calibrationOf({ calibration }: SavedBaseline): string {
  if (calibration === null) return 'not timed';
  const { workMs, spreadShare, times } = calibration;
  return `${formatMs(workMs)}, spread ${formatShare(spreadShare)}, ${plural(times, 'time')}`;
}

function targetsOf({ targets }: SavedBaseline): string {
  return targets.map((each) => `${targetNames[each.target]} ${limitWords(each)}`).join(', ') || 'none';
}
