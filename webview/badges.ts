/** Small labels. Their colour is the verdict's, and the word beside it says the same. */

import { html, type TemplateResult } from 'lit';
import type { Endpoint, Severity } from '../src/model.ts';
import type { Tone } from '../src/report/wording.ts';

export const methodBadge = (method: Endpoint['method']): TemplateResult => html`<span class="method">${method}</span>`;

export const chip = (tone: Tone, text: string): TemplateResult => html`<span class="chip tone-${tone}">${text}</span>`;

export const severityChip = (severity: Severity): TemplateResult =>
  chip(({ HIGH: 'high', MEDIUM: 'medium', LOW: 'low' } as const)[severity], severity);

/** Filled: stands beside a title. */
export const verdictBadge = (tone: Tone, text: string): TemplateResult =>
  html`<span class="verdict tone-${tone}">${text}</span>`;
