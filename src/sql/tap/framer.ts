import type { TextDecoder } from 'node:util';
/** Bytes that are not the PostgreSQL protocol, version 3. */
export class WireError extends Error {
  override name = 'WireError';
}

export interface WireMessage {
  /** One ASCII letter. */
  type: string;
  /** At most as many bytes as the framer keeps for this type; a view of the chunk where that is possible. */
  body: Buffer;
  /** Whether `body` is all of it. */
  complete: boolean;
}

const headerBytes = 5;

/**
 * Cuts a byte stream into messages: one byte of type, four of length (which counts itself), then the body.
 * https://www.postgresql.org/docs/current/protocol-message-formats.html
 *
 * Of each body only the first `keptBytes(type)` are held in memory; the rest is counted and passed over.
 */
export class Framer {
  readonly #keptBytes: (type: string) => number;
  readonly #header = Buffer.alloc(headerBytes);
  #headerLength = 0;
  #type = '';
  #bodyBytes = 0;
  #seenBytes = 0;
  #kept: Buffer[] = [];

  constructor(keptBytes: (type: string) => number) {
    this.#keptBytes = keptBytes;
  }

  /** Whether the next byte begins a message. */
  get isBetweenMessages(): boolean {
    return this.#headerLength === 0;
  }

  /** Yields the messages that end in this chunk. Throws `WireError` when the stream cannot be the protocol. */
  *push(chunk: Buffer): Generator<WireMessage> {
    let at = 0;
    while (at < chunk.length || this.#bodyIsComplete()) {
      if (this.#headerLength < headerBytes) {
        at += this.#readHeader(chunk, at);
      } else {
        at += this.#readBody(chunk, at);
        if (this.#bodyIsComplete()) yield this.#take();
      }
    }
  }

  #bodyIsComplete(): boolean {
    return this.#headerLength === headerBytes && this.#seenBytes === this.#bodyBytes;
  }

  #readHeader(chunk: Buffer, at: number): number {
    const copied = chunk.copy(this.#header, this.#headerLength, at, at + headerBytes - this.#headerLength);
    this.#headerLength += copied;
    if (this.#headerLength === headerBytes) {
      const length = this.#header.readInt32BE(1);
      if (length < 4) throw new WireError(`A message says that it is ${length} bytes long.`);
      this.#type = String.fromCharCode(this.#header.readUInt8(0));
      this.#bodyBytes = length - 4;
    }
    return copied;
  }

  #readBody(chunk: Buffer, at: number): number {
    const end = Math.min(chunk.length, at + this.#bodyBytes - this.#seenBytes);
    const room = this.#keptBytes(this.#type) - this.#seenBytes;
    if (room > 0 && end > at) this.#kept.push(chunk.subarray(at, Math.min(end, at + room)));
    this.#seenBytes += end - at;
    return end - at;
  }

  #take(): WireMessage {
    const [first] = this.#kept;
    const body = first !== undefined && this.#kept.length === 1 ? first : Buffer.concat(this.#kept);
    const message = { type: this.#type, body, complete: body.length === this.#bodyBytes };
    this.#headerLength = 0;
    this.#seenBytes = 0;
    this.#kept = [];
    return message;
  }
}

/** Reads a message's fields in order. Throws `WireError` when the body ends too early. */
export class BodyReader {
  readonly #body: Buffer;
  readonly #decoder: TextDecoder | undefined;
  #at = 0;

  /** `decoder`: of a client that does not write UTF-8. */
  constructor(body: Buffer, decoder?: TextDecoder) {
    this.#body = body;
    this.#decoder = decoder;
  }

  get ended(): boolean {
    return this.#at >= this.#body.length;
  }

  char(): string {
    return this.#take(1).toString('latin1');
  }

  int16(): number {
    return this.#take(2).readInt16BE();
  }

  int32(): number {
    return this.#take(4).readInt32BE();
  }

  uint32(): number {
    return this.#take(4).readUInt32BE();
  }

  string(): string {
    const end = this.#body.indexOf(0, this.#at);
    if (end < 0) throw new WireError('A string in a message has no end.');
    const text = this.#text(end);
    this.#at = end + 1;
    return text;
  }

  /** What there is of a string whose message was cut short. */
  cutString(): string {
    const end = this.#body.indexOf(0, this.#at);
    return this.#text(end < 0 ? this.#body.length : end);
  }

  #text(end: number): string {
    if (!this.#decoder) return this.#body.toString('utf8', this.#at, end);
    return this.#decoder.decode(this.#body.subarray(this.#at, end));
  }

  /** A copy: the chunk it was read from can be freed. */
  bytes(length: number): Uint8Array {
    return Buffer.from(this.#take(length));
  }

  #take(length: number): Buffer {
    if (length < 0 || this.#at + length > this.#body.length)
      throw new WireError('A message is shorter than its fields.');
    const part = this.#body.subarray(this.#at, (this.#at += length));
    return part;
  }
}
