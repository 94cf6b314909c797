import { describe, expect, it } from 'vitest';
import { dispatchOptions } from '../../../src/burst/dispatch-options.ts';
import { UserError } from '../../../src/model.ts';

const request = { method: 'GET', url: 'http://127.0.0.1:3000/a/b?q=1#part', headers: {}, body: null };

describe('dispatchOptions', () => {
  it('splits the address and adds nothing but accept', () => {
    expect(dispatchOptions(request)).toMatchObject({
      origin: 'http://127.0.0.1:3000',
      path: '/a/b?q=1',
      headers: ['accept', '*/*'],
      body: null,
    });
  });

  it('leaves given headers as they are, but for those that frame the message', () => {
    const headers = { Accept: 'text/html', 'Content-Length': '3', 'X-Team': 'a', 'transfer-encoding': 'chunked' };
    expect(dispatchOptions({ ...request, headers }).headers).toEqual(['Accept', 'text/html', 'X-Team', 'a']);
  });

  it('encodes the body as UTF-8', () => {
    expect(dispatchOptions({ ...request, method: 'POST', body: '{"name":"é"}' }).body).toHaveLength(13);
  });

  it.each(['/users', 'ftp://host/x', ''])('refuses %j as an address', (url) => {
    expect(() => dispatchOptions({ ...request, url })).toThrow(UserError);
  });
});
