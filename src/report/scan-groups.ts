/** What a scan left open, grouped so that a person reads each thing once. */

import type { ScanResult, ScanWarning, UnresolvedEndpoint } from '../model.ts';
import { scanWarningWords } from './wording.ts';

type Filled<T> = readonly [T, ...T[]];

/** Names what one answer of a person completes. */
export type CompletionId = string & { readonly brand: 'CompletionId' };

export const completionId = ({ missing, key }: UnresolvedEndpoint): CompletionId => `${missing} ${key}` as CompletionId;

/** Together what one answer completes; what completes most comes first. */
export const byAnswer = (unresolved: readonly UnresolvedEndpoint[]): Filled<UnresolvedEndpoint>[] =>
  groupsOf(unresolved, completionId).sort((a, b) => b.length - a.length);

/** Together what one sentence says; routes that are lost come before those that are listed all the same. */
export const bySentence = (warnings: readonly ScanWarning[]): Filled<ScanWarning>[] =>
  groupsOf(warnings, scanWarningWords).sort(
    ([a, ...moreA], [b, ...moreB]) => weight[a.kind] - weight[b.kind] || moreB.length - moreA.length,
  );

const weight: Record<ScanWarning['kind'], number> = {
  'unresolved-path': 0,
  'unparsable-code': 1,
  'unreadable-file': 2,
  'unresolved-prefix': 3,
};

const groupsOf = <T>(all: readonly T[], key: (one: T) => string): Filled<T>[] => [
  ...((Map.groupBy(all, key) as Map<string, unknown>).values() as Iterable<Filled<T>>),
];

/** The warnings about places of which no unresolved endpoint tells already. */
export function otherWarnings({
  unresolved,
  warnings,
}: Readonly<Pick<ScanResult, 'warnings'>> & { unresolved: readonly UnresolvedEndpoint[] }): ScanWarning[] {
  const told = new Set(unresolved.flatMap(({ at, file, line }) => [`${at.file}:${at.line}`, `${file}:${line}`]));
  return warnings.filter(
    (warning) =>
      !(warning.kind.startsWith('unresolved') && 'line' in warning && told.has(`${warning.file}:${warning.line}`)),
  );
}
