import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hashHandler } from '../../../src/routes/handler-hash.ts';
import { tokensOf } from '../../../src/routes/tokens.ts';

const hashOf = (text: string, file: string) => hashHandler(text, { file, line: 1, endLine: text.split('\n').length });

describe('is the same', () => {
  test.each([
    ['a.ts', 'a(b)', 'a( b ) // why', 'a line comment'],
    ['a.ts', 'a(b)', '/* why\n */ a(\n\tb,\r\n)'.replace(',', ''), 'a block comment and other lines'],
    ['a.ts', 'f(`${a}`)', 'f(`${ a /* why */ }`)', 'a comment in the code of a template'],
    ['a.ts', 'f(`${a ? `//${b}` : {}}`); g()', 'f(`${a ? `//${b}` : { }}`); // why\ng()', 'a template within another'],
    ['a.ts', 'x = /[/*]/.test(a)', 'x = /[/*]/.test(a) /* why */', 'a comment after a regular expression'],
    ['a.ts', 'x = a / b; y = c / d', 'x = a / b; // why\ny = c / d', 'divisions'],
    ['a.ts', "x('it\\'s // it')", "x( 'it\\'s // it' ) // it's", 'an escaped quote'],
    ['a.tsx', '<a href="/x">b</a>', '<a href="/x">b</a> // why', 'markup'],
    ['a.go', 'f(`#`, "//", \'"\')', 'f(`#`, "//", \'"\') // why', 'Go'],
    [
      'a.py',
      'def a():\n  return b',
      'def a(): # why\n\n    # and why\n    return b',
      'a Python block, indented otherwise',
    ],
    ['a.py', 'f(a, b)', 'f(\n    a,  # why\n    b)', 'a Python call on several lines'],
    ['a.py', 'a + b', 'a \\\n  + b', 'a Python line that is continued'],
  ])('%s: %s', (file, one, other) => {
    expect(hashOf(other, file)).toBe(hashOf(one, file));
  });
});

describe('differs', () => {
  test.each([
    ['a.ts', 'f("http://a")', 'f("http://b")', 'an address in a string'],
    ['a.ts', "f('a  b')", "f('a b')", 'white space in a string'],
    ['a.ts', 'f(`//a`)', 'f(`//b`)', 'a template with slashes'],
    ['a.ts', 'f(`a\n  b`)', 'f(`a b`)', 'white space in a template'],
    [
      'a.ts',
      'f(`${a ? `http://${b}/x` : ""}`, 1)',
      'f(`${a ? `http://${b}/x` : ""}`, 2)',
      'what follows a nested template',
    ],
    ['a.ts', 'f(/https?:\\/\\//, 1)', 'f(/https?:\\/\\//, 2)', 'what follows a regular expression with slashes'],
    ['a.ts', 'return /[/]/* 2', 'return /[/]/* 3', 'what follows a slash in a class'],
    ['a.ts', 'x = "/*"; f(1)', 'x = "/*"; f(2)', 'what follows a string like a comment'],
    ['a.ts', 'return a', 'returna', 'words that are put together'],
    ['a.go', 'f(`//a`, 1)', 'f(`//a`, 2)', 'what follows a raw string in Go'],
    ['a.go', "f('\\'', 1) // x", "f('\\'', 2) // x", 'what follows a rune in Go'],
    ['a.py', 'f("#", 1)', 'f("#", 2)', 'what follows a number sign in a string'],
    ['a.py', "f('''it's # no''', 1)", "f('''it's # no''', 2)", 'what follows a long string'],
    ['a.py', 'for a in b:\n  f(a)\ng(a)', 'for a in b:\n  f(a)\n  g(a)', 'a line that moves into a loop'],
    ['a.py', 'a = 1 // 2', 'a = 1 // 3', 'what is divided by in Python'],
    ['a.py', 'a = 1\nb = 2', 'a = 1 b = 2', 'a line break in Python'],
  ])('%s: %s', (file, one, other) => {
    expect(hashOf(other, file)).not.toBe(hashOf(one, file));
  });
});

test('only its own lines count', () => {
  const text = 'first();\napp.get("/", () => {\n  slow();\n});\nlast();\n';
  const handler = { file: 'a.js', line: 2, endLine: 4 };
  const hash = hashHandler(text, handler);
  expect(hashHandler(text.replace('first', 'other').replace('last', 'other'), handler)).toBe(hash);
  expect(hashHandler(text.replace('slow', 'fast'), handler)).not.toBe(hash);
});

test('whatever stands between tokens, they are found again', () => {
  const token = fc.constantFrom(
    'a',
    'b1',
    '$c',
    '1',
    '"//"',
    "'/*'",
    '"\\""',
    '(',
    ')',
    '[',
    ']',
    ';',
    '+',
    '=',
    ',',
    '/a\\/[/"]/g',
  );
  const gap = fc.constantFrom(' ', '\n', '\t\r\n', ' // "a\n', " /* `' */ ", '/**/ // /*\n');
  fc.assert(
    fc.property(fc.array(fc.tuple(token, gap)), (parts) => {
      // A slash after an operand divides.
      const placed = parts.map(([token, gap]) => [token.startsWith('/') ? `=${token}` : token, gap] as const);
      const text = placed.map((part) => part.join('')).join('');
      const expected = placed.flatMap(([token]) => (token.startsWith('=/') ? ['=', token.slice(1)] : [token]));
      expect(tokensOf(text, 'a.ts')).toEqual(expected);
    }),
  );
});

test('of any text at all, each token stands in it, in this order', () => {
  const piece = fc.constantFrom('`', '${', '}', '{', '"', "'", '/', '*', '\\', '\n', '#', 'a', ' ', '"""', '(');
  const file = fc.constantFrom('a.ts', 'a.py', 'a.go', 'a.vue');
  fc.assert(
    fc.property(fc.array(piece), file, (pieces, name) => {
      const text = pieces.join('');
      let at = 0;
      for (const token of tokensOf(text, name).filter((one) => !one.startsWith('line at level'))) {
        expect(text.slice(at)).toContain(token);
        at = text.indexOf(token, at) + token.length;
      }
    }),
  );
});
