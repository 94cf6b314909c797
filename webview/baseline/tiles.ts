import { html, type TemplateResult } from 'lit';
import type { SavedFigures } from '../../src/model.ts';
import { formatMs, formatRate, formatRatio, formatShare, plural } from '../../src/report/format.ts';

/** The figures of a baseline; with `was` also those of the one that it is held against. */
export function savedTiles(now: SavedFigures, was: SavedFigures | null = null): TemplateResult {
  const figure = (name: string, value: (figures: SavedFigures) => number, words: (value: number) => string) => ({
    name,
    value: words(value(now)),
    note: was ? `was ${words(value(was))}, ${formatRatio(value(now) / value(was))}` : '',
  });
  const tiles = [
    figure('p50', ({ p50Ms }) => p50Ms, formatMs),
    figure('p95', ({ p95Ms }) => p95Ms, formatMs),
    figure('p99', ({ p99Ms }) => p99Ms, formatMs),
    figure('throughput', ({ rps }) => rps, formatRate),
    {
      name: 'errors',
      value: formatShare(now.errorRate),
      note: was ? `was ${formatShare(was.errorRate)}` : `of ${plural(now.count, 'request')}`,
    },
  ];
  return html`<dl class="tiles saved" aria-label="Figures">
    ${tiles.map(
      ({ name, value, note }) => html`<div class="tile">
        <dt>${name}</dt>
        <dd class="value">${value}</dd>
        <dd class="note">${note}</dd>
      </div>`,
    )}
  </dl>`;
}
