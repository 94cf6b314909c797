/** The page inside the editor: states come as messages, what a person does goes back as messages. */

import type { ToPage } from '../src/protocol.ts';
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
        app.state = message.state;
        break;
      default:
        message.type satisfies never;
    }
  });
  app.post({ type: 'ready' });
}
