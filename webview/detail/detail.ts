import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { EndpointId, Finding, MeasuredProfile } from '../../src/model.ts';
import type { DetailState } from '../../src/protocol.ts';
import { tabs } from '../components.ts';
import type { Post } from '../post.ts';
import { against } from './against.ts';
import { slowestStatements } from './database-statements.ts';
import { chooseLoad, header } from './header.ts';
import { history } from './history.ts';
import { http } from './http.ts';
import { latency } from './latency.ts';
import { notice } from './notice.ts';
import { scaling } from './scaling.ts';
import { skeleton } from './skeleton.ts';
import type { Target } from './sql.ts';
import './sql.ts';
import { tiles } from './tiles.ts';
import { warnings } from './warnings.ts';

type TabId = 'latency' | 'sql' | 'http' | 'scaling' | 'history';

/** One endpoint: how fast, compared with what, and why. */
@customElement('profiler-detail')
export class Detail extends LitElement {
  @property({ attribute: false }) state!: DetailState;
  @property({ attribute: false }) post: Post = null;
  @state() private tab: TabId = 'latency';
  /** What a finding's Show leads to. */
  @state() private target: Target | null = null;
  private shownId: EndpointId | null = null;
  private shownRun: string | null = null;

  protected override createRenderRoot(): this {
    return this;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('state')) return;
    const { id, profile } = this.state;
    const run = profile?.state === 'measured' ? profile : null;
    if (id !== this.shownId) this.open('latency');
    // Who asked for a sweep wants to see it, and who asked for something else that.
    if (run && run.measuredAt !== this.shownRun) {
      if (run.scaling) this.open('scaling');
      else if (this.tab === 'scaling') this.open('latency');
    }
    this.shownId = id;
    this.shownRun = run?.measuredAt ?? null;
  }

  /** The person has asked for it elsewhere in the editor. */
  showHistory(): void {
    this.open('history');
  }

  private open(tab: TabId, target: Target | null = null): void {
    this.tab = tab;
    this.target = target;
  }

  protected override render() {
    const { state, post } = this;
    return html`${header(state, post)}${this.body()}`;
  }

  private body() {
    const { profile, running } = this.state;
    if (profile?.state === 'measured') {
      return html`
        ${tiles(profile, running)}
        <div class=${running ? 'place' : nothing}>${warnings(profile)}</div>
        <div class=${running || this.state.stale ? 'outdated' : ''}>${this.results(profile)}</div>
      `;
    }
    return running ? html`${tiles(null, running)}${skeleton(running)}` : notice(this.state, this.post);
  }

  private results(profile: MeasuredProfile) {
    const { sql, findings } = profile;
    const inSql = findings.filter(({ fingerprint }) => fingerprint !== undefined).length;
    const show = (finding: Finding) =>
      this.open('sql', { fingerprint: finding.fingerprint!, node: finding.node ?? [] });
    return tabs<TabId>(
      [
        { id: 'latency', label: 'Latency', content: latency(profile, show, against(profile, this.state, this.post)) },
        {
          id: 'sql',
          label: 'SQL',
          count: { value: inSql, of: inSql === 1 ? 'finding' : 'findings' },
          content: html`<profiler-sql
            .sql=${sql}
            .findings=${findings}
            .target=${this.target}
            .post=${this.post}
          ></profiler-sql>${slowestStatements(profile.slowestStatements)}`,
        },
        { id: 'http', label: 'HTTP', content: http(profile) },
        { id: 'scaling', label: 'Scaling', content: scaling(profile, chooseLoad(this.state.id, this.post)) },
        // A report has none: it is kept on the machine.
        ...(this.post
          ? [{ id: 'history' as const, label: 'History', content: history(this.state.history, this.post) }]
          : []),
      ],
      this.tab,
      (id) => this.open(id),
    );
  }
}
