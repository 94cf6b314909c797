import { html, type TemplateResult } from 'lit';
import type { HttpBehaviour, MeasuredProfile } from '../../src/model.ts';
import { formatBytes, formatShare } from '../../src/report/format.ts';
import { httpFacts } from '../../src/report/http-wording.ts';
import { scrolling } from './chart-tables.ts';

/** How the endpoint behaves as HTTP: caching, asking again, compression. */
export function http({ http: own, request }: MeasuredProfile): TemplateResult {
  if (!own) {
    return html`<section class="notice">
      <h2>Not looked at</h2>
      <p>
        Caching and compression are tried with a few requests on the side. ${
          ['GET', 'HEAD'].includes(request.method)
            ? 'None were sent in this run.'
            : `None were sent, because ${request.method} may change data.`
        }
      </p>
    </section>`;
  }
  return html`<div class="tab">
    <section aria-labelledby="answers-title">
      <h2 id="answers-title">How it answers</h2>
      <dl class="facts">
        ${httpFacts(own).map(
          ({ name, value, literal }) => html`<div>
            <dt>${name}</dt>
            <dd>${literal ? html`<code>${value}</code>` : value}</dd>
          </div>`,
        )}
      </dl>
    </section>
    <section aria-labelledby="encodings-title">
      <h2 id="encodings-title">What the body weighs</h2>
      ${own.encodings.length > 0 ? encodings(own) : html`<p class="muted">No encoding was tried.</p>`}
    </section>
  </div>`;
}

function encodings({ encodings: own }: HttpBehaviour) {
  const plain = own.find(({ encoding }) => encoding === 'identity')?.bytes;
  return html`${scrolling(
    'Content encodings',
    html`<table class="encodings-table">
      <thead>
        <tr>
          <th scope="col">offered</th>
          <th scope="col">answered with</th>
          <th scope="col" class="number">body</th>
          <th scope="col" class="number">of the plain body</th>
        </tr>
      </thead>
      <tbody>
        ${own.map(
          ({ offered, encoding, bytes }) => html`<tr>
            <th scope="row">${nameOf(offered)}</th>
            <td>${nameOf(encoding)}</td>
            <td class="number">${formatBytes(bytes)}</td>
            <td class="number">${plain ? formatShare(bytes / plain) : '–'}</td>
          </tr>`,
        )}
      </tbody>
    </table>`,
  )}`;
}

/** HTTP's name for no encoding is `identity`. */
const nameOf = (encoding: string): string => (encoding === 'identity' ? 'no compression' : encoding);
