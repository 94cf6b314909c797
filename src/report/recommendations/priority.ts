import type { Severity } from '../../model.ts';
import { bySeverity } from '../severity.ts';
import type { Clue } from './rule.ts';

/** Half of a request, and enough of it that other users of the server notice too. */
const high = { share: 0.5, ms: 10 };
/** A fifth is more than what two runs differ by; below a millisecond nobody gains. */
const medium = { share: 0.2, ms: 1 };
/** One change that mends a fault of that many endpoints is worth more than each of them tells. */
const manyEndpoints = 3;

/**
 * HIGH where a target is missed for it: that is what the team itself asked for. Else the worst that a clue says, by its
 * rule and by its cost; a little cure that helps many endpoints is no little one.
 */
export function priorityOf(clues: Clue[]): Severity {
  if (clues.some(({ missed }) => missed.length > 0)) return 'HIGH';
  const worst = clues.flatMap((clue) => [clue.severity, byCost(clue)]).toSorted(bySeverity)[0]!;
  const faulty = new Set(clues.filter(({ explains }) => explains.length > 0).map(({ endpoint }) => endpoint));
  return worst === 'LOW' && faulty.size >= manyEndpoints ? 'MEDIUM' : worst;
}

function byCost({ costMs, costShare }: Clue): Severity {
  if (costShare >= high.share && costMs >= high.ms) return 'HIGH';
  return costShare >= medium.share && costMs >= medium.ms ? 'MEDIUM' : 'LOW';
}
