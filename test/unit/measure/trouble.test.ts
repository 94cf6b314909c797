import { expect, it } from 'vitest';
import { troubleOf } from '../../../src/measure/trouble.ts';
import type { FailureKind } from '../../../src/model.ts';
import { scriptedRecording } from '../../support/recording.ts';

const request = { method: 'GET', url: 'https://127.0.0.1:3443/users' };

function failing(kind: FailureKind, message: string) {
  const samples = [{ latencyMs: 1, failed: { kind, message } }];
  return troubleOf(scriptedRecording({ phases: [{ kind: 'probe', durationMs: 10, samples }] }), 'probe', request);
}

it.each([
  ['unable to verify the first certificate', 'as "ca" of "server"'],
  ['self-signed certificate', 'or set "acceptAnyCertificate" to true'],
  ['wrong version number', 'use http:// as "url" of "server"'],
  ['tlsv1 alert no application protocol', 'set "http2" of "server" in .endpoint-profiler/config.json to true'],
])('TLS that failed with “%s” has a way out of its own', (message, way) => {
  expect(failing('tls', message)).toMatchObject({
    message: 'No request was answered: GET https://127.0.0.1:3443/users',
    detail: message,
    nextStep: expect.stringContaining(way),
  });
});

it('one good answer is no trouble', () => {
  const samples = [{ latencyMs: 1, failed: { kind: 'reset', message: 'reset' } as const }, { latencyMs: 1 }];
  const recording = scriptedRecording({ phases: [{ kind: 'probe', durationMs: 10, samples }] });
  expect(troubleOf(recording, 'probe', request)).toBeNull();
});
