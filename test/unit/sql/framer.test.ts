import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Framer, WireError, type WireMessage } from '../../../src/sql/tap/framer.ts';

const keepAll = () => Number.POSITIVE_INFINITY;

function frame(chunks: Uint8Array[], keptBytes: (type: string) => number = keepAll) {
  const framer = new Framer(keptBytes);
  return chunks
    .flatMap((chunk) => [...framer.push(Buffer.from(chunk))])
    .map(({ type, body, complete }: WireMessage) => ({ type, body: body.toString('hex'), complete }));
}

const message = fc.record({ type: fc.constantFrom(...'QPBDESCZ12T'), body: fc.uint8Array({ maxLength: 40 }) });

function bytesOf({ type, body }: { type: string; body: Uint8Array }): Buffer {
  const head = Buffer.alloc(5);
  head.write(type, 'latin1');
  head.writeInt32BE(4 + body.length, 1);
  return Buffer.concat([head, body]);
}

function split(bytes: Buffer, cuts: number[]): Buffer[] {
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return places.slice(1).map((end, index) => bytes.subarray(places[index]!, end));
}

describe('Framer', () => {
  test('gives the same messages however the stream is cut', () => {
    fc.assert(
      fc.property(fc.array(message), fc.array(fc.nat()), (messages, cuts) => {
        const expected = messages.map(({ type, body }) => ({
          type,
          body: Buffer.from(body).toString('hex'),
          complete: true,
        }));
        expect(frame(split(Buffer.concat(messages.map(bytesOf)), cuts))).toEqual(expected);
      }),
    );
  });

  test('keeps the first bytes only of what is larger than the bound, and stays in step', () => {
    fc.assert(
      fc.property(fc.array(message), fc.array(fc.nat()), fc.nat({ max: 20 }), (messages, cuts, bound) => {
        const expected = messages.map(({ type, body }) => ({
          type,
          body: Buffer.from(body.subarray(0, bound)).toString('hex'),
          complete: body.length <= bound,
        }));
        expect(frame(split(Buffer.concat(messages.map(bytesOf)), cuts), () => bound)).toEqual(expected);
      }),
    );
  });

  test('reads random bytes, or says that they are no messages', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array()), (chunks) => {
        try {
          frame(chunks);
        } catch (error) {
          expect(error).toBeInstanceOf(WireError);
        }
      }),
    );
  });

  test('refuses a length that cannot be', () => {
    expect(() => frame([Buffer.from([81, 0, 0, 0, 3])])).toThrow(WireError);
    expect(() => frame([Buffer.from([81, 255, 255, 255, 255])])).toThrow(WireError);
  });
});
