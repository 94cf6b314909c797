import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { baselineFileName } from '../../../src/baseline/file-name.ts';

describe('file names', () => {
  test.each([
    ['/', '%2F.GET.json'],
    ['/api/orders/{id}', 'api.orders.$id.GET.json'],
    ['/v1.2/Users', 'v1%2E2.%55sers.GET.json'],
    ['/aux/{id}', '%61ux.$id.GET.json'],
    ['/docs/{slug*}', 'docs.$slug%2A.GET.json'],
  ])('%s is kept in %s', (path, file) => {
    expect(baselineFileName({ method: 'GET', path })).toBe(file);
  });

  test('different paths never share a file, not even where capitals do not count', () => {
    const segment = fc.stringMatching(/^[a-zA-Z0-9_.$%{}*é-]{1,6}$/);
    const path = fc.array(segment, { maxLength: 3 }).map((segments) => `/${segments.join('/')}`);
    fc.assert(
      fc.property(path, path, (a, b) => {
        fc.pre(a !== b);
        const name = (of: string) => baselineFileName({ method: 'GET', path: of }).toLowerCase();
        // `{a` cannot be a template: an opening brace is always closed.
        fc.pre([a, b].every((of) => of.split('/').every((part) => /^(\{[^{}]+\}|[^{}])*$/.test(part))));
        expect(name(a)).not.toBe(name(b));
      }),
      { numRuns: 2000 },
    );
  });
});
