// Stands in for the parcel carrier's API, whose gateway turns every 33rd call away.

import { HttpError } from './errors.ts';

const callsPerFailure = 33;
let calls = 0;

export async function askCarrier(orderId: number): Promise<{ parcel: string; state: string }> {
  calls += 1;
  if (calls % callsPerFailure === 0) throw new HttpError(503, 'The carrier does not answer. Try again.');
  return { parcel: `PX-${String(orderId).padStart(9, '0')}`, state: orderId % 3 === 0 ? 'in transit' : 'delivered' };
}
