import MarkdownIt from 'markdown-it';
import { describe, expect, test } from 'vitest';
import { markdownReport } from '../../../src/report/markdown.ts';
import { fitted } from '../../../src/report/markdown-fit.ts';
import { markdownBlock, markdownCode, markdownTable, markdownText } from '../../../src/report/markdown-text.ts';
import { textHistogram } from '../../../src/report/text-histogram.ts';
import { anEndpoint, profiles, reportedRun } from '../../support/profiles.ts';

const renderer = new MarkdownIt({ html: true, linkify: true });
const rendered = (markdown: string) => renderer.render(markdown).replaceAll('\u200b', '');

describe('a report in Markdown', () => {
  test('says the outcome in its first line', () => {
    const outcome = (...shown: Parameters<typeof reportedRun>[0] & object) =>
      markdownReport(reportedRun(shown)).split('\n')[0];
    expect(outcome(...Object.values(profiles))).toBe(
      '### 2 of 9 endpoints are slower, 1 could not be measured, 1 is not comparable, 1 is faster',
    );
    expect(outcome(profiles.fine)).toBe('### None of 1 endpoint is slower');
    expect(outcome(profiles.fine, profiles.noBaseline)).toBe(
      '### None of 1 compared endpoint is slower, 1 not compared',
    );
    expect(outcome(profiles.noBaseline)).toBe('### 1 endpoint, none compared with a baseline');
  });

  test('shows first what changed, the worst on top', () => {
    const text = markdownReport(reportedRun());
    const [news = ''] = text.split('<details>');
    const table = news.split('\n').filter((line) => line.startsWith('| `'));
    expect(table.map((row) => row.split('`')[1])).toEqual([
      ...['GET /api/report', 'GET /api/orders/recent', 'GET /api/stock', 'GET /api/search', 'GET /api/products'],
    ]);
    expect(table[1]).toBe(
      '| `GET /api/orders/recent` | **MEDIUM** | p95 | 6.15 ms | 9.82 ms | 1.60× (1.52 to 1.68) | One query runs 25 times a request |',
    );
  });

  test('is short enough for a comment, whatever it has to say', () => {
    const pathOf = (index: number) => `/${'|`<@'.repeat(200)}/${index}`;
    const many = Array.from({ length: 500 }, (_, index) => ({
      ...profiles.slower,
      endpoint: anEndpoint({ path: pathOf(index) }),
    }));
    const text = markdownReport(reportedRun(many));
    expect(text.length).toBeLessThan(65_536);
    expect(text).toContain('### 500 of 500 endpoints are slower');
    expect(text).toMatch(/And \d+ more endpoints\./);
    expect(text).toMatch(/Left out, for a comment can hold no more: the details of \d+ endpoints[,.]/);
  });
});

describe('what is left out of a report that is too long', () => {
  const part = (text: string, rank: number, title: string | null = null) => ({ text, rank, title });

  test('nothing where all fits', () => {
    expect(fitted([part('a', 0), part('b', 3)], 6)).toBe('a\n\nb');
  });

  test('the least important first, of equals the last; it is told, and what has rank 0 stays', () => {
    const parts = [
      part('a', 0),
      part('b'.repeat(900), 2, 'Errors'),
      part('c', 1),
      part('d', 3),
      part('e'.repeat(500), 3),
    ];
    expect(fitted(parts, 1_200)).toBe(
      `a\n\n${'b'.repeat(900)}\n\nc\n\nd\n\nLeft out, for a comment can hold no more: the details of 1 endpoint. The HTML and the JSON report have everything.`,
    );
    expect(fitted(parts, 200)).toContain(
      'a\n\nc\n\nLeft out, for a comment can hold no more: the details of 2 endpoints, “Errors”.',
    );
    expect(fitted([part('a'.repeat(50), 0)], 10)).toBe('a'.repeat(50));
  });
});

describe('texts that are data', () => {
  test.each([
    '<img src=x onerror=alert(1)>',
    '[a](https://example.org) ![b](https://example.org/b.png)',
    'https://example.org and www.example.org and mail@example.org',
    '**bold** _it_ ~~gone~~ `code` $x$ a|b \\| &amp;',
    '- a list',
    '1. a list',
    '2) a list',
    '12.',
    '# a head',
    '> a quote',
    '===',
    '--- | ---',
    '</details></summary>\n\n<b>',
  ])('%s is shown as it is', (text) => {
    expect(rendered(markdownText(text))).toBe(`<p>${asHtml(text.replace(/\s+/g, ' '))}</p>\n`);
  });

  test('a figure needs no escape', () => {
    expect(markdownText('2.03 s, 1.63× of it')).toBe('2.03 s, 1.63× of it');
  });

  test.each(['@user', '@org/team', '#12', 'GH-12', '!12', ':tada:', 'a1b2c3d4', '$12', 'https://x.org', 'www.x.org'])(
    '%s is no mention, reference, emoji or link: something without width stands in it',
    (text) => {
      expect(renderer.render(markdownText(`see ${text}`))).toMatch(/\u200b/);
      expect(rendered(markdownText(`see ${text}`))).toBe(`<p>see ${text}</p>\n`);
    },
  );

  test.each(['a`b``c', '`', '', 'a | b', 'a\\|b\\', '<b>', '@user', '|'.repeat(9)])(
    '%s is shown in code as it is',
    (text) => {
      const html = rendered(
        markdownTable(
          [
            { name: 'a', align: 'left' },
            { name: 'b', align: 'left' },
          ],
          [[markdownCode(text), 'c']],
        ),
      );
      expect(html).toContain(`<td><code>${asHtml(text || ' ')}</code></td>\n<td>c</td>`);
    },
  );

  test('a block of code ends where it ends', () => {
    expect(rendered(markdownBlock('a\n```\n````\n</details>\u0000\u202e', 'sql'))).toBe(
      '<pre><code class="language-sql">a\n```\n````\n&lt;/details&gt;\ufffd\ufffd\n</code></pre>\n',
    );
  });
});

const asHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

describe('a histogram in text', () => {
  const buckets = (...counts: number[]) =>
    counts.map((count, index) => ({ fromMs: index + 1, toMs: index + 2, count }));

  test('one row, scaled to its highest column', () => {
    expect(textHistogram({ now: buckets(1, 50, 100, 0), baseline: null })).toBe(
      ['now       ▁▅█ ', '          1.00 ms 5.00 ms'].join('\n'),
    );
  });

  test('the baseline above it, on the same columns and the same scale', () => {
    expect(textHistogram({ now: buckets(0, 5, 5), baseline: buckets(10, 0, 0) })).toBe(
      ['baseline  █  ', 'now        ▅▅', '          1.00 ms 4.00 ms'].join('\n'),
    );
  });

  test('neighbours share a column where there are too many; none without requests', () => {
    const [bars] = textHistogram({ now: buckets(...Array(61).fill(1)), baseline: null }).split('\n');
    expect(bars!.slice(10)).toHaveLength(21);
    expect(textHistogram({ now: buckets(0), baseline: null })).toBe('');
    expect(textHistogram({ now: [], baseline: null })).toBe('');
  });
});
