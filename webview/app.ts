import { html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { PanelState } from '../src/protocol.ts';
import type { Post } from './post.ts';
import './baseline/baseline.ts';
import type { Detail } from './detail/detail.ts';
import './detail/detail.ts';
import './overview/overview.ts';

/** The whole page: one endpoint, or all of them. Nothing is shown before the first state. */
@customElement('profiler-app')
export class App extends LitElement {
  @property({ attribute: false }) state: PanelState | null = null;
  @property({ attribute: false }) post: Post = null;

  /** One style sheet serves the page; and labels refer to ids across elements. */
  protected override createRenderRoot(): this {
    return this;
  }

  /** Of the endpoint that is shown. */
  async showHistory(): Promise<void> {
    await this.updateComplete;
    this.querySelector<Detail>('profiler-detail')?.showHistory();
  }

  protected override render() {
    if (!this.state) return nothing;
    switch (this.state.view) {
      case 'overview':
        return html`<main><profiler-overview .state=${this.state} .post=${this.post}></profiler-overview></main>`;
      case 'detail':
        return html`<main><profiler-detail .state=${this.state} .post=${this.post}></profiler-detail></main>`;
      case 'baseline':
        return html`<main><profiler-baseline .state=${this.state} .post=${this.post}></profiler-baseline></main>`;
      default:
        return this.state satisfies never;
    }
  }
}
