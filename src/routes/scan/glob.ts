const parts = /\*\*\/?|[*?{},]|\[!?[^\]/]+\]|[^*?{},[]+|\[/g;

/** What one of the globs fits, as VS Code understands them: `*`, `**`, `?`, `{a,b}`, `[a-z]`. Null when there is none. */
export function globs(patterns: string[]): RegExp | null {
  return patterns.length === 0 ? null : new RegExp(patterns.map((pattern) => `^${globSource(pattern)}$`).join('|'));
}

function globSource(pattern: string): string {
  let depth = 0;
  const source = (pattern.replace(/\/$/, '').match(parts) ?? []).map((part) => {
    if (part === '**/') return '(?:.*/)?';
    if (part === '**') return '.*';
    if (part === '*') return '[^/]*';
    if (part === '?') return '[^/]';
    if (part === '{') return ++depth && '(?:';
    if (part === '}' && depth > 0) return depth-- && ')';
    if (part === ',' && depth > 0) return '|';
    if (part.length > 2 && part.startsWith('[')) return classSource(part) ?? escaped(part);
    return escaped(part);
  });
  return source.join('') + ')'.repeat(depth);
}

/** Null for a range that ends before it begins. */
function classSource(part: string): string | null {
  const source = part.replace('[!', '[^').replaceAll('\\', '');
  try {
    new RegExp(source);
    return source;
  } catch {
    return null;
  }
}

const escaped = (text: string): string => text.replace(/[.+^$()|[\]\\{}]/g, '\\$&');
