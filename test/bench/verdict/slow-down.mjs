// Loaded into the example's server before its own code: makes the handlers of some paths slower by a known amount.
// SLOW_DOWN is a JSON object, path → { spinMs } for work of the server's own, { databaseMs } for that of its database.

import { pbkdf2Sync } from 'node:crypto';
import http from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const slowDowns = JSON.parse(process.env.SLOW_DOWN ?? '{}');
const handOn = http.Server.prototype.emit;

http.Server.prototype.emit = function (event, ...rest) {
  const slowDown = event === 'request' && slowDowns[rest[0].url.split('?')[0]];
  if (!slowDown) return handOn.call(this, event, ...rest);
  if (slowDown.spinMs) spin(slowDown.spinMs);
  if (!slowDown.databaseMs) return handOn.call(this, event, ...rest);
  workInDatabase(slowDown.databaseMs).then(() => handOn.call(this, event, ...rest));
  return true;
};

/**
 * A fixed amount of work, not of time: on a busy machine it takes longer, as all other work does. Native code, which is
 * equally fast from the first call on.
 */
const spin = (ms) => pbkdf2Sync('work', 'for nothing', Math.max(1, Math.round(ms * iterationsPerMs)), 32, 'sha256');
/** Of a processor of today, about. */
const iterationsPerMs = 8_000;

let pool;
function workInDatabase(ms) {
  pool ??= new (createRequire(join(process.cwd(), 'package.json'))('pg').Pool)({
    connectionString: process.env.DATABASE_URL,
    max: 10,
  });
  return pool.query('SELECT count(*) FROM generate_series(1, $1::int)', [Math.round(ms * rowsPerMs)]);
}
const rowsPerMs = 8_000;
