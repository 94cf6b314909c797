/** The parts of a performance report as Markdown. */

import { details, markdownBlock, markdownCode, markdownTable, markdownText } from './markdown-text.ts';
import type { Section, SectionItem, SectionTable } from './performance-report/section.ts';

export function markdownSection({ title, intro, tables, items }: Section): string {
  const parts = [...(intro ? [markdownText(intro)] : []), ...tables.flatMap(tableParts), ...items.flatMap(itemParts)];
  return details(`<b>${markdownText(title)}</b>`, parts.join('\n\n'));
}

function tableParts({ caption, columns, rows }: SectionTable): string[] {
  const cells = rows.map((row) =>
    row.map((cell, column) => (columns[column]?.literal ? markdownCode(cell) : markdownText(cell))),
  );
  const heads = columns.map(({ name, align }) => ({ name: markdownText(name), align }));
  return [...(caption ? [`**${markdownText(caption)}**`] : []), markdownTable(heads, cells)];
}

function itemParts({ title, lines, code }: SectionItem): string[] {
  return [
    [`- **${markdownText(title)}**`, ...lines.map((line) => `  - ${markdownText(line)}`)].join('\n'),
    ...code.map(({ language, text }) => markdownBlock(text, language)),
  ];
}
