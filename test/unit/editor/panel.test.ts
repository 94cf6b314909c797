import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { parseFromPage } from '../../../src/editor/panel/messages.ts';
import { newNonce, pageHtml } from '../../../src/editor/panel/page.ts';

describe('a message of the page', () => {
  test.each([
    { type: 'ready' },
    { type: 'profile', id: 'GET /users/{id}' },
    { type: 'cancel', id: 'GET /users/{id}' },
    { type: 'save-baseline', id: 'GET /users/{id}' },
    { type: 'accept', id: 'GET /users/{id}' },
    { type: 'open-baseline', id: 'GET /users/{id}' },
    { type: 'compare' },
    { type: 'export-history' },
    { type: 'open-as-text' },
    { type: 'open-source', file: 'src/users.ts', line: 12 },
    { type: 'open-endpoint', id: 'GET /users/{id}' },
    { type: 'open-overview' },
    { type: 'profile-all' },
    { type: 'enter-sample', id: 'GET /users/{id}' },
    { type: 'give-consent', id: 'GET /users/{id}' },
    { type: 'use-what-answers', id: 'GET /users/{id}' },
    { type: 'open-config' },
    { type: 'show-server-log' },
    { type: 'copy', text: 'CREATE INDEX …' },
  ])('$type is understood', (message) => {
    expect(parseFromPage(message)).toEqual(message);
  });

  test.each([
    ['no object', 'ready'],
    ['null', null],
    ['no type', {}],
    ['an unknown type', { type: 'run-shell' }],
    ['a name that every object has', { type: 'constructor' }],
    ['a missing field', { type: 'profile' }],
    ['a field of another kind', { type: 'profile', id: 7 }],
    ['a line before the first', { type: 'open-source', file: 'a.ts', line: 0 }],
    ['half a line', { type: 'open-source', file: 'a.ts', line: 1.5 }],
  ])('with %s is refused', (_, value) => {
    expect(parseFromPage(value)).toBeNull();
  });

  test('loses what does not belong to it', () => {
    expect(parseFromPage({ type: 'ready', extra: 1 })).toEqual({ type: 'ready' });
  });

  property.prop([fc.anything()])('of any shape is refused or understood, and never throws', (value) => {
    const message = parseFromPage(value);
    expect(message === null || typeof message.type === 'string').toBe(true);
  });
});

describe('the page', () => {
  const addresses = { cspSource: 'https://*.cdn.test', script: 'https://x.test/webview.js', style: null };
  const policyOf = (html: string) => /Content-Security-Policy" content="([^"]*)"/.exec(html)![1]!;

  test('lets only the script with this nonce run, and no other address in', () => {
    const policy = policyOf(pageHtml(addresses, 'n0nce'));
    expect(policy).toContain(`default-src 'none'`);
    expect(policy).toContain(`script-src 'nonce-n0nce'`);
    expect(policy).not.toContain('unsafe');
    expect(policy).not.toContain('connect-src');
  });

  test('gives its script the nonce', () => {
    const html = pageHtml(addresses, 'n0nce');
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html).toContain('<script type="module" nonce="n0nce" src="https://x.test/webview.js">');
  });

  test('links a style sheet where the build made one', () => {
    expect(pageHtml(addresses, 'n')).not.toContain('stylesheet');
    expect(pageHtml({ ...addresses, style: 'https://x.test/a.css' }, 'n')).toContain('href="https://x.test/a.css"');
  });

  test('keeps an odd folder name from breaking out of an attribute', () => {
    expect(pageHtml({ ...addresses, script: 'https://x.test/"><script>' }, 'n')).not.toContain('"><script>');
  });

  test('has a new nonce each time', () => {
    expect(newNonce()).not.toBe(newNonce());
    expect(newNonce().length).toBeGreaterThanOrEqual(22);
  });
});
