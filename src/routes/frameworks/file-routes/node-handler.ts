import type { Method } from '../../../model.ts';
import type { ModuleDeclarations } from '../../adapter.ts';
import type { Expression } from '../../syntax.ts';
import { type ExportedHandler, functionsOf } from './exported-handlers.ts';

const names: Method[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const isMethod = (name: string): name is Method => (names as string[]).includes(name);

/**
 * The methods that one handler for all of them answers, where it says so: it is made of an object with a function each,
 * or it compares `req.method` and rejects what is left. Otherwise ANY.
 */
export function methodsOfHandler(handler: ExportedHandler, module: ModuleDeclarations): Method[] {
  const byKey = handler.expression?.kind === 'call' ? handler.expression.args.flatMap(methodKeys) : [];
  if (byKey.length > 0) return byKey;
  const chained = handler.expression ? chainedMethods(handler.expression, module) : [];
  if (chained.length > 0) return chained;
  const texts = functionsOf(handler, module).map(({ start, end }) => module.syntax.text.slice(start, end));
  const compared = comparedMethods(texts.join('\n'));
  return compared.length > 0 ? compared : ['ANY'];
}

/** `withMiddlewares({ GET: list, POST: create })` */
const methodKeys = (arg: Expression): Method[] =>
  arg.kind === 'object'
    ? arg.entries.flatMap((entry) => (entry.kind === 'entry' && isMethod(entry.key) ? [entry.key] : []))
    : [];

/** `createRouter().get(list).post(create)`: https://github.com/hoangvvo/next-connect */
function chainedMethods(expression: Expression, { syntax: { text } }: ModuleDeclarations): Method[] {
  if (expression.kind !== 'call' || !/['"]next-connect['"]/.test(text)) return [];
  const called = [...text.matchAll(/[\w)]\s*\.(get|head|post|put|patch|delete|options|all)\(\s*(?!['"`)])/g)];
  return distinct(called.map(([, name = '']) => (name === 'all' ? 'ANY' : (name.toUpperCase() as Method))));
}

const comparison = /\bmethod\b[^=!;\n]{0,30}[=!]==?\s*['"`]([A-Z]+)['"`]/g;
const inList = /\[([^\]]*)\]\.includes\([^)]*\bmethod\b/g;
const ofSwitch = /\bswitch\s*\(\s*(?:[\w.]+[.?])?method\b[^{]*\{/;
const rejects = /\b405\b|['"]Allow['"]|not[ _-]?allowed|\bmethod\b[^=!;\n]{0,30}!==?/i;

function comparedMethods(text: string): Method[] {
  if (!rejects.test(text)) return [];
  const found = [...text.matchAll(comparison)].map(([, name = '']) => name);
  for (const [, list = ''] of text.matchAll(inList)) found.push(...(list.match(/[A-Z]+/g) ?? []));
  const cases = ofSwitch.exec(text);
  if (cases)
    for (const [, name = ''] of text.slice(cases.index).matchAll(/\bcase\s+['"`]([A-Z]+)['"`]/g)) found.push(name);
  return distinct(found.filter(isMethod));
}

const distinct = <T>(items: T[]): T[] => [...new Set(items)];
