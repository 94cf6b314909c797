import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Conversation } from '../../../src/sql/tap/conversation.ts';
import { WireError, type WireMessage } from '../../../src/sql/tap/framer.ts';
import { readStartup } from '../../../src/sql/tap/startup.ts';

type Recorded = Parameters<ConstructorParameters<typeof Conversation>[0]['onStatement']>[0];

const zero = '\0';
const message = (type: string, body = ''): WireMessage => ({ type, body: Buffer.from(body, 'latin1'), complete: true });

/** Client messages are written `>`, the server's `<`; each takes a millisecond. */
function record(lines: [side: '>' | '<', message: WireMessage][], isRecording: () => boolean = () => true) {
  const statements: Recorded[] = [];
  let unknown = 0;
  const conversation = new Conversation(
    {
      isRecording,
      onStatement: (statement) => statements.push(statement),
      onUnknownStatement: () => (unknown += 1),
      onPlan: (statement, plan) => Object.assign(statement, { plan }),
    },
    null,
  );
  lines.forEach(([side, message], nowMs) => {
    if (side === '>') conversation.fromClient(message, nowMs);
    else conversation.fromServer(message, nowMs);
  });
  return { statements, unknown };
}

const parse = message('P', `${zero}SELECT 1${zero}${zero}${zero}`);
const bind = message('B', zero.repeat(8));
const execute = message('E', zero.repeat(5));
const sync = message('S');
const complete = message('C', `SELECT 1${zero}`);
const ready = message('Z', 'I');
const failure = message('E', `SERROR${zero}C22012${zero}${zero}`);

