import { errors } from 'undici';
import { expect, it } from 'vitest';
import { classifyFailure, RequestTimeout } from '../../../src/burst/failures.ts';

const withCode = (code: string, message = code): Error => Object.assign(new Error(message), { code });

it.each([
  ['refused', withCode('ECONNREFUSED')],
  ['reset', withCode('ECONNRESET')],
  ['reset', withCode('EPIPE')],
  ['reset', new errors.SocketError('other side closed')],
  ['timeout', new RequestTimeout(500)],
  ['timeout', new errors.HeadersTimeoutError()],
  ['timeout', withCode('ETIMEDOUT')],
  ['dns', withCode('ENOTFOUND')],
  ['tls', withCode('DEPTH_ZERO_SELF_SIGNED_CERT')],
  ['tls', withCode('ERR_TLS_CERT_ALTNAME_INVALID')],
  ['body-cut-short', new errors.ResponseContentLengthMismatchError()],
  ['protocol', new errors.HTTPParserError('Expected HTTP/')],
  ['protocol', new errors.SocketError('bad response')],
  ['other', new Error('anything')],
] as const)('%s: %s', (kind, error) => {
  expect(classifyFailure(error, false).kind).toBe(kind);
});

it('a connection lost after the head has cut the body short', () => {
  expect(classifyFailure(withCode('ECONNRESET'), true).kind).toBe('body-cut-short');
  expect(classifyFailure(new RequestTimeout(500), true).kind).toBe('timeout');
});

it('a host with several addresses is refused at the first', () => {
  const attempts = [withCode('ECONNREFUSED', 'connect ECONNREFUSED ::1:80'), withCode('ECONNREFUSED', 'and 127.0.0.1')];
  expect(classifyFailure(new AggregateError(attempts), false)).toEqual({
    kind: 'refused',
    message: 'connect ECONNREFUSED ::1:80',
  });
});
