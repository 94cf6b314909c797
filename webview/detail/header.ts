import { html, nothing, type TemplateResult } from 'lit';
import type { Endpoint, EndpointId, MeasuredProfile } from '../../src/model.ts';
import type { DetailState } from '../../src/protocol.ts';
import { formatMoment } from '../../src/report/format.ts';
import { methodWords, resultWords } from '../../src/report/wording.ts';
import { methodBadge, verdictBadge } from '../badges.ts';
import { button } from '../components.ts';
import type { Post } from '../post.ts';
import { said } from '../said.ts';
import { progressBar, progressLine } from './progress.ts';

/** Name and verdict; what can be done; what was done, in one line; and what is going on, whose line is always kept. */
export function header(state: DetailState, post: Post): TemplateResult {
  const { endpoint, profile, running, isBaseline } = state;
  const { tone, short, long } = resultWords(profile, isBaseline);
  return html`<header class="head">
    ${overviewLink(post)}
    <div class="title">
      <h1>${methodBadge(endpoint.method)} <span class="path">${endpoint.path}</span></h1>
      ${verdictBadge(tone, profile === null || profile.state === 'measured' ? long : short)}
    </div>
    <div class="actions">${actions(state, post)}</div>
    <p class="done">
      ${sourceLink(endpoint, post)}${profile?.state === 'measured' ? method(profile, isBaseline) : nothing}
    </p>
    <p class="status">${running ? progressLine(running) : nothing} ${measuredWhen(state)}</p>
    ${progressBar(running)}
  </header>`;
}

const overviewLink = (post: Post) =>
  post
    ? html`<nav><button class="link" @click=${() => post({ type: 'open-overview' })}>← All endpoints</button></nav>`
    : html`<nav><a href="#">← All endpoints</a></nav>`;

function actions({ id, running, profile }: DetailState, post: Post) {
  const measured = profile?.state === 'measured';
  // Every other state has a notice with buttons of its own.
  if (!post || !(running || measured)) return nothing;
  const first = running
    ? button({ label: 'Cancel', onPress: () => post({ type: 'cancel', id }) })
    : button({ label: 'Profile again', primary: true, onPress: () => post({ type: 'profile', id }) });
  // Keeps its place during a run, so that Cancel stands where the other button was.
  return html`${first}
    <span class="further ${running ? 'place' : ''}">
      ${chooseLoad(id, post)} ${button({ label: 'Save as baseline', onPress: () => post({ type: 'save-baseline', id }) })}
    </span>`;
}

/** Which load it is to be is asked in the editor. */
export const chooseLoad = (id: EndpointId, post: Post) =>
  post ? button({ label: 'Profile with Load…', onPress: () => post({ type: 'profile-with-load', id }) }) : nothing;

function sourceLink({ file, line }: Endpoint, post: Post) {
  if (!file) return nothing;
  const place = `${file}:${line}`;
  return post
    ? html`<button class="link" @click=${() => post({ type: 'open-source', file, line })}>${place}</button>`
    : html`<span>${place}</span>`;
}

const method = (profile: MeasuredProfile, isBaseline: boolean) =>
  methodWords(profile, isBaseline).map((part) => html` · ${said(part)}`);

function measuredWhen({ profile, running, stale }: DetailState) {
  if (profile?.state !== 'measured') return nothing;
  const when = formatMoment(profile.measuredAt);
  if (running) return html`<span class="muted">Below is the run of ${when}.</span>`;
  return stale
    ? html`<span class="stale">Measured ${when}; the handler has changed since.</span>`
    : html`<span class="muted">Measured ${when}.</span>`;
}
