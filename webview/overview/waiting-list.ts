import { html, nothing } from 'lit';
import type { FromPage, OverviewRow } from '../../src/protocol.ts';
import { chip, methodBadge } from '../badges.ts';
import { button } from '../components.ts';
import type { Post } from '../post.ts';
import { endpointLink } from './endpoint-link.ts';
import { wordsOf } from './order.ts';

/** Endpoints without a result, each with its reason and the click that brings one. */
export function waitingList(rows: OverviewRow[], post: Post) {
  if (rows.length === 0) return nothing;
  return html`<section aria-labelledby="waiting-title">
    <h2 id="waiting-title">Without a result</h2>
    <ul class="waiting">
      ${rows.map((row) => {
        const { tone, short, long } = wordsOf(row);
        return html`<li class=${row.profile ? '' : 'never'}>
          <span class="which">${methodBadge(row.endpoint.method)} ${endpointLink(row, post)}</span>
          <span class="reason">${tone === 'high' ? chip(tone, short) : nothing} ${tone === 'high' ? message(row) : long}</span>
          ${post ? remedy(row, post) : nothing}
        </li>`;
      })}
    </ul>
  </section>`;
}

const message = ({ profile }: OverviewRow) => (profile?.state === 'failed' ? profile.problem.message : nothing);

function remedy({ id, endpoint, profile }: OverviewRow, post: NonNullable<Post>) {
  const name = `${endpoint.method} ${endpoint.path}`;
  const action = (label: string, sent: FromPage) =>
    button({ label, fullLabel: `${label}: ${name}`, onPress: () => post(sent) });
  switch (profile?.state) {
    case 'needs-sample':
      return action('Enter a sample value', { type: 'enter-sample', id });
    case 'needs-consent':
      return action('Look at the request', { type: 'open-endpoint', id });
    case 'failed':
      return action('Try again', { type: 'profile', id });
    default:
      return action('Profile', { type: 'profile', id });
  }
}
