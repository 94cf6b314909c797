/** Checks what the panel's page sends before anything is done with it. */

import type { EndpointId } from '../../model.ts';
import type { FromPage } from '../../protocol.ts';

type Fields = Record<string, 'string' | 'line'>;

/** The fields of each message besides its type; the compiler sees to it that none is forgotten. */
const shapes: {
  [Type in FromPage['type']]: Record<Exclude<keyof Extract<FromPage, { type: Type }>, 'type'>, Fields[string]>;
} = {
  ready: {},
  profile: { id: 'string' },
  'profile-with-load': { id: 'string' },
  cancel: { id: 'string' },
  'save-baseline': { id: 'string' },
  accept: { id: 'string' },
  'open-baseline': { id: 'string' },
  compare: {},
  'export-history': {},
  'open-as-text': {},
  'open-source': { file: 'string', line: 'line' },
  'open-endpoint': { id: 'string' },
  'open-overview': {},
  'profile-all': {},
  'enter-sample': { id: 'string' },
  'give-consent': { id: 'string' },
  'use-what-answers': { id: 'string' },
  'prove-indexes': {},
  'open-config': {},
  'show-server-log': {},
  copy: { text: 'string' },
};

/** Null where the value is no message of the protocol. Fields that do not belong to it are left out. */
export function parseFromPage(value: unknown): FromPage | null {
  if (typeof value !== 'object' || value === null) return null;
  const message = value as Record<string, unknown>;
  const { type } = message;
  if (typeof type !== 'string' || !Object.hasOwn(shapes, type)) return null;
  const fields: [string, Fields[string]][] = Object.entries(shapes[type as FromPage['type']]);
  if (!fields.every(([name, kind]) => isKind(message[name], kind))) return null;
  return Object.fromEntries([['type', type], ...fields.map(([name]) => [name, message[name]])]) as unknown as FromPage;
}

/** The endpoint a message is about; null where it is about none. */
export function subjectOf(message: FromPage): EndpointId | null {
  return 'id' in message ? message.id : null;
}

function isKind(value: unknown, kind: Fields[string]): boolean {
  return kind === 'string' ? typeof value === 'string' : Number.isSafeInteger(value) && (value as number) > 0;
}
