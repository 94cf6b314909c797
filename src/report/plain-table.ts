/** Columns for a terminal, without lines. */

import type { styleText } from 'node:util';
import Table from 'cli-table3';

export type Style = Parameters<typeof styleText>[0];
/** Colours a text where the stream shows colours. */
export type Paint = (style: Style, text: string) => string;

export function plainTable(head: string[], rightAligned: number[]): Table.Table {
  const nothing = Object.fromEntries(
    [
      'top',
      'top-mid',
      'top-left',
      'top-right',
      'bottom',
      'bottom-mid',
      'bottom-left',
      'bottom-right',
      'left',
      'left-mid',
      'mid',
      'mid-mid',
      'right',
      'right-mid',
    ].map((part) => [part, '']),
  );
  return new Table({
    head,
    colAligns: head.map((_, column) => (rightAligned.includes(column) ? 'right' : 'left')),
    chars: { ...nothing, middle: ' ' },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 1 },
  });
}
