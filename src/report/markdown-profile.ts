/** One endpoint's result as Markdown, folded away below a line that says what it is. */

import { comparisonOf, endpointId, type Finding, type MeasuredProfile, type Profile } from '../model.ts';
import { comparisonLines } from './comparison-wording.ts';
import { formatMs, formatRate, formatShare } from './format.ts';
import { httpWords } from './http-wording.ts';
import { details, htmlCode, markdownBlock, markdownCode, markdownTable, markdownText } from './markdown-text.ts';
import { isMeasured } from './outcome.ts';
import { kneeWords } from './scaling-wording.ts';
import { driftWords, resourceWords } from './server-wording.ts';
import { worstFirst } from './severity.ts';
import { proofWords, stepFigures, stepName } from './sql-wording.ts';
import { limitWords, targetFigure, targetNames } from './target-wording.ts';
import { textHistogram } from './text-histogram.ts';
import { warningWords } from './warning-wording.ts';
import { coldWords, methodWords, profileWords } from './wording.ts';

export function markdownProfile(profile: Profile): string {
  const summary = `${htmlCode(endpointId(profile.endpoint))} · ${markdownText(profileWords(profile).long)}`;
  return details(summary, (isMeasured(profile) ? measuredParts(profile) : unmeasuredParts(profile)).join('\n\n'));
}

function measuredParts(profile: MeasuredProfile): string[] {
  const { verdict, targets, findings, warnings, distribution } = profile;
  const method = methodWords(profile, false).map(({ text }) => text);
  const histogram = textHistogram(distribution);
  return [
    markdownText(method.join(' · ')),
    figuresTable(profile),
    ...(histogram ? [markdownBlock(histogram, 'text')] : []),
    ...listOf(comparisonLines(verdict).map(markdownText)),
    ...(targets.length > 0 ? [targetsTable(profile)] : []),
    ...listOf(worstFirst(findings).map(findingText)),
    ...sqlParts(profile),
    ...listOf([...serverLines(profile), ...warnings.map(warningWords)].map(markdownText)),
  ];
}

function figuresTable({ summary, verdict }: MeasuredProfile): string {
  const baseline = comparisonOf(verdict)?.baseline;
  const row = (
    name: string,
    { p50Ms, p95Ms, p99Ms, rps }: Pick<typeof summary, 'p50Ms' | 'p95Ms' | 'p99Ms' | 'rps'>,
  ) => [name, ...[p50Ms, p95Ms, p99Ms].map(formatMs), formatRate(rps)];
  const heads = ['', 'p50', 'p95', 'p99', 'Throughput', 'Errors'];
  return markdownTable(
    heads.map((name, column) => ({ name, align: column === 0 ? 'left' : 'right' })),
    [
      ...(baseline ? [[...row('Baseline', baseline), '–']] : []),
      [...row('Now', summary), formatShare(summary.errorRate)],
    ],
  );
}

function targetsTable({ targets }: MeasuredProfile): string {
  const rows = targets.map((result) => [
    targetNames[result.target],
    limitWords(result),
    targetFigure(result.target, result.actual),
    result.met ? 'met' : '**missed**',
    result.selector === null ? 'all endpoints' : markdownCode(result.selector),
  ]);
  return markdownTable(
    [
      { name: 'Target', align: 'left' },
      { name: 'Limit', align: 'right' },
      { name: 'Actual', align: 'right' },
      { name: 'Result', align: 'left' },
      { name: 'Set for', align: 'left' },
    ],
    rows,
  );
}

const findingText = ({ severity, title, why, advice }: Finding): string =>
  `**${severity}** ${markdownText(`${title}. ${why} ${advice}`)}`;

/** Plans that changed, and what would make an index: each with its statement. */
function sqlParts({ sql }: MeasuredProfile): string[] {
  if (sql.state !== 'recorded') return [];
  return sql.queries.flatMap(({ text, before, proofs }) => {
    const steps = before?.state === 'known' ? before.steps : [];
    const changes = steps.map((step) => markdownText(`Plan changed: ${stepName(step)}, ${stepFigures(step)}`));
    const indexes = proofs.filter(({ state }) => state !== 'no-gain');
    if (changes.length + indexes.length === 0) return [];
    return [
      markdownBlock(text, 'sql'),
      ...listOf(changes),
      ...indexes.flatMap((proof) => {
        const { title, text: how } = proofWords(proof);
        return [markdownText(`${title}. ${how}`), markdownBlock(`${proof.ddl};`, 'sql')];
      }),
    ];
  });
}

function serverLines({ cold, scaling, drift, resources, http }: MeasuredProfile): string[] {
  return [
    ...(cold.length > 0 ? [`Cold start: ${cold.map(coldWords).join('; ')}.`] : []),
    ...(scaling ? [kneeWords(scaling)] : []),
    ...(drift ? driftWords(drift) : []),
    ...(resources.state === 'sampled' ? [`Server: ${resourceWords(resources)}.`] : []),
    ...(http ? [`HTTP: ${httpWords(http).join('; ')}.`] : []),
  ];
}

function unmeasuredParts(profile: Exclude<Profile, MeasuredProfile>): string[] {
  if (profile.state !== 'failed') return [markdownText(`It was not measured: ${profileWords(profile).long}.`)];
  const { nextStep, detail } = profile.problem;
  return [markdownText(nextStep), ...(detail ? [markdownBlock(detail, 'text')] : [])];
}

const listOf = (lines: string[]): string[] => (lines.length > 0 ? [lines.map((line) => `- ${line}`).join('\n')] : []);
