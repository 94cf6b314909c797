import { html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { classOf, type EndpointClass, type Profile, type Recommendation } from '../../src/model.ts';
import type { OverviewState } from '../../src/protocol.ts';
import { plural } from '../../src/report/format.ts';
import { recommendationsOf } from '../../src/report/recommendations/index.ts';
import type { Tone, Words } from '../../src/report/wording.ts';
import { button, textField } from '../components.ts';
import { progressLine } from '../detail/progress.ts';
import type { Post } from '../post.ts';
import { measuredTable } from './measured-table.ts';
import { byNeed, bySeverity, isMeasured, matches, wordsOf } from './order.ts';
import { recommendations } from './recommendations.ts';
import { waitingList } from './waiting-list.ts';

const runningLine = ({ id, progress, position, of }: NonNullable<OverviewState['running']>) => html`
  ${of > 1 ? html`<span class="muted">${position} of ${of}</span>` : nothing} <code>${id}</code> ${progressLine(progress)}
`;

const filterChip = (label: string, tone: Tone, pressed: boolean, onPress: () => void) =>
  html`<button class="chip tone-${tone}" aria-pressed=${pressed} @click=${onPress}>${label}</button>`;

/** All endpoints: the measured ones by severity, then the others with what they wait for. */
@customElement('profiler-overview')
export class Overview extends LitElement {
  @property({ attribute: false }) state!: OverviewState;
  @property({ attribute: false }) post: Post = null;
  @state() private filter = '';
  /** A chip that is pressed shows its verdict, or its class, alone. */
  @state() private verdict: string | null = null;
  @state() private endpointClass: EndpointClass | null = null;

  private profiles: Profile[] = [];
  private recommended: Recommendation[] = [];

  protected override createRenderRoot(): this {
    return this;
  }

  /** A run tells of its progress ten times a second, and of another result now and then. */
  protected override willUpdate(): void {
    const profiles = this.state.rows.filter(isMeasured).map(({ profile }) => profile);
    if (profiles.length === this.profiles.length && profiles.every((each, index) => each === this.profiles[index]))
      return;
    this.profiles = profiles;
    this.recommended = recommendationsOf(profiles);
  }

  protected override render() {
    const { rows, title, running } = this.state;
    const measured = rows.filter(isMeasured).sort(bySeverity);
    const others = rows.filter((row) => !isMeasured(row)).sort(byNeed);
    const filtered = rows.filter(
      (row) =>
        matches(row, this.filter) && (this.endpointClass === null || classOf(row.endpoint) === this.endpointClass),
    );
    const shown = measured.filter((row) => filtered.includes(row) && [null, wordsOf(row).short].includes(this.verdict));
    const waiting = others.filter((row) => filtered.includes(row) && this.verdict === null);
    return html`
      <header class="overview-head">
        <h1>Performance</h1>
        <p class="muted">${title} · ${plural(rows.length, 'endpoint')}, ${measured.length} profiled</p>
        <div class="actions">${this.action(measured.length === 0)}</div>
        <p class="status">${running ? runningLine(running) : nothing}</p>
      </header>
      ${rows.length === 0 ? this.empty() : this.filters(measured.map(wordsOf))}
      ${measured.length > 0 ? measuredTable(shown, measured, this.post) : nothing}
      ${
        rows.length > 0 && shown.length + waiting.length === 0
          ? html`<p class="muted" role="status">No endpoint matches the filter.</p>`
          : nothing
      }
      ${recommendations(this.recommended, this.post)}
      ${waitingList(waiting, this.post)}
    `;
  }

  /** Cancel stands where the other button was. */
  private action(primary: boolean) {
    const { post } = this;
    const { rows, running } = this.state;
    if (!post || rows.length === 0) return nothing;
    if (running) return button({ label: 'Cancel', onPress: () => post({ type: 'cancel', id: running.id }) });
    return button({ label: 'Profile all', primary, onPress: () => post({ type: 'profile-all' }) });
  }

  private filters(words: Words[]) {
    const counts = Map.groupBy(words, ({ short }) => short);
    return html`<div class="filters">
      ${textField({
        label: 'Filter endpoints',
        placeholder: 'Filter: path, file, method, verdict …',
        value: this.filter,
        onInput: (value) => {
          this.filter = value;
        },
      })}
      ${[...counts].map(([short, own]) => {
        const pressed = this.verdict === short;
        return filterChip(`${own.length} ${short}`, own[0]!.tone, pressed, () => {
          this.verdict = pressed ? null : short;
        });
      })}
      ${this.classes()}
    </div>`;
  }

  private classes() {
    const counts = Map.groupBy(this.state.rows, ({ endpoint }) => classOf(endpoint));
    if (counts.size < 2) return nothing;
    return [...counts].map(([name, own]) => {
      const pressed = this.endpointClass === name;
      return filterChip(plural(own.length, name), 'neutral', pressed, () => {
        this.endpointClass = pressed ? null : name;
      });
    });
  }

  private empty() {
    const { post } = this;
    return html`<section class="notice">
      <h2>No endpoint was found</h2>
      <p>The workspace holds no route file that a framework adapter knows.</p>
      ${
        post
          ? html`<div class="actions">
              ${button({ label: 'Open the configuration', onPress: () => post({ type: 'open-config' }) })}
            </div>`
          : nothing
      }
    </section>`;
  }
}
