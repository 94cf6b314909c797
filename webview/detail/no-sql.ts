import { html, nothing, type TemplateResult } from 'lit';
import type { NoSqlReason } from '../../src/model.ts';
import { noSqlWords } from '../../src/report/warning-wording.ts';
import { button } from '../components.ts';
import type { Post } from '../post.ts';

/** Why nothing was recorded, and what brings it. */
export function noSql(reason: NoSqlReason, post: Post): TemplateResult {
  const { message, nextStep } = noSqlWords(reason);
  const mendedByConfig = reason.kind === 'no-database-configured' || reason.kind === 'nothing-passed-the-tap';
  return html`<section class="notice">
    <h2>${message}</h2>
    <p>${nextStep}</p>
    ${
      post && mendedByConfig
        ? html`<div class="actions">
            ${button({ label: 'Open the configuration', primary: true, onPress: () => post({ type: 'open-config' }) })}
          </div>`
        : nothing
    }
  </section>`;
}
