import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Answer, AnswerFilter } from '../../../src/sql/tap/answer-filter.ts';

const zero = '\0';

function message(type: string, body: string | Buffer = ''): Buffer {
  const head = Buffer.alloc(5);
  head.write(type);
  head.writeInt32BE(4 + Buffer.byteLength(body), 1);
  return Buffer.concat([head, Buffer.from(body)]);
}

const fields = (values: Record<string, string>) =>
  `${Object.entries(values)
    .map(([letter, value]) => letter + value + zero)
    .join('')}${zero}`;

const planNotice = (n: number, changed: Record<string, string> = {}) =>
  message(
    'N',
    fields({
      ...{ S: 'INFO', V: 'INFO', C: '00000', F: 'auto_explain.c', L: '438', R: 'explain_ExecutorEnd' },
      M: `duration: 1.${n} ms  plan:\n{"Query Text": "SELECT ${n}", "Plan": {"Node Type": "Result"}}`,
      ...changed,
    }),
  );

const error = (severity: string) => message('E', fields({ S: severity, V: severity, C: '42501', M: 'no' }));
const ready = message('Z', 'I');

/** What it makes of the stream, cut into chunks of these sizes, over and over. */
function filtered(filter: AnswerFilter, stream: Buffer, sizes = [stream.length]) {
  const answers: Answer[] = [];
  for (let at = 0, turn = 0; at < stream.length; turn++) {
    const size = sizes[turn % sizes.length]!;
    answers.push(...filter.push(stream.subarray(at, at + size)));
    at += size;
  }
  return {
    forClient: Buffer.concat(answers.map((answer) => (answer.kind === 'for-client' ? answer.bytes : Buffer.alloc(0)))),
    plans: answers.flatMap((answer) => (answer.kind === 'plan' ? answer.plan.queryText : [])),
    rows: answers.flatMap((answer) => (answer.kind === 'own-answered' ? answer.rows : [])),
  };
}

const anyBody = fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes));
const clientMessage = fc
  .tuple(fc.constantFrom(...'12ACDEGHIKNRSTWZcdnstv'), anyBody)
  .map(([type, body]) => message(type, body));
const ownMessage = fc.tuple(fc.constantFrom(...'123CDINTnst'), anyBody).map(([type, body]) => message(type, body));
const sizes = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1 });

test('the client gets its own messages and nothing else, however the stream is cut', () => {
  const part = fc.oneof(
    { weight: 4, arbitrary: clientMessage.map((bytes) => ({ bytes, isClients: true })) },
    { weight: 1, arbitrary: fc.nat(999).map((n) => ({ bytes: planNotice(n), isClients: false })) },
  );
  fc.assert(
    fc.property(fc.array(ownMessage), fc.array(part), sizes, (own, parts, sizes) => {
      const filter = new AnswerFilter();
      filter.expectOwn(2);
      const stream = [...own, ready, error('ERROR'), ready, ...parts.map(({ bytes }) => bytes)];
      const { forClient, plans, rows } = filtered(filter, Buffer.concat(stream), sizes);
      expect(forClient).toEqual(Buffer.concat(parts.flatMap(({ bytes, isClients }) => (isClients ? bytes : []))));
      expect(plans).toHaveLength(parts.filter(({ isClients }) => !isClients).length);
      expect(rows).toEqual([own.filter((bytes) => bytes.toString('latin1', 0, 1) === 'D').length]);
      expect(filter.isDone).toBe(true);
    }),
  );
});

test('what can come at any time, and what ends the session, reaches the client among the tap’s own answers', () => {
  const filter = new AnswerFilter();
  filter.expectOwn(2);
  const forAll = [message('S', `TimeZone${zero}UTC${zero}`), message('A', `news${zero}`), error('FATAL')];
  const stream = [message('1'), forAll[0]!, error('ERROR'), ready, forAll[1]!, forAll[2]!];
  expect(filtered(filter, Buffer.concat(stream)).forClient).toEqual(Buffer.concat(forAll));
});

test.each([
  ['raised by a function', { F: 'pl_exec.c', R: 'exec_stmt_raise' }],
  ['of another severity', { V: 'LOG' }],
  ['without a plan', { M: 'duration: 1.000 ms  statement: SELECT 1' }],
])('a notice %s is the client’s', (_, changed) => {
  const notice = planNotice(1, changed);
  expect(filtered(new AnswerFilter(), notice)).toMatchObject({ forClient: notice, plans: [] });
});

test('a notice of auto_explain that cannot be read is nobody’s', () => {
  const notice = planNotice(1, { M: 'duration: 1.000 ms  plan:\n{"Plan": oops}' });
  expect(filtered(new AnswerFilter(), notice)).toMatchObject({ forClient: Buffer.alloc(0), plans: [] });
});

test('of what is not the protocol, every byte passes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 100 }), sizes, (bytes, sizes) => {
      const stream = Buffer.concat([Buffer.from('D\xff\xff\xff\xff', 'latin1'), Buffer.from(bytes)]);
      expect(filtered(new AnswerFilter(), stream, sizes).forClient).toEqual(stream);
    }),
  );
});
