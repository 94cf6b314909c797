/** Hands what arrives on a plain socket to undici at once, past the queue of Node's streams. */

import type { OnReadOpts, Socket } from 'node:net';

const bufferBytes = 64 * 1024;

/**
 * For one socket: an option to open it with, and a change to it once it exists. Node's stream would take 64 kB of memory
 * for each read, queue the chunk and tell its reader a tick later: an eighth of what a small exchange costs.
 */
export class DirectReads {
  readonly onread: OnReadOpts;
  #socket: Socket | null = null;
  #chunk: Buffer | null = null;

  constructor() {
    const buffer = Buffer.allocUnsafeSlow(bufferBytes);
    // A copy, because undici keeps the beginning of a head that has not arrived in full, and the next read overwrites it.
    const callback = (bytes: number) => this.#handOver(Buffer.from(buffer.subarray(0, bytes)));
    this.onread = { buffer, callback };
  }

  attach(socket: Socket): void {
    this.#socket = socket;
    const read = socket.read;
    socket.read = (size?: number) => {
      const chunk = this.#chunk;
      if (size !== undefined || chunk === null) return read.call(socket, size);
      this.#chunk = null;
      return chunk;
    };
  }

  #handOver(chunk: Buffer): boolean {
    this.#chunk = chunk;
    this.#socket!.emit('readable');
    if (this.#chunk === null) return true;
    // A reader that has paused gets it from the stream later.
    this.#chunk = null;
    return this.#socket!.push(chunk);
  }
}
