import { html, nothing, type TemplateResult } from 'lit';
import type { Endpoint } from '../../src/model.ts';
import type { DetailState } from '../../src/protocol.ts';
import { methodWords, profileWords } from '../../src/report/wording.ts';
import { methodBadge, verdictBadge } from '../badges.ts';
import { button } from '../components.ts';
import type { Post } from '../post.ts';
import { progressBar, progressLine } from './progress.ts';

/** Name and verdict; what can be done; and in one line what was done. The lines keep their height while a run is under way. */
export function header(state: DetailState, post: Post): TemplateResult {
  const { endpoint, profile, running, stale } = state;
  const { tone, short, long } = profileWords(profile);
  return html`<header class="head">
    ${overviewLink(post)}
    <div class="title">
      <h1>${methodBadge(endpoint.method)} <span class="path">${endpoint.path}</span></h1>
      ${verdictBadge(tone, profile === null || profile.state === 'measured' ? long : short)}
      ${stale ? html`<span class="stale">The handler has changed since.</span>` : nothing}
    </div>
    <div class="actions">${actions(state, post)}</div>
    <p class="done">
      ${sourceLink(endpoint, post)}${running ? progressLine(running) : profile?.state === 'measured' ? method(profile) : nothing}
    </p>
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
    <span class=${running ? 'place' : ''}>
      ${button({ label: 'Save as baseline', onPress: () => post({ type: 'save-baseline', id }) })}
    </span>`;
}

function sourceLink({ file, line }: Endpoint, post: Post) {
  if (!file) return nothing;
  const place = `${file}:${line}`;
  return post
    ? html`<button class="link" @click=${() => post({ type: 'open-source', file, line })}>${place}</button>`
    : html`<span>${place}</span>`;
}

const method = (profile: Parameters<typeof methodWords>[0]) =>
  methodWords(profile).map((part) => html`<span class="part">${part}</span>`);
