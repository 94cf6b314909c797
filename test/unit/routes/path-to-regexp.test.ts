import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { templatesOf } from '../../../src/routes/frameworks/shared/path-to-regexp.ts';

describe('templatesOf', () => {
  it.each([
    ['/users/:id', ['/users/{id}']],
    ['/users/:id(\\d+)/posts', ['/users/{id}/posts']],
    ['/users/:id((?:a|b)+)', ['/users/{id}']],
    ['/flights/:from-:to.:format', ['/flights/{from}-{to}.{format}']],
    ['/old/:id?', ['/old', '/old/{id}']],
    ['/new{/:id}', ['/new', '/new/{id}']],
    ['/new{/:id{/:op}}', ['/new', '/new/{id}', '/new/{id}/{op}']],
    ['/file{.:ext}', ['/file', '/file.{ext}']],
    ['/docs/*slug', ['/docs/{slug*}']],
    ['/docs/{*slug}', ['/docs/{slug*}']],
    ['/docs{/*slug}', ['/docs', '/docs/{slug*}']],
    ['/files/:path*', ['/files/{path*}']],
    ['/users/?', ['/users']],
    ['/pull/?*', ['/pull{wildcard*}']],
    ['*', ['{wildcard*}']],
    ['/proxy/(.*)', ['/proxy/{wildcard*}']],
    ['/literal\\:colon\\{', ['/literal:colon{']],
    ['', ['']],
  ])('%s', (pattern, templates) => {
    expect(templatesOf(pattern)).toEqual(templates);
  });

  it.each(['/ab?cd', '/ab+cd', '/a(bc)?', '/open{/:id', '/close}', '/[ab]', '/{{{{'])(
    'has no template for %s',
    (pattern) => {
      expect(templatesOf(pattern)).toBeNull();
    },
  );

  it('gives up on a pattern with more optional parts than a person writes', () => {
    expect(templatesOf('{/a}{/b}{/c}{/d}')).toHaveLength(16);
    expect(templatesOf('{/a}{/b}{/c}{/d}{/e}')).toBeNull();
  });

  test.prop([fc.string({ unit: fc.constantFrom(...'/:{}*()\\?+ab.-', '😀'), maxLength: 60 })])(
    'ends on anything',
    (pattern) => {
      const templates = templatesOf(pattern);
      if (templates) expect(templates.length).toBeLessThanOrEqual(16);
    },
  );
});
