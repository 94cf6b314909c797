/** The page inside the editor: states come as messages, what a person does goes back as messages. */

import { endpointId, type Profile } from '../src/model.ts';
import type { PanelState, ToPage } from '../src/protocol.ts';
import type { App } from './app.ts';

interface EditorApi {
  postMessage(message: unknown): void;
}

declare const acquireVsCodeApi: () => EditorApi;

export function connectToEditor(app: App): void {
  const editor = acquireVsCodeApi();
  app.post = (message) => editor.postMessage(message);
  window.addEventListener('message', (event: MessageEvent<ToPage>) => {
    const message = event.data;
    switch (message.type) {
      case 'state':
        if (subjectOf(message.state) !== subjectOf(app.state) || begins(message.state, app.state))
          window.scrollTo(0, 0);
        app.state = withKnownProfile(message.state, app.state);
        break;
      case 'progress':
        if (app.state?.view === message.step.view) app.state = { ...app.state, ...message.step } as PanelState;
        break;
      case 'show':
        void app.showHistory();
        break;
      default:
        message satisfies never;
    }
  });
  app.post({ type: 'ready' });
}

/** What the page is about: one endpoint, or all of them. */
const subjectOf = (state: PanelState | null) => (state?.view === 'detail' ? state.id : state?.view);

/** A run of this endpoint begins: what it does is told at the top. */
const begins = (next: PanelState, last: PanelState | null): boolean =>
  next.view === 'detail' && next.running !== null && last?.view === 'detail' && last.running === null;

/** What was drawn, opened and folded hangs on the profile: one that is sent again is the one that is there. */
function withKnownProfile(next: PanelState, last: PanelState | null): PanelState {
  if (next.view !== 'detail' || last?.view !== 'detail' || !isSame(next.profile, last.profile)) return next;
  return { ...next, profile: last.profile };
}

const isSame = (a: Profile | null, b: Profile | null): boolean =>
  a?.state === 'measured' &&
  b?.state === 'measured' &&
  a.measuredAt === b.measuredAt &&
  endpointId(a.endpoint) === endpointId(b.endpoint);