describe('Conversation', () => {
  test('measures from when the server could begin, not from when the client pipelined it', () => {
    const { statements } = record([
      ...[parse, bind, execute, parse, bind, execute, sync].map((sent) => ['>', sent] as ['>', WireMessage]),
      ...[message('1'), message('2'), complete, message('1'), message('2'), complete, ready].map(
        (answer) => ['<', answer] as ['<', WireMessage],
      ),
    ]);
    expect(statements.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
      [1, 9],
      [9, 12],
    ]);
  });

  const sent = (...messages: WireMessage[]) => messages.map((each): [side: '>', WireMessage] => ['>', each]);
  const answered = (...messages: WireMessage[]) => messages.map((each): [side: '<', WireMessage] => ['<', each]);

  test('gives the failure of a commit to the last statement before it, with the time that it took', () => {
    const violation = message('E', `SERROR${zero}C23503${zero}${zero}`);
    const { statements } = record([
      ...sent(parse, bind, execute, parse, bind, execute, sync),
      ...answered(message('1'), message('2'), complete, message('1'), message('2'), complete, violation, ready),
      ...sent(parse, bind, execute, sync),
      ...answered(message('1'), message('2'), complete, ready),
    ]);
    expect(statements.map(({ error, startMs, endMs, busyMs }) => [error, startMs, endMs, busyMs])).toEqual([
      [null, 1, 9, 8],
      ['23503', 9, 13, 4],
      [null, 16, 21, 5],
    ]);
  });

  test('records the use of a prepared statement that nobody knows', () => {
    const bindMissing = message('B', `${zero}my "own"${zero}${zero.repeat(6)}`);
    const missing = message('E', `SERROR${zero}C26000${zero}${zero}`);
    const { statements, unknown } = record([...sent(bindMissing, execute, sync), ...answered(missing, ready)]);
    expect(statements).toMatchObject([{ text: 'EXECUTE "my ""own"""', error: '26000', parameters: [] }]);
    expect(unknown).toBe(0);
  });

  test('records a call without SQL by its function, never its arguments', () => {
    const call = message('F', `${zero}${zero}\x03\xbbsecret`);
    const { statements } = record([
      ...[...sent(call), ...answered(message('V'), ready)],
      ...[...sent(call), ...answered(failure, ready)],
    ]);
    const text = 'fastpath call of function OID_955';
    expect(statements).toMatchObject([
      { text, parameters: null, error: null },
      { text, parameters: null, error: '22012' },
    ]);
  });

  test('passes over what the server passes over after an error, sent before or after it', () => {
    const { statements, unknown } = record([
      ['>', parse],
      ['>', bind],
      ['>', execute],
      ['<', message('1')],
      ['<', message('2')],
      ['<', failure],
      ['>', parse],
      ['>', bind],
      ['>', execute],
      ['>', sync],
      ['<', ready],
      ['>', message('Q', `SELECT 2${zero}`)],
      ['<', complete],
      ['<', ready],
    ]);
    expect(statements.map(({ text, error }) => [text, error])).toEqual([
      ['SELECT 1', '22012'],
      ['SELECT 2', null],
    ]);
    expect(unknown).toBe(0);
  });

  test.each([
    ['before', ['>', sync], ['<', message('G')]],
    ['after', ['<', message('G')], ['>', sync]],
  ] as ['before' | 'after', ...['>' | '<', WireMessage][]][])(
    'passes over a Sync that was sent %s the server asked for COPY data',
    (_, ...between) => {
      const { statements } = record([
        ['>', parse],
        ['>', bind],
        ['>', execute],
        ['<', message('1')],
        ['<', message('2')],
        ...between,
        ['>', message('d')],
        ['>', message('c')],
        ['>', sync],
        ['<', message('C', `COPY 5${zero}`)],
        ['<', ready],
        ['>', message('Q', `SELECT 2${zero}`)],
        ['<', complete],
        ['<', ready],
      ]);
      expect(statements.map(({ text, rows }) => [text, rows])).toEqual([
        ['SELECT 1', 5],
        ['SELECT 2', 1],
      ]);
    },
  );

  test('knows what was prepared before the recording, but not its values', () => {
    let on = false;
    const isRecording = () => on;
    const named = message('P', `s${zero}SELECT $1${zero}${zero}${zero}`);
    const bindNamed = message('B', `${zero}s${zero}${zero.repeat(6)}`);
    const lines: [side: '>' | '<', message: WireMessage][] = [
      ['>', named],
      ['>', bindNamed],
      ['>', execute],
      ['<', message('1')],
      ['<', message('2')],
      ['<', complete],
    ];
    expect(record(lines, isRecording).statements).toMatchObject([{ text: 'SELECT $1', parameters: null }]);
    on = true;
    expect(record(lines, isRecording).statements).toMatchObject([{ text: 'SELECT $1', parameters: [] }]);
  });

  test('keeps a statement whose connection the server ends', () => {
    const fatal = message('E', `SFATAL${zero}VFATAL${zero}C57P01${zero}${zero}`);
    const simple = record([
      ['>', message('Q', `SELECT 1${zero}`)],
      ['<', fatal],
    ]);
    expect(simple.statements).toMatchObject([{ text: 'SELECT 1', error: '57P01' }]);
    const sent = [parse, bind, execute, sync].map((sent) => ['>', sent] as ['>', WireMessage]);
    const extended = record([...sent, ['<', message('1')], ['<', message('2')], ['<', fatal]]);
    expect(extended.statements).toMatchObject([{ text: 'SELECT 1', error: '57P01' }]);
  });

  test.each([
    ['LATIN1', 'café', [0x63, 0x61, 0x66, 0xe9]],
    ['WIN1251', 'мир', [0xec, 0xe8, 0xf0]],
    ['KOI8R', 'мир', [0xcd, 0xc9, 0xd2]],
    ['EUC_JP', '日本', [0xc6, 0xfc, 0xcb, 0xdc]],
    ['SJIS', '日本', [0x93, 0xfa, 0x96, 0x7b]],
    ['UTF8', 'żółw', [...Buffer.from('żółw')]],
    ['MULE_INTERNAL', 'plain', [...Buffer.from('plain')]],
  ])('reads a client that writes %s', (encoding, word, bytes) => {
    const written = String.fromCharCode(...bytes);
    const textValue = `${zero.repeat(5)}\x01${zero.repeat(3)}${String.fromCharCode(bytes.length)}${written}${zero.repeat(2)}`;
    const { statements } = record([
      ['<', message('S', `client_encoding${zero}${encoding}${zero}`)],
      ['>', message('Q', `SELECT '${written}'${zero}`)],
      ['<', ready],
      ['>', message('P', `${zero}SELECT $1 AS ${written}${zero}${zero}${zero}`)],
      ['>', message('B', textValue)],
      ['>', execute],
      ['>', sync],
      ['<', message('1')],
      ['<', message('2')],
      ['<', complete],
    ]);
    expect(statements.map(({ text }) => text)).toEqual([`SELECT '${word}'`, `SELECT $1 AS ${word}`]);
    expect(Buffer.from(statements[1]!.parameters![0]!.bytes).toString()).toBe(word);
  });

  test('follows any sequence of messages, or says that it cannot be the protocol', () => {
    const anyMessage = fc.tuple(
      fc.constantFrom('>' as const, '<' as const),
      fc.record({
        type: fc.constantFrom(...'123sPBDESCQFHXcdfTnIGZRKNAt'),
        body: fc
          .oneof(fc.uint8Array({ maxLength: 30 }), fc.constant(new Uint8Array(12)))
          .map((bytes) => Buffer.from(bytes)),
        complete: fc.boolean(),
      }),
    );
    fc.assert(
      fc.property(fc.array(anyMessage), (lines) => {
        try {
          record(lines);
        } catch (error) {
          expect(error).toBeInstanceOf(WireError);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('A plan that auto_explain told', () => {
  const text = (sql: string) => message('P', `${zero}${sql}${zero}${zero}${zero}`);
  type Line = ['>' | '<', WireMessage] | ['plan', string];

  /** Which plan each statement got: they are named after their texts. */
  function plansOf(lines: Line[]) {
    const statements: Recorded[] = [];
    const conversation = new Conversation(
      {
        isRecording: () => true,
        onStatement: (statement) => statements.push(statement),
        onUnknownStatement: () => {},
        onPlan: (statement, plan) => Object.assign(statement, { plan }),
      },
      null,
    );
    for (const line of lines) {
      if (line[0] === 'plan') conversation.planned({ queryText: line[1], durationMs: 1, json: `of ${line[1]}` });
      else if (line[0] === '>') conversation.fromClient(line[1], 0);
      else conversation.fromServer(line[1], 0);
    }
    return statements.map((statement) => [statement.text, statement.plan?.json ?? null]);
  }

  const ask = (sql: string): Line[] => [text(sql), bind, execute].map((sent) => ['>', sent]);
  const answered: Line[] = [message('1'), message('2')].map((answer) => ['<', answer]);

  test('before the end belongs to what is executed, after it to what was', () => {
    expect(
      plansOf([
        ...[...ask('UPDATE'), ...ask('SELECT a'), ...ask('SELECT b'), ['>', sync] as Line],
        ...[...answered, ['plan', 'UPDATE'] as Line, ['<', complete] as Line],
        ...[...answered, ['<', complete] as Line, ['plan', 'SELECT a'] as Line],
        ...[...answered, ['<', complete] as Line, ['plan', 'SELECT b'] as Line, ['<', ready] as Line],
      ]),
    ).toEqual([
      ['UPDATE', 'of UPDATE'],
      ['SELECT a', 'of SELECT a'],
      ['SELECT b', 'of SELECT b'],
    ]);
  });

  test('with a text that nobody sent is that of the statement under way', () => {
    const query: Line = ['>', message('Q', `EXECUTE one${zero}`)];
    const lines: Line[] = [query, ['plan', 'PREPARE one AS SELECT 1'], ['<', complete], ['<', ready]];
    expect(plansOf(lines)).toEqual([['EXECUTE one', 'of PREPARE one AS SELECT 1']]);
  });

  test('long after its transaction is nobody’s', () => {
    const query: Line = ['>', message('Q', `SELECT 1${zero}`)];
    expect(plansOf([query, ['<', complete], ['<', ready], ['plan', 'SELECT 1']])).toEqual([['SELECT 1', null]]);
  });
});

describe('A pause, in which the tap may ask something of its own,', () => {
  const query = message('Q', `SELECT 1${zero}`);
  test.each([
    [
      'is after the answer to all that was sent',
      [
        ['>', query],
        ['<', complete],
        ['<', ready],
      ],
      true,
    ],
    ['is not before the session has begun', [], false],
    [
      'is not while an answer is awaited',
      [
        ['<', ready],
        ['>', query],
        ['<', complete],
      ],
      false,
    ],
    [
      'is not while more was sent',
      [
        ['<', ready],
        ['>', query],
        ['>', query],
        ['<', complete],
        ['<', ready],
      ],
      false,
    ],
    [
      'is not in a transaction',
      [
        ['>', query],
        ['<', complete],
        ['<', message('Z', 'T')],
      ],
      false,
    ],
    [
      'is not in one that failed',
      [
        ['>', query],
        ['<', failure],
        ['<', message('Z', 'E')],
      ],
      false,
    ],
    [
      'is not between Flush and Sync',
      [
        ['<', ready],
        ['>', parse],
        ['>', message('H')],
        ['<', message('1')],
      ],
      false,
    ],
    [
      'is not when the client is leaving',
      [
        ['<', ready],
        ['>', message('X')],
      ],
      false,
    ],
  ] as [string, ['>' | '<', WireMessage][], boolean][])('%s', (_, lines, isIdle) => {
    const ignore = () => {};
    const conversation = new Conversation(
      { isRecording: () => true, onStatement: ignore, onUnknownStatement: ignore, onPlan: ignore },
      null,
    );
    for (const [side, sent] of lines) conversation[side === '>' ? 'fromClient' : 'fromServer'](sent, 0);
    expect(conversation.isIdle).toBe(isIdle);
  });
});

describe('Startup', () => {
  const startup = (fields: string) => {
    const body = Buffer.from(fields, 'latin1');
    const head = Buffer.alloc(8);
    head.writeInt32BE(8 + body.length);
    head.writeInt32BE(196608, 4);
    return Buffer.concat([head, body]);
  };

  test('is read once it is whole, with the search path that it names', () => {
    const bytes = startup('user\0app\0options\0-c statement_timeout=5s -c search_path=tenant,public\0\0');
    expect(readStartup(bytes.subarray(0, -1))).toBeNull();
    expect(readStartup(bytes)).toEqual({
      startup: { kind: 'startup', searchPath: 'tenant,public' },
      length: bytes.length,
    });
  });

  test.each(['-csearch_path=tenant', '--search_path=tenant', '-c work_mem=1MB --search_path=tenant'])(
    'names its search path as %s too',
    (options) => {
      const read = readStartup(startup(`user\0app\0options\0${options}\0\0`));
      expect(read?.startup).toMatchObject({ searchPath: 'tenant' });
    },
  );

  test('is refused when it is something else', () => {
    expect(() => readStartup(Buffer.from('GET / HTTP/1.1'))).toThrow(WireError);
    expect(() => readStartup(Buffer.from([0x16, 3, 1, 2, 0, 1]))).toThrow(WireError);
  });

  test('reads random bytes, or says what they are not', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        try {
          readStartup(Buffer.concat([Buffer.from([0, 0, 0, bytes.length + 8, 0, 3, 0, 0]), bytes]));
        } catch (error) {
          expect(error).toBeInstanceOf(WireError);
        }
      }),
    );
  });
});
