import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { EndpointId, Finding, MeasuredProfile } from '../../src/model.ts';
import type { DetailState } from '../../src/protocol.ts';
import { tabs } from '../components.ts';
import type { Post } from '../post.ts';
import { header } from './header.ts';
import { latency } from './latency.ts';
import { notice } from './notice.ts';
import { skeleton } from './skeleton.ts';
import type { Target } from './sql.ts';
import './sql.ts';
import { tiles } from './tiles.ts';
import { warnings } from './warnings.ts';

type TabId = 'latency' | 'sql';

/** One endpoint: how fast, compared with what, and why. */
@customElement('profiler-detail')
export class Detail extends LitElement {
  @property({ attribute: false }) state!: DetailState;
  @property({ attribute: false }) post: Post = null;
  @state() private tab: TabId = 'latency';
  /** What a finding's Show leads to. */
  @state() private target: Target | null = null;
  private shownId: EndpointId | null = null;

  protected override createRenderRoot(): this {
    return this;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('state') || this.state.id === this.shownId) return;
    this.shownId = this.state.id;
    this.tab = 'latency';
    this.target = null;
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
    const show = (finding: Finding) => {
      this.tab = 'sql';
      this.target = { fingerprint: finding.fingerprint!, node: finding.node ?? [] };
    };
    return tabs<TabId>(
      [
        { id: 'latency', label: 'Latency', content: latency(profile, show) },
        {
          id: 'sql',
          label: 'SQL',
          count: { value: inSql, of: inSql === 1 ? 'finding' : 'findings' },
          content: html`<profiler-sql
            .sql=${sql}
            .findings=${findings}
            .target=${this.target}
            .post=${this.post}
          ></profiler-sql>`,
        },
      ],
      this.tab,
      (id) => {
        this.tab = id;
        this.target = null;
      },
    );
  }
}
