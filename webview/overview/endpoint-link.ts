import { html, type TemplateResult } from 'lit';
import type { OverviewRow } from '../../src/protocol.ts';
import type { Post } from '../post.ts';
import { reportLink } from '../standalone.ts';

/** Opens the endpoint: through the editor, or in a report by the page's address. */
export function endpointLink({ id, endpoint }: OverviewRow, post: Post): TemplateResult {
  const open = (event: Event) => {
    event.stopPropagation();
    if (!post) return;
    event.preventDefault();
    post({ type: 'open-endpoint', id });
  };
  return html`<a class="path" href=${reportLink(id)} @click=${open}>${endpoint.path}</a>`;
}

/** A click anywhere in a row does what its link does. */
export function openRow({ id }: OverviewRow, post: Post): void {
  if (post) post({ type: 'open-endpoint', id });
  else location.hash = reportLink(id);
}
