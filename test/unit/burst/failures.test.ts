import { AssertionError } from 'node:assert';
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
  ['protocol', new AssertionError({ message: 'assert(upgrade)' })],
  ['reset', new errors.InformationalError('HTTP/2: stream half-closed (remote)')],
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

it('is worded without what Node says about its own options and code', () => {
  const untrusted = withCode(
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'unable to verify the first certificate; if the root CA is installed locally, try running Node.js with --use-system-ca',
  );
  expect(classifyFailure(untrusted, false).message).toBe('unable to verify the first certificate');
  const unexpected = new AssertionError({ message: 'The expression evaluated to a falsy value' });
  expect(classifyFailure(unexpected, false).message).toBe('an answer that HTTP does not allow here');
});
