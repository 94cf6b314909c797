import { describe, expect, test } from 'vitest';
import { parseCommand } from '../../../src/cli/arguments.ts';
import { helpText } from '../../../src/cli/help.ts';
import { UserError } from '../../../src/model.ts';

const parse = (line: string[], folders: string[] = []) => parseCommand(line, (word) => folders.includes(word));

describe('what is understood', () => {
  test('the first word is the folder where there is such a folder, the others are selectors', () => {
    expect(parse(['run', 'api', 'GET /users', '/x/**'], ['api'])).toMatchObject({
      root: 'api',
      selectors: ['GET /users', '/x/**'],
    });
    expect(parse(['run', '/users'], [])).toMatchObject({ root: '.', selectors: ['/users'] });
    expect(parse(['run', '/'], ['/'])).toMatchObject({ root: '.', selectors: ['/'] });
    expect(parse(['run', '/srv/app'], ['/srv/app'])).toMatchObject({ root: '/srv/app', selectors: [] });
  });

  test('a path that is also a folder at the top of the disk, as /users is on some, is a selector unless set up', () => {
    expect(parse(['run', '/users'], ['/users'])).toMatchObject({ root: '.', selectors: ['/users'] });
    expect(parse(['run', '/app'], ['/app', '/app/.endpoint-profiler'])).toMatchObject({ root: '/app', selectors: [] });
  });

  test('load flags', () => {
    const line = ['check', '--connections', '4', '--duration', '1.5', '--no-sql', '--no-server'];
    expect(parse(line)).toMatchObject({ name: 'check', connections: 4, durationS: 1.5, sql: false, launch: false });
    expect(parse(['run', '--rate', '200', '--workers', '2'])).toMatchObject({ load: null, ratePerS: 200, workers: 2 });
    expect(parse(['run', '--load', 'peak'])).toMatchObject({ load: 'peak', connections: null, ratePerS: null });
  });

  test('reports: one on stdout, any others in files', () => {
    const line = ['check', '--format', 'json', '--report', 'table=a=b.txt', '--html', 'out.html'];
    expect(parse(line)).toMatchObject({
      format: 'json',
      reports: [
        { format: 'table', file: 'a=b.txt' },
        { format: 'html', file: 'out.html' },
      ],
    });
  });

  test('what a check is given', () => {
    expect(
      parse([
        'check',
        '--changed-since',
        'origin/main',
        '--rounds',
        '12',
        '--strict',
        '--update',
        '--retry-inconclusive',
      ]),
    ).toMatchObject({
      ...{ changedSince: 'origin/main', rounds: 12, strict: true, update: true, retry: true },
    });
    expect(parse(['check'])).toMatchObject({ changedSince: null, rounds: null, strict: false, update: false });
  });

  test('what only reads baselines', () => {
    expect(parse(['baseline', 'list', 'api'])).toEqual({ name: 'baseline-list', root: 'api' });
    expect(parse(['baseline', 'prune', '--yes'])).toEqual({ name: 'baseline-prune', root: '.', yes: true });
    expect(parse(['baseline', 'compare', 'a', 'b'])).toEqual({ name: 'baseline-compare', files: ['a', 'b'] });
  });

  test('an address with everything that goes with it', () => {
    const line = ['run', '--url', 'http://127.0.0.1:1/x', '--method', 'put', '--header', 'X-A: b: c', '--body', '{}'];
    expect(parse(line)).toMatchObject({
      name: 'run-url',
      request: { url: 'http://127.0.0.1:1/x', method: 'PUT', headers: { 'x-a': 'b: c' }, body: '{}' },
    });
  });

  test('a body makes it a POST', () => {
    expect(parse(['run', '--url', 'http://127.0.0.1:1', '--body', 'x'])).toMatchObject({ request: { method: 'POST' } });
  });

  test.each(['scan', 'run', 'check', 'baseline'])(
    '%s --help explains itself, and names each of its flags once',
    (name) => {
      expect(parse([name, '--help'])).toEqual({ name: 'help', topic: name });
      const flags = helpText(name).match(/^ {2}--[a-z-]+/gm) ?? [];
      expect(new Set(flags).size).toBe(flags.length);
      expect(flags.length).toBeGreaterThan(0);
    },
  );
});

describe('what is refused, with the next step', () => {
  test.each([
    [['chek'], 'There is no command "chek".', 'Did you mean "check"'],
    [['run', '--conections', '3'], "Unknown option '--conections'", 'run --help'],
    [['run', '--duration', '-1'], "Option '--duration' argument is ambiguous.", 'run --help'],
    [['run', '--connections', 'many'], '--connections takes a number above 0, not "many".', 'run --help'],
    [['run', '--duration', '0'], '--duration takes a number above 0', 'run --help'],
    [['check', '--format', 'xml'], '--format takes table', 'check --help'],
    [['check', '--report', 'table'], '--report takes FORMAT=FILE', 'check --help'],
    [['check', '--report', 'xml=a'], '--report takes table', 'check --help'],
    [['check', '--load', 'smoke', '--rounds', '3'], '`--rounds` is of the default burst', 'check --help'],
    [['run', '--url', 'http://127.0.0.1', '--changed-since', 'x'], '`--url` goes without', 'run --help'],
    [['run', '--url', 'localhost:3000'], '--url takes an address', 'run --help'],
    [['run', '--url', 'http://127.0.0.1', '--header', 'x'], '--header takes "Name: value", not "x".', 'run --help'],
    [['run', '--body', 'x'], 'go with `--url`', 'run --help'],
    [['baseline', 'load'], '`baseline` takes `save`, `list`, `compare` or `prune`', 'baseline --help'],
    [['baseline', 'compare', 'a'], '`baseline compare` takes two files', 'baseline --help'],
    [['baseline', 'list', 'a', 'b'], '`baseline list` takes one folder', 'baseline --help'],
    [['baseline', 'list', '--yes'], '`--yes` goes with `baseline prune`', 'baseline --help'],
    [['scan', 'a', 'b'], '`scan` takes one folder', 'scan --help'],
  ])('%j', (line, message, nextStep) => {
    expect.assertions(3);
    try {
      parse(line);
    } catch (error) {
      expect(error).toBeInstanceOf(UserError);
      expect((error as UserError).message).toContain(message);
      expect((error as UserError).problem.nextStep).toContain(nextStep);
    }
  });
});
