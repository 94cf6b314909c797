import { describe, expect, test } from 'vitest';
import { DatabaseUrl } from '../../../src/sql/database-url.ts';
import { withoutChannelBinding } from '../../../src/sql/tap/upstream.ts';

describe('The address through the tap', () => {
  test.each([
    ['postgres://app:p%40ss@localhost:5433/shop', 'postgres://app:p%40ss@127.0.0.1:9/shop?sslmode=disable'],
    [
      'postgresql+asyncpg://app@db/shop?sslmode=require&application_name=api',
      'postgresql+asyncpg://app@127.0.0.1:9/shop?application_name=api',
    ],
    ['postgresql://', 'postgresql://127.0.0.1:9?sslmode=disable'],
    ['postgres://app:50%off@localhost/shop', 'postgres://app:50%off@127.0.0.1:9/shop?sslmode=disable'],
    ['postgres://app@%2Fvar%2Frun/shop', 'postgres://app@127.0.0.1:9/shop?sslmode=disable'],
    [
      'postgres://localhost/shop?options=-c%20search_path%3Da&channel_binding=require&tag=a+b',
      'postgres://127.0.0.1:9/shop?options=-c%20search_path%3Da&tag=a+b&sslmode=disable',
    ],
    ['postgres://[::1]/shop?schema=public', 'postgres://127.0.0.1:9/shop?schema=public&sslmode=disable'],
    ['postgres:///shop?host=/var/run/postgresql', 'postgres://127.0.0.1:9/shop?sslmode=disable'],
    ['postgres://app:secret@/shop', 'postgres://app:secret@127.0.0.1:9/shop?sslmode=disable'],
  ])('%s', (text, through) => {
    expect(new DatabaseUrl(text).through(9)).toBe(through);
  });

  test.each([
    ['postgres://localhost/x', { host: 'localhost', port: 5432 }, 'off', true],
    ['postgres://[::1]:6000/x?sslmode=require', { host: '::1', port: 6000 }, 'encrypt', true],
    ['postgres://127.1.2.3/x?sslmode=verify-full', { host: '127.1.2.3', port: 5432 }, 'verify', true],
    ['postgres:///x?host=/tmp&port=6000', { path: '/tmp/.s.PGSQL.6000' }, 'off', true],
    ['postgres://127.0.0.1/x?sslmode=prefer', { host: '127.0.0.1', port: 5432 }, 'prefer', true],
    ['postgres://LOCALHOST/x?ssl=1', { host: 'localhost', port: 5432 }, 'encrypt', true],
    ['postgresql://', { host: 'localhost', port: 5432 }, 'off', true],
    ['postgres://%2Ftmp/x?sslmode=require', { path: '/tmp/.s.PGSQL.5432' }, 'off', true],
    ['postgres://localhost.example.com/x', { host: 'localhost.example.com', port: 5432 }, 'off', false],
    ['postgres://127.0.0.1.example.com/x', { host: '127.0.0.1.example.com', port: 5432 }, 'off', false],
    ['postgres://localhost/x?host=db.example.com', { host: 'db.example.com', port: 5432 }, 'off', false],
    ['postgres://localhost/x?hostaddr=10.0.0.1', { host: '10.0.0.1', port: 5432 }, 'off', false],
  ])('%s leads to %j', (text, address, tls, isLoopback) => {
    const url = new DatabaseUrl(text);
    expect({ upstream: url.upstream, isLoopback: url.isLoopback }).toEqual({ upstream: { address, tls }, isLoopback });
  });

  test.each([
    '',
    'shop',
    'localhost:5432/shop',
    'postgres://a:secret@host1:1,host2:2/x',
    'postgres://a:secret@localhost,localhost/x',
    'postgres://localhost/x?host=/tmp,db',
    'postgres://a:se#cret@localhost/x',
  ])('%s is refused, unquoted', (text) => {
    expect(() => new DatabaseUrl(text)).toThrow(/^The database address cannot be read\.$/);
  });

  test.each(['mysql://root:secret@localhost/x', 'file:./dev.db'])('%s is named as what it is', (text) => {
    expect(() => new DatabaseUrl(text)).toThrow(/begins with (mysql|file):, and only PostgreSQL can be recorded\.$/);
  });
});

describe('The address for a connection of our own', () => {
  test.each([
    ['postgres://app:p%40ss@localhost/my%20shop', { user: 'app', password: 'p@ss', database: 'my shop' }],
    ['postgres://app:50%off@localhost/shop', { user: 'app', password: '50%off', database: 'shop' }],
    ['postgres:///?user=app&password=secret&dbname=shop', { user: 'app', password: 'secret', database: 'shop' }],
    ['postgres://a@[::1]:6000', { user: 'a', host: '::1', port: 6000 }],
  ])('%s', (text, config) => {
    expect(new DatabaseUrl(text).clientConfig).toMatchObject(config);
  });
});

describe('An encrypted upstream', () => {
  const message = (code: number, text: string) => {
    const body = Buffer.from(text, 'latin1');
    const head = Buffer.alloc(9);
    head.write('R');
    head.writeInt32BE(8 + body.length, 1);
    head.writeInt32BE(code, 5);
    return Buffer.concat([head, body]);
  };

  test('does not offer channel binding to the client; all else passes untouched', async () => {
    const offered = Buffer.concat([
      message(10, 'SCRAM-SHA-256-PLUS\0SCRAM-SHA-256\0\0'),
      message(11, 'nonce'),
      message(0, ''),
    ]);
    const rest = Buffer.from('anything at all, R, SCRAM-SHA-256-PLUS');
    const expected = Buffer.concat([message(10, 'SCRAM-SHA-256\0\0'), message(11, 'nonce'), message(0, ''), rest]);
    for (const size of [1, 7, 1000]) {
      const transform = withoutChannelBinding();
      const sent = Buffer.concat([offered, rest]);
      for (let at = 0; at < sent.length; at += size) transform.write(sent.subarray(at, at + size));
      transform.end();
      expect(Buffer.concat(await transform.toArray())).toEqual(expected);
    }
  });
});
