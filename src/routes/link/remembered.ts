const known = new WeakMap<object, Map<unknown, unknown>>();

/**
 * What a function says of a part of a syntax tree, which never changes: asked once, however often the tree is linked.
 * Each function has one kind of answer.
 */
export function remembered<T extends {}>(part: object, by: (...args: never[]) => unknown, ask: () => T): T {
  const answers = known.get(part) ?? new Map<unknown, unknown>();
  const answer = (answers.get(by) as T | undefined) ?? ask();
  answers.set(by, answer);
  known.set(part, answers);
  return answer;
}
