import { html, type TemplateResult } from 'lit';

/** Holds the places of the charts until there is something to draw. */
export const skeleton = (): TemplateResult => html`
  <section class="skeleton">
    <h2>How long requests take</h2>
    <div class="frame tall">The histogram is drawn when the rounds are done.</div>
    <h2>Every request, with cold starts apart</h2>
    <div class="frame">The timeline is drawn when the rounds are done.</div>
  </section>
`;
