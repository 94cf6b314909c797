import { describe, expect, it } from 'vitest';
import { howItEnded, howItVanished, type ServerEnd } from '../../../src/server/ends.ts';

const how = (end: Partial<ServerEnd>) => howItEnded({ code: null, signal: null, lines: [], oomKills: 0, ...end });

describe('a server ended', () => {
  it.each([
    [{ code: 3 }, 'exit code 3'],
    [{ code: 0, lines: ['MemoryError'] }, 'exit code 0'],
    [{ signal: 'SIGTERM' }, 'ended by SIGTERM'],
    [{ code: 143 }, 'ended by SIGTERM'],
    [{ code: 139 }, 'crashed in native code (SIGSEGV)'],
    [{ code: 255 }, 'exit code 255'],
  ])('%j: %s', (end, words) => {
    expect(how(end)).toBe(words);
  });

  it('by SIGKILL while the system ended something for want of memory', () => {
    for (const end of [{ signal: 'SIGKILL' }, { code: 137 }]) {
      expect(how({ ...end, oomKills: 1 })).toMatch(/^killed \(SIGKILL\), most likely out of memory/);
    }
  });

  it('by SIGKILL without any sign of that', () => {
    expect(how({ signal: 'SIGKILL' })).toBe(
      'killed from outside (SIGKILL), by a person, a program, or for want of memory',
    );
  });

  it.each([
    ['FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory', { signal: 'SIGABRT' }],
    ['Exception in thread "main" java.lang.OutOfMemoryError: Java heap space', { code: 1 }],
    ['MemoryError', { code: 1 }],
    ['fatal error: runtime: out of memory', { code: 2 }],
    ['fatal error: runtime: cannot allocate memory', { code: 2 }],
    ["terminate called after throwing an instance of 'std::bad_alloc'", { code: 134 }],
    ['memory allocation of 80000000000 bytes failed', { signal: 'SIGABRT' }],
    ['Unhandled exception. System.OutOfMemoryException: Array dimensions exceeded', { code: 134 }],
    ["app.rb:1:in `*': failed to allocate memory (NoMemoryError)", { code: 1 }],
    ['PHP Fatal error:  Allowed memory size of 134217728 bytes exhausted', { code: 255 }],
  ])('out of memory: %s', (line, end) => {
    const words = how({ ...end, lines: ['listening', line, ' 1: 0xb090e0 node::Abort()', 'Aborted (core dumped)'] });
    expect(words).toMatch(/^out of memory \((SIGABRT|exit code \d+)\): /);
    expect(words).toContain(line);
  });

  it.each([
    ["TypeError: Cannot read properties of undefined (reading 'id')", '    at Server.<anonymous> (api.js:3:5)'],
    ['Error [ERR_HTTP_HEADERS_SENT]: Cannot set headers', '    at x (y.js:1:2)'],
    ['    throw new Error("x")', 'Error: x', '    at z', 'Node.js v24.1.0'],
    ['Traceback (most recent call last):', '  File "app.py", line 3', 'sqlalchemy.exc.OperationalError: no such table'],
    ['panic: runtime error: index out of range [5] with length 3', 'goroutine 1 [running]:'],
    ["thread 'main' panicked at src/main.rs:4:5:", 'boom'],
    ['Exception in thread "main" java.lang.IllegalStateException: no port', '\tat Main.main(Main.java:3)'],
  ])('by an unhandled error: %s', (...lines) => {
    expect(how({ code: 1, lines })).toMatch(/^an unhandled error \(exit code 1\): \S/);
    expect(lines.some((line) => how({ code: 1, lines }).endsWith(line.trim()))).toBe(true);
  });

  it('says the last of several errors', () => {
    expect(how({ code: 1, lines: ['RangeError: handled one', 'TypeError: fatal.'] })).toBe(
      'an unhandled error (exit code 1): TypeError: fatal',
    );
  });

  it('below a command that runs on', () => {
    const still = 'nothing listens any more, though its command runs on';
    expect(howItVanished(['listening'])).toBe(still);
    expect(howItVanished(['TypeError: x is not a function', '[nodemon] app crashed'])).toBe(
      `${still}; its last words are of an unhandled error: TypeError: x is not a function`,
    );
    expect(howItVanished(['FATAL ERROR: JavaScript heap out of memory'])).toContain('of a lack of memory: FATAL ERROR');
  });
});
