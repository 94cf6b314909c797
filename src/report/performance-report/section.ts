/** The parts of a performance report, without the markup of any format: whoever renders them escapes every text. */

export interface Section {
  title: string;
  /** A few plain sentences under the title; empty: none. */
  intro: string;
  tables: SectionTable[];
  /** A list, most important first. */
  items: SectionItem[];
  /** Where there is not room for all, the others go first. */
  isVital?: boolean;
}

export interface SectionTable {
  /** Empty: the section's title says enough. */
  caption: string;
  columns: SectionColumn[];
  /** As many cells each as there are columns. */
  rows: string[][];
}

export interface SectionColumn {
  name: string;
  /** Figures are right-aligned. */
  align: 'left' | 'right';
  /** What stands in it is taken literally: an endpoint, a statement, a header. */
  literal?: boolean;
}

export interface SectionItem {
  title: string;
  /** A sentence or a figure each. */
  lines: string[];
  /** To read or to copy. */
  code: CodeBlock[];
}

export interface CodeBlock {
  language: 'sql' | 'json' | 'text';
  text: string;
}
