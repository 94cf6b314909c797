import { html, nothing, type TemplateResult } from 'lit';
import { classMap } from 'lit/directives/class-map.js';
import type { ProfileProgress } from '../../src/model.ts';
import { activityWords, timeLeftWords } from '../../src/report/wording.ts';
import { spinner } from '../components.ts';
import { setStyle } from '../set-style.ts';

/** Words only: numbers that change ten times a second are not read out. */
export const progressLine = (progress: ProfileProgress): TemplateResult =>
  html`<span class="progress-words"
    >${spinner()}<span role="status">${activityWords(progress)}</span>${comma(timeLeftWords(progress))}</span
  >`;

const comma = (words: string) => (words ? `, ${words}` : nothing);

/** Has its place when nothing runs, so that nothing moves when something does. */
export function progressBar(progress: ProfileProgress | null): TemplateResult {
  const share = progress?.stage === 'burst' ? progress.burst.done : progress ? sharesAround[progress.stage] : 0;
  return html`<div class=${classMap({ 'progress-bar': true, running: progress !== null })} aria-hidden="true">
    <div ${setStyle({ width: `${share * 100}%` })}></div>
  </div>`;
}

/** Before the burst there is nothing to show yet, after it the bar is full. */
const sharesAround = { server: 0, probes: 0, plans: 1 };
