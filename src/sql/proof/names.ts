const mostBytes = 63;

/** As PostgreSQL names an index: `orders_customer_id_created_at_idx`; shortened to 63 bytes, numbered when it is taken. */
export function indexName(table: string, columns: string[], taken: ReadonlySet<string>): string {
  const stem = [table, ...columns].join('_');
  for (let number = 0; ; number++) {
    const suffix = `_idx${number === 0 ? '' : number}`;
    const name = `${shortened(stem, mostBytes - suffix.length)}${suffix}`;
    if (!taken.has(name)) return name;
  }
}

/** Cut between characters. */
function shortened(text: string, bytes: number): string {
  let kept = '';
  for (const character of text) {
    if (Buffer.byteLength(kept + character) > bytes) break;
    kept += character;
  }
  return kept;
}
