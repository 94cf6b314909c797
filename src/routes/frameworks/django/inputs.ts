import type { Method, Parameter } from '../../../model.ts';
import { memberOf, parentsOf } from '../../link/members.ts';
import { type ClassValue, type Env, force, unknown, type Value } from '../../link/values.ts';
import type { CallExpression, Expression } from '../../syntax.ts';
import { nameOf } from './functions.ts';
import { bodyFields, keywordsOf, literalOf } from './serializers.ts';
import type { Answer, Handler } from './views.ts';

/** The inputs that a view's code states. */
export function inputsOf({ methods, handler, takesBody, action }: Answer): Parameter[] {
  if (!handler) return [];
  const said = schemaOf(handler, takesBody, action);
  const found = [...parametersIn(handler.text), ...parametersSaid(said, handler.env)];
  if (methods.some((method) => bodyMethods.has(method))) {
    const isPartial = methods.every((method) => method === 'PATCH');
    const fields = bodyFields(serializerOf(said, { handler, takesBody, action }));
    for (const field of fields) found.push(isPartial ? { ...field, required: false } : field);
  }
  return [...new Map(found.map((parameter) => [`${parameter.in} ${parameter.name}`, parameter])).values()];
}

const bodyMethods = new Set<Method>(['POST', 'PUT', 'PATCH']);

/** `request.GET.get('page')`, `request.query_params['page']`, `request.data.get('name')` */
export function parametersIn(text: string): Parameter[] {
  const uses = /\brequest\.(GET|query_params|data|POST)(?:\.get(?:list)?\(\s*|\[)['"]([\w-]+)['"]/g;
  return [...text.matchAll(uses)].map(([, source = '', name = '']) => ({
    name,
    in: source === 'GET' || source === 'query_params' ? 'query' : 'body',
    required: false,
  }));
}

/**
 * What `@extend_schema(request=…, parameters=[…])` says, at the method or for it at the class.
 * https://drf-spectacular.readthedocs.io/en/latest/customization.html https://drf-yasg.readthedocs.io/en/stable/custom_spec.html
 */
function schemaOf({ decorators }: Handler, view: ClassValue | undefined, action: string | undefined) {
  const own = decorators.filter(isCall);
  const ofClass = (view?.syntax.decorators ?? []).filter(isCall);
  const forAction = ofClass
    .filter((decorator) => nameOf(decorator) === 'extend_schema_view')
    .map((decorator) => (action ? keywordsOf(decorator).get(action) : undefined))
    .filter((said) => said?.kind === 'call');
  return [...own, ...forAction, ...ofClass]
    .filter((call) => ['extend_schema', 'swagger_auto_schema', 'action'].includes(nameOf(call)))
    .map(keywordsOf);
}

type Said = ReturnType<typeof schemaOf>;

const isCall = (expression: Expression): expression is CallExpression => expression.kind === 'call';

/** `OpenApiParameter('q', required=True)`, `openapi.Parameter('q', openapi.IN_QUERY)` */
function parametersSaid(said: Said, env: Env): Parameter[] {
  const listed = said.flatMap((keywords) => itemsOf(keywords.get('parameters') ?? keywords.get('manual_parameters')));
  return listed.flatMap((item): Parameter[] => {
    const called = nameOf(item);
    // A serializer may list them too.
    if (!isCall(item) || (called !== 'OpenApiParameter' && called !== 'Parameter'))
      return bodyFields(meaningOf(item, env)).map((field) => ({ ...field, in: 'query' }));
    const keywords = keywordsOf(item);
    const [first, second] = item.args.filter((arg) => arg.kind !== 'keywords');
    const name = literalOf(keywords.get('name') ?? first);
    const place = placeOf(
      keywords.get('location') ?? keywords.get('in_') ?? (called === 'Parameter' ? second : undefined),
    );
    if (typeof name !== 'string' || place === null) return [];
    const example = literalOf(keywords.get('default')) ?? null;
    const required = literalOf(keywords.get('required')) === true;
    return [{ name, in: place, required, ...(example === null ? {} : { example }) }];
  });
}

const itemsOf = (expression: Expression | undefined): Expression[] =>
  expression?.kind === 'array' ? expression.items : [];

/** `OpenApiParameter.QUERY`, `openapi.IN_QUERY`, `'query'`; null for cookies. */
function placeOf(expression: Expression | undefined): Parameter['in'] | null {
  const said = expression?.kind === 'member' ? expression.name : (literalOf(expression) ?? 'query');
  const name = String(said).replace('IN_', '').toLowerCase();
  return (['query', 'path', 'header'] as const).find((place) => place === name) ?? null;
}

interface Asked {
  handler: Handler;
  takesBody: ClassValue | undefined;
  action: string | undefined;
}

function serializerOf(said: Said, { handler, takesBody, action }: Asked): Value {
  const named = said
    .map((keywords) => keywords.get('request') ?? keywords.get('request_body') ?? keywords.get('serializer_class'))
    .find((expression) => expression !== undefined);
  if (named) return meaningOf(named, handler.env);
  const [, used] =
    /\b([\w.]*(?:Serializer|Form)\w*)\(\s*(?:[^()]*,\s*)?(?:data\s*=\s*)?request\.(?:data|POST)\b/.exec(handler.text) ??
    [];
  if (used) return valueOfPath(used, handler.env);
  // What a view set does besides the standard actions takes whatever it likes.
  const isStandard = action === undefined || /^(?:create|update|partial_update)$/.test(action);
  if (!takesBody || (!isStandard && !/\bget_serializer\(/.test(handler.text))) return unknown;
  return chosenByMethod(takesBody, action) ?? memberOf(takesBody, formOrSerializer(takesBody));
}

const formOrSerializer = (view: ClassValue): string =>
  force(memberOf(view, 'form_class')).kind === 'class' ? 'form_class' : 'serializer_class';

/** The class that `get_serializer_class` gives for an action. */
function chosenByMethod(view: ClassValue, action: string | undefined): Value | null {
  const method = view.syntax.methods.find(({ name }) => name === 'get_serializer_class');
  if (!method) {
    for (const parent of parentsOf(view)) {
      const found = chosenByMethod(parent, action);
      if (found) return found;
    }
    return null;
  }
  const text = view.env.module.syntax.text.slice(method.body.start, method.body.end);
  const returned = [...text.matchAll(/([\s\S]*?)\breturn\s+((?:self\.)?[\w.]+|super\(\)[\w.()]+)[ \t]*(?=\n|$)/g)];
  const quoted = new RegExp(`['"]${action}['"]`);
  const [, , name = ''] = returned.find(([, before = '']) => quoted.test(before)) ?? returned.at(-1) ?? [];
  if (name.startsWith('self.')) return memberOf(view, name.slice('self.'.length));
  return name === '' || name.startsWith('super(') ? null : valueOfPath(name, view.env);
}

/** `UserSerializer`, `serializers.UserSerializer(many=True)` */
function meaningOf(expression: Expression, env: Env): Value {
  if (expression.kind === 'name') return env.lookup(expression.name) ?? unknown;
  if (expression.kind === 'member') return memberOf(meaningOf(expression.object, env), expression.name);
  return expression.kind === 'call' ? meaningOf(expression.callee, env) : unknown;
}

function valueOfPath(path: string, env: Env): Value {
  const [name = '', ...members] = path.split('.');
  return members.reduce(memberOf, env.lookup(name) ?? unknown);
}
