/** Of all endpoints together, for a terminal: targets against what was measured, and reads, writes and deletes. */

import type { Profile } from '../model.ts';
import { isMeasured } from './outcome.ts';
import { classes } from './performance-report/classes.ts';
import type { Section } from './performance-report/section.ts';
import { targets } from './performance-report/targets.ts';
import { type Paint, plainTable } from './plain-table.ts';

/** Nothing where no target is set, and all is of one class. */
export function summaryTables(profiles: Profile[], paint: Paint): string[] {
  const hasTargets = profiles.some((profile) => isMeasured(profile) && profile.targets.length > 0);
  const ofClasses = classes({ profiles });
  const sections = [
    ...(hasTargets ? [targets({ profiles })] : []),
    ...(ofClasses?.tables.some(({ rows }) => rows.length > 1) ? [ofClasses] : []),
  ];
  return sections.flatMap((section) => sectionLines(section, paint));
}

function sectionLines({ title, tables }: Section, paint: Paint): string[] {
  return tables.flatMap(({ columns, rows }) => {
    const figures = columns.flatMap(({ align }, column) => (align === 'right' ? [column] : []));
    const table = plainTable(
      columns.map(({ name }) => name),
      figures,
    );
    table.push(...rows);
    return ['', paint('bold', title), table.toString()];
  });
}
