/** The burst worker: takes one burst at a time from its parent and hands the recording back. */

import { parentPort } from 'node:worker_threads';
import { serveBursts } from './serve.ts';

serveBursts(parentPort!);
