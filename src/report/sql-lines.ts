/** What a terminal shows of an endpoint's SQL, besides its findings: changed plans, and indexes that may help; averages where no more is known. */

import type { Finding, IndexProof, MeasuredProfile, QueryProfile, StatementAverages } from '../model.ts';
import { formatMean, formatMs, plural } from './format.ts';
import type { Paint } from './plain-table.ts';
import { averagesWords, proofWords, statementLine, stepFigures, stepName } from './sql-wording.ts';

export function sqlLines({ sql, findings }: MeasuredProfile, paint: Paint): string[] {
  if (sql.state !== 'recorded') return sql.averages ? averageLines(sql.averages, paint) : [];
  return sql.queries.flatMap((query) => [...changeLines(query, paint), ...indexLines(query, findings, paint)]);
}

function averageLines(averages: StatementAverages, paint: Paint): string[] {
  const { statements } = averages;
  const shown = statements.slice(0, mostAverages).map(({ text, callsPerRequest, msPerCall }) => {
    const calls = `${formatMean(callsPerRequest)} × ${formatMs(msPerCall)}`;
    return `          ${calls} a request: ${statementLine(text)}`;
  });
  const more = statements.length - shown.length;
  return [
    `  sql     ${statements.length === 0 ? 'the database counted no statement' : 'from the statistics of the database'}`,
    ...shown,
    ...(more > 0 ? [paint('dim', `          and ${plural(more, 'more statement')}`)] : []),
    paint('dim', `          ${averagesWords(averages)}`),
  ];
}

const mostAverages = 5;

function changeLines({ before, text }: QueryProfile, paint: Paint): string[] {
  const steps = before?.state === 'known' ? before.steps : [];
  if (steps.length === 0) return [];
  return [
    `  plan    changed since the baseline: ${statementLine(text)}`,
    ...steps.map((step) => paint('dim', `          ${stepName(step)}, ${stepFigures(step)}`)),
  ];
}

/** Of an index that a finding advises, only what the finding does not say: how it was measured, or why not. */
function indexLines({ proofs }: QueryProfile, findings: Finding[], paint: Paint): string[] {
  return proofs.filter(mayHelp).flatMap((proof) => {
    const { title, text } = proofWords(proof);
    if (findings.some(({ advice }) => advice.includes(proof.ddl))) return [paint('dim', `  index   ${text}`)];
    return [`  index   ${title}`, paint('dim', `          ${text}`), `          ${proof.ddl}`];
  });
}

const mayHelp = ({ state }: IndexProof): boolean => state !== 'no-gain';
