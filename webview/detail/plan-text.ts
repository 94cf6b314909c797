import type { PlanNode } from '../../src/model.ts';
import { formatMs, plural } from '../../src/report/format.ts';
import { conditionWords, planRows, readWords, rowWords } from './plan-rows.ts';

/** The tree as indented lines, for a message or an issue. */
export function planText(root: PlanNode): string {
  return planRows(root, [])
    .map(({ node, level }) => {
      const object = [node.relation, node.index && `using ${node.index}`].filter(Boolean).join(' ');
      const own = node.selfMs === null ? '' : `own time ${formatMs(node.selfMs)}`;
      const facts = [own, `rows ${rowWords(node)}`, plural(node.loops, 'loop'), readWords(node)]
        .filter(Boolean)
        .join(', ');
      const name = [node.type, object, conditionWords(node)].filter(Boolean).join(' ');
      return `${'  '.repeat(level - 1)}${name}  (${facts})`;
    })
    .join('\n');
}
