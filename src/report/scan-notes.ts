/** How much a scan found and what it did not understand, for a terminal: each sentence once, with its places. */

import { styleText } from 'node:util';
import type { ScanResult, ScanWarning, UnresolvedEndpoint } from '../model.ts';
import { plural } from './format.ts';
import { knownFrameworks } from './known-frameworks.ts';
import { byAnswer, bySentence, otherWarnings } from './scan-groups.ts';
import { scanWarningWords, unresolvedName } from './wording.ts';

/** More than these are counted: a long list hides what is most worth doing. */
const maxAnswers = 8;
const maxAnswersAFile = 3;
const maxSentences = 8;
const maxPlaces = 4;

/** For stderr. */
export function scanNotes(found: ScanResult, stream: NodeJS.WritableStream): string {
  const { endpoints, unresolved } = found;
  const open = unresolved.length > 0 ? `, ${unresolved.length} more without their whole path` : '';
  const notes = [...unresolvedNotes(unresolved), ...bySentenceNotes(otherWarnings(found))];
  const lines = [
    `${plural(endpoints.length, 'endpoint')}${open}`,
    ...(endpoints.length + unresolved.length === 0 ? nothingFound : []),
    ...notes.map((note) => styleText('yellow', note, { stream })),
  ];
  return `${lines.join('\n')}\n`;
}

const nothingFound = [
  'Routes of these frameworks are recognised:',
  ...Object.entries(knownFrameworks).map(([language, names]) => `  ${language}: ${names.join(', ')}`),
  'Left out are what .gitignore names, build output, and tests unless --include-tests is given.',
];

/** A line for all endpoints that one answer completes, and at the end how to give one. */
function unresolvedNotes(unresolved: UnresolvedEndpoint[]): string[] {
  const answers = byAnswer(unresolved);
  const [most] = answers;
  if (!most) return [];
  const files = Map.groupBy(answers, ([{ at }]) => at.file);
  const shown = [...files.values()].flatMap((inFile) => inFile.slice(0, maxAnswersAFile)).slice(0, maxAnswers);
  const rest = unresolved.length - shown.flat().length;
  const reasons = new Set(unresolved.map(({ reason }) => reason));
  const common = reasons.size === 1 ? ` ${[...reasons][0]}` : '';
  return [
    `${plural(unresolved.length, 'endpoint')} without a part of the path.${common}`,
    ...shown.map((answer) => answerNote(answer, common === '')),
    ...(rest > 0 ? [`  … and ${rest} more like these; --format json lists all`] : []),
    `Complete them in .endpoint-profiler/config.json, the first one so: ${completionExample(most[0])}`,
  ];
}

function answerNote(
  [first, ...others]: readonly [UnresolvedEndpoint, ...UnresolvedEndpoint[]],
  withReason: boolean,
): string {
  const { at, reason } = first;
  const more = others.length > 0 ? ` and ${others.length} more` : '';
  return `  ${unresolvedName(first)}${more} (${at.file}:${at.line})${withReason ? `: ${reason}` : ''}`;
}

const completionExample = ({ missing, key }: UnresolvedEndpoint): string =>
  missing === 'prefix'
    ? `{ "routes": { "prefixes": { "${key}": "/what/stands/before" } } }`
    : `{ "routes": { "paths": { "${key}": "/the/whole/path" } } }`;

function bySentenceNotes(warnings: ScanWarning[]): string[] {
  const groups = bySentence(warnings);
  const rest = groups.slice(maxSentences).flat().length;
  return [
    ...groups.slice(0, maxSentences).flatMap(sentenceNote),
    ...(rest > 0 ? [`… and ${plural(rest, 'other place')} not understood; --format json lists all`] : []),
  ];
}

function sentenceNote(warnings: readonly [ScanWarning, ...ScanWarning[]]): string[] {
  const [first] = warnings;
  const words = scanWarningWords(first);
  if (warnings.length === 1) return [`${placeOf(first)}: ${words}`];
  const rest = warnings.length - maxPlaces;
  return [
    `${plural(warnings.length, 'place')}: ${words}`,
    ...warnings.slice(0, maxPlaces).map((warning) => `  ${placeOf(warning)}`),
    ...(rest > 0 ? [`  … and ${rest} more like this; --format json lists all`] : []),
  ];
}

const placeOf = (warning: ScanWarning): string =>
  'line' in warning ? `${warning.file}:${warning.line}` : warning.file;
