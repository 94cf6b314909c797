import type { Method } from '../../../model.ts';
import type { Expression, FunctionExpression } from '../../syntax.ts';

export const httpMethods: Method[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** The methods that a view which is a function answers: as its decorators say, or how it begins or ends. */
export function methodsOfFunction({ decorators }: FunctionExpression, text: string): Method[] {
  for (const decorator of decorators) {
    const name = nameOf(decorator);
    if (name === 'require_GET' || name === 'require_safe') return ['GET'];
    if (name === 'require_POST') return ['POST'];
    if (name === 'require_http_methods' || name === 'api_view') return listedMethods(decorator) ?? ['GET'];
  }
  return notRejected(text) ?? ['ANY'];
}

const named = String.raw`(['"]\w+['"]|[([{][^\])}]*[\])}])`;
const rejects = String.raw`(?:return|raise)\b[^\n]*?(?:NotAllowed|\b40[045]\b|BadRequest|Http404|NotFound)`;
const guard = new RegExp(
  String.raw`\bif\s+(?:request\.method\s*(?:!=|not\s+in)|not\s+request\.method\s*(?:==|in))\s*${named}\s*:(?:\s*#[^\n]*)?\s+${rejects}`,
);
const allowed = new RegExp(String.raw`\bHttpResponseNotAllowed\(\s*(?:permitted_methods\s*=\s*)?${named}`);
const compared = new RegExp(String.raw`\brequest\.method\s*(?:==|in)\s*${named}`, 'g');
const rejectsAtEnd = /\n {4}return\b[^\n]*(?:NotAllowed\(|\b405\b)[^\n]*\s*$/;

/** Null where the code does not clearly turn other methods away. */
function notRejected(text: string): Method[] | null {
  if (!text.includes('request.method')) return null;
  const said = guard.exec(text)?.[1] ?? allowed.exec(text)?.[1];
  const taken = said ?? (rejectsAtEnd.test(text) ? [...text.matchAll(compared)].map(([, value]) => value).join() : '');
  const methods = httpMethods.filter((method) => new RegExp(`['"]${method}['"]`).test(taken));
  return methods.length > 0 ? methods : null;
}

export const nameOf = (decorator: Expression): string => {
  const called = decorator.kind === 'call' ? decorator.callee : decorator;
  return called.kind === 'name' || called.kind === 'member' ? called.name : '';
};

function listedMethods(decorator: Expression): Method[] | null {
  if (decorator.kind !== 'call') return null;
  const [first] = decorator.args.flatMap((arg) =>
    arg.kind === 'keywords' ? arg.entries.map(({ value }) => value) : [arg],
  );
  return first?.kind === 'array' ? methodsIn(first.items) : null;
}

export const methodsIn = (items: Expression[]): Method[] =>
  items
    .flatMap((item) => (item.kind === 'literal' ? [String(item.value).toUpperCase() as Method] : []))
    .filter((method) => httpMethods.includes(method));
