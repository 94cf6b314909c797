/**
 * The one file that knows the Webview UI Toolkit (deprecated): it registers what the page uses and offers it as
 * templates, so that another library takes its place by rewriting this file.
 */

import './csp-nonce.ts';
import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodePanels,
  vsCodePanelTab,
  vsCodePanelView,
  vsCodeProgressRing,
  vsCodeTextField,
} from '@vscode/webview-ui-toolkit';
import { html, nothing, type TemplateResult } from 'lit';

export function registerComponents(): void {
  provideVSCodeDesignSystem().register(
    vsCodeButton(),
    vsCodePanels(),
    vsCodePanelTab(),
    vsCodePanelView(),
    vsCodeProgressRing(),
    vsCodeTextField(),
  );
}

export interface ButtonOptions {
  label: string;
  /** Read out instead of the label where the label alone is ambiguous. */
  fullLabel?: string;
  primary?: boolean;
  onPress: () => void;
}

export function button({ label, fullLabel, primary = false, onPress }: ButtonOptions): TemplateResult {
  return html`<vscode-button
    appearance=${primary ? 'primary' : 'secondary'}
    aria-label=${fullLabel ?? nothing}
    @click=${(event: Event) => {
      event.stopPropagation();
      onPress();
    }}
    >${label}</vscode-button
  >`;
}

export interface TextFieldOptions {
  label: string;
  placeholder: string;
  value: string;
  onInput: (value: string) => void;
}

/** The label is for screen readers alone: styles/page.css hides it. */
export function textField({ label, placeholder, value, onInput }: TextFieldOptions): TemplateResult {
  return html`<vscode-text-field
    placeholder=${placeholder}
    .value=${value}
    @input=${(event: Event) => onInput((event.target as HTMLInputElement).value)}
    >${label}</vscode-text-field
  >`;
}

export interface Tab<Id extends string> {
  id: Id;
  label: string;
  /** What the number beside the label counts; none is shown for 0. */
  count?: { value: number; of: string };
  content: unknown;
}

/** Arrow keys move between tabs, as ARIA's tab pattern wants it. */
export function tabs<Id extends string>(own: Tab<Id>[], active: Id, onChange: (id: Id) => void): TemplateResult {
  const changed = (event: Event) => {
    const id = (event.currentTarget as HTMLElement & { activeid: string }).activeid.replace(/^tab-/, '');
    if (event.target === event.currentTarget && id !== active) onChange(id as Id);
  };
  return html`<vscode-panels activeid="tab-${active}" aria-label="Results" @change=${changed}>
    ${own.map(({ id, label, count }) => html`<vscode-panel-tab id="tab-${id}">${label}${countBadge(count)}</vscode-panel-tab>`)}
    ${own.map(({ id, content }) => html`<vscode-panel-view id="view-${id}">${content}</vscode-panel-view>`)}
  </vscode-panels>`;
}

const countBadge = (count: Tab<string>['count']) =>
  count && count.value > 0
    ? html`<span class="count" title="${count.value} ${count.of}">${count.value}</span>`
    : nothing;

/** Turns until it is taken away. Words beside it say what is going on. */
export const spinner = (): TemplateResult => html`<vscode-progress-ring aria-hidden="true"></vscode-progress-ring>`;
