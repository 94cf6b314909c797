/** What a terminal shows of an endpoint's SQL, besides its findings: changed plans, and indexes that may help. */

import type { Finding, IndexProof, MeasuredProfile, QueryProfile } from '../model.ts';
import type { Paint } from './plain-table.ts';
import { proofWords, stepFigures, stepName } from './sql-wording.ts';

export function sqlLines({ sql, findings }: MeasuredProfile, paint: Paint): string[] {
  if (sql.state !== 'recorded') return [];
  return sql.queries.flatMap((query) => [
    ...changeLines(query, paint),
    ...query.proofs.filter((proof) => mayHelp(proof, findings)).flatMap((proof) => indexLines(proof, paint)),
  ]);
}

function changeLines({ before, text }: QueryProfile, paint: Paint): string[] {
  const steps = before?.state === 'known' ? before.steps : [];
  if (steps.length === 0) return [];
  return [
    `  plan    changed since the baseline: ${brief(text)}`,
    ...steps.map((step) => paint('dim', `          ${stepName(step)}, ${stepFigures(step)}`)),
  ];
}

function indexLines(proof: IndexProof, paint: Paint): string[] {
  const { title, text } = proofWords(proof);
  return [`  index   ${title}`, paint('dim', `          ${text}`), `          ${proof.ddl}`];
}

/** What a finding advises to create has been said. */
const mayHelp = ({ state, ddl }: IndexProof, findings: Finding[]): boolean =>
  state !== 'no-gain' && !findings.some(({ advice }) => advice.includes(ddl));

/** On one line, and short enough for one. */
function brief(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}
