import { html, nothing, type TemplateResult } from 'lit';
import type { MeasuredProfile, ServerResources } from '../../src/model.ts';
import { formatBytes, formatCores, formatDuration, plural } from '../../src/report/format.ts';
import { driftWords, resourceWords } from '../../src/report/server-wording.ts';
import '../charts/resource.ts';
import { scrolling } from './chart-tables.ts';

type Sampled = Extract<ServerResources, { state: 'sampled' }>;

/** The server's memory and CPU on the timeline's axis, below it. */
export function resources({ resources: own, timeline }: MeasuredProfile): TemplateResult {
  return own.state === 'sampled'
    ? charts(own, timeline.phases)
    : html`<p class="muted below-chart">Memory and CPU of the server: ${resourceWords(own)}.</p>`;
}

/** How a long run changed on its way. */
export const drift = ({ drift: own }: MeasuredProfile) =>
  own ? html`<p class="drift">${driftWords(own).join(' ')} ${driftMeaning}</p>` : nothing;

const driftMeaning = html`<span class="muted">In brackets: the 95 % interval.</span>`;

const charts = (own: Sampled, phases: MeasuredProfile['timeline']['phases']) => html`
  <profiler-resource
    name="Server memory"
    summary="${formatBytes(own.peakRssBytes)} at most${own.processes > 1 ? `, ${plural(own.processes, 'process', 'processes')}` : ''}"
    .atMs=${own.atMs}
    .values=${own.rssBytes}
    .phases=${phases}
    .format=${formatBytes}
    .tick=${formatBytes}
  ></profiler-resource>
  <profiler-resource
    name="Server CPU, cores"
    summary="${formatCores(own.meanCpuCores)} on average"
    timed
    .atMs=${own.atMs}
    .values=${own.cpuCores}
    .phases=${phases}
    .format=${formatCores}
    .tick=${String}
  ></profiler-resource>
`;

/** A long run has a sample a second: every so many tell enough. */
const mostRows = 60;

export function resourceTable({ resources: own }: MeasuredProfile): TemplateResult | typeof nothing {
  if (own.state !== 'sampled') return nothing;
  const { atMs, rssBytes, cpuCores } = own;
  const every = Math.ceil(atMs.length / mostRows);
  const rows = atMs.map((_, index) => index).filter((index) => index % every === 0);
  return scrolling(
    'Memory and CPU of the server',
    html`<table class="resource-table">
      <caption>Memory and CPU of the server</caption>
      <thead>
        <tr>
          <th scope="col" class="number">after</th>
          <th scope="col" class="number">memory</th>
          <th scope="col" class="number">CPU</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (index) => html`<tr>
            <td class="number">${formatDuration(atMs[index]!)}</td>
            <td class="number">${formatBytes(rssBytes[index]!)}</td>
            <td class="number">${formatCores(cpuCores[index]!)}</td>
          </tr>`,
        )}
      </tbody>
    </table>`,
  );
}
