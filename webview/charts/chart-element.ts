import { html, LitElement } from 'lit';
import uPlot from 'uplot';
import { type Colours, coloursOf, onThemeChange } from './colours.ts';

/**
 * Holds a uPlot drawing that fills the element's width and is drawn anew when data, width or theme change. Subclasses
 * say what to draw; what the pointer is over is written in the line above the drawing, which has its place from the start.
 */
export abstract class ChartElement extends LitElement {
  private plot: uPlot | null = null;
  private readonly resize = new ResizeObserver(() => this.fit());
  private endThemeWatch: (() => void) | null = null;

  protected abstract readonly height: number;
  /** Charts of the same name read out the same place while the pointer is over one of them. */
  protected readonly shared: string | null = null;
  /** One sentence for those who do not see the drawing. */
  protected abstract describe(): string;
  protected abstract legend(): unknown;
  protected abstract options(colours: Colours, width: number): Omit<uPlot.Options, 'width' | 'height'>;
  protected abstract data(): uPlot.AlignedData;
  /** What stands at an index of the data; empty for nothing. */
  protected abstract readout(index: number): string;

  protected override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.resize.observe(this);
    this.endThemeWatch = onThemeChange(() => this.draw());
    if (this.hasUpdated) this.draw();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resize.disconnect();
    this.endThemeWatch?.();
    this.plot?.destroy();
    this.plot = null;
  }

  protected override render() {
    return html`
      <div class="legend" aria-hidden="true">${this.legend()}<span class="readout"></span></div>
      <div class="plot" role="img" aria-label=${this.describe()}></div>
    `;
  }

  protected override updated(): void {
    this.draw();
  }

  private fit(): void {
    const width = this.clientWidth;
    if (width > 0 && width !== this.plot?.width) this.draw();
  }

  private draw(): void {
    const place = this.querySelector<HTMLElement>('.plot');
    const width = this.clientWidth;
    if (!place || width === 0 || !this.isConnected) return;
    this.plot?.destroy();
    const options = this.options(coloursOf(this), width);
    this.plot = new uPlot(
      {
        ...options,
        width,
        height: this.height,
        legend: { show: false },
        cursor: {
          y: false,
          drag: { x: false, y: false },
          points: { show: false },
          ...(this.shared ? { sync: { key: this.shared } } : {}),
        },
        hooks: { ...options.hooks, setCursor: [(plot) => this.say(plot.cursor.idx)] },
      },
      this.data(),
      place,
    );
  }

  private say(index: number | null | undefined): void {
    const line = this.querySelector('.readout');
    if (line) line.textContent = index === null || index === undefined ? '' : this.readout(index);
  }
}

/** Text on the canvas, in CSS pixels of the font and device pixels of the place. */
export function setFont(plot: uPlot, colours: Colours): void {
  plot.ctx.font = `${11 * uPlot.pxRatio}px ${colours.font}`;
  plot.ctx.textBaseline = 'middle';
}
