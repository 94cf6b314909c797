import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { BaselineState } from '../../src/protocol.ts';
import { button } from '../components.ts';
import type { Post } from '../post.ts';
import { baselineComparison } from './comparison.ts';
import { baselineReport } from './report.ts';

/** A baseline's file as its report, two of them held against each other, or why a file cannot be read. */
@customElement('profiler-baseline')
export class Baseline extends LitElement {
  @property({ attribute: false }) state!: BaselineState;
  @property({ attribute: false }) post: Post = null;

  protected override createRenderRoot(): this {
    return this;
  }

  protected override render(): TemplateResult {
    const { content } = this.state;
    switch (content.state) {
      case 'report':
        return baselineReport(content, this.post);
      case 'comparison':
        return baselineComparison(content);
      case 'unreadable':
        return html`<section class="notice" role="alert">
          <h1>${content.title}</h1>
          <p>${content.problem.message}</p>
          <p>${content.problem.nextStep}</p>
          <div class="actions">
            ${button({ label: 'Open as text', primary: true, onPress: () => this.post?.({ type: 'open-as-text' }) })}
          </div>
        </section>`;
      default:
        return content satisfies never;
    }
  }
}
