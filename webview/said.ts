import { html, type TemplateResult } from 'lit';
import type { Said } from '../src/report/load-wording.ts';

/** Words whose meaning shows over them: to the pointer, to the keyboard, and to a screen reader. */
export function said({ text, meaning }: Said): TemplateResult {
  if (!meaning) return html`<span>${text}</span>`;
  return html`<span class="explained"
    ><span class="term" tabindex="0" role="note" aria-label="${text}. ${meaning}">${text}</span
    ><span class="meaning" aria-hidden="true">${meaning}</span></span
  >`;
}
