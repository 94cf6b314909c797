/** What stands in place of results: what is missing, and the one click that mends it. */

import { html, nothing, type TemplateResult } from 'lit';
import type { EndpointId, Problem, Profile } from '../../src/model.ts';
import type { DetailState } from '../../src/protocol.ts';
import { button } from '../components.ts';
import type { Post } from '../post.ts';

interface Notice {
  title: string;
  text: unknown;
  detail?: string | undefined;
  actions: { label: string; primary?: boolean; message: Parameters<NonNullable<Post>>[0] }[];
}

export function notice({ id, profile }: DetailState, post: Post): TemplateResult {
  const { title, text, detail, actions } = noticeOf(id, profile);
  return html`<section class="notice">
    <h2>${title}</h2>
    <p>${text}</p>
    ${detail ? html`<pre tabindex="0" aria-label="Log">${detail}</pre>` : nothing}
    ${
      post
        ? html`<div class="actions">
            ${actions.map(({ label, primary = false, message }) => button({ label, primary, onPress: () => post(message) }))}
          </div>`
        : nothing
    }
  </section>`;
}

function noticeOf(id: EndpointId, profile: Profile | null): Notice {
  if (profile === null) return neverMeasured(id);
  switch (profile.state) {
    case 'measured':
      throw new Error('A measured profile has results.');
    case 'needs-sample': {
      const names = profile.missing.map((parameter) => `${parameter.name} (${parameter.in})`).join(', ');
      return {
        title: 'Which value should the request use?',
        text: html`A request to this endpoint needs <strong>${names}</strong>. The value is kept in the configuration, for
          this and all later runs.`,
        actions: [
          { label: 'Enter a sample value', primary: true, message: { type: 'enter-sample', id } },
          { label: 'Open the configuration', message: { type: 'open-config' } },
        ],
      };
    }
    case 'needs-consent':
      return {
        title: profile.reason === 'changes-data' ? 'This request may change data' : 'This request leaves your machine',
        text: html`<code>${profile.method} ${profile.url}</code> would be sent thousands of times in a few seconds, each time for real. ${
          profile.reason === 'changes-data'
            ? 'Allow it only if nobody needs the data that is there now.'
            : 'Allow it only if that server is yours and may take the load.'
        }`,
        actions: [{ label: 'Allow and profile…', message: { type: 'give-consent', id } }],
      };
    case 'cancelled':
      return {
        title: 'The run was cancelled',
        text: 'Nothing was measured. What the run had started is ended.',
        actions: [{ label: 'Profile', primary: true, message: { type: 'profile', id } }],
      };
    case 'failed':
      return failed(id, profile.problem);
    default:
      return profile satisfies never;
  }
}

const neverMeasured = (id: EndpointId): Notice => ({
  title: 'Not profiled yet',
  text: `One short burst against your local server tells how long requests take, how the first ones differ,
    and which SQL they run.`,
  actions: [
    { label: 'Profile', primary: true, message: { type: 'profile', id } },
    { label: 'Profile with Load…', message: { type: 'profile-with-load', id } },
  ],
});

const failed = (id: EndpointId, { message, nextStep, detail, offer }: Problem): Notice => ({
  title: message,
  text: nextStep,
  detail,
  actions: [
    { label: 'Try again', primary: true, message: { type: 'profile', id } },
    ...(offer ? [{ label: 'Use what answers there', message: { type: offer, id } as const }] : []),
    { label: 'Open the configuration', message: { type: 'open-config' } },
    { label: 'Show the server’s log', message: { type: 'show-server-log' } },
  ],
});
