import type { Json, Parameter } from '../../../model.ts';
import type { HandlerText } from '../../adapter.ts';

const places: Record<string, Parameter['in']> = { args: 'query', headers: 'header', form: 'body', json: 'body' };

/** `.get('page', 1)`, `['page']`, `.getlist('tag')`: name, and a literal default. */
const access =
  String.raw`\s*(?:\.\s*(?:get|getlist|pop)\(\s*|(\[)\s*)['"]([\w.-]+)['"]` +
  String.raw`(?:\s*,\s*(?:default\s*=\s*)?('[^'\n]*'|"[^"\n]*"|-?\d+(?:\.\d+)?|True|False)\s*[,)])?`;

const bodyVariable =
  /\b(\w+)\s*(?::[^=\n]+)?=\s*\(?(?:await\s+)?request\s*\.\s*(?:get_json\b|json\b|form\b)(?!\s*(?:\.\s*get\(|\[))/g;

/** The inputs that a handler's text names. https://flask.palletsprojects.com/en/stable/api/#flask.Request */
export function requestParameters({ text }: HandlerText): Parameter[] {
  const found = new Map<string, Parameter>();
  const addAll = (source: string, place: Parameter['in']) => {
    for (const [, index, name = '', example] of text.matchAll(new RegExp(source + access, 'g'))) {
      if (found.get(`${place} ${name}`)?.required) continue;
      // `request.args['page']` answers 400 without it.
      const required = index !== undefined && place !== 'header';
      found.set(`${place} ${name}`, { name, in: place, required, ...(example ? { example: literalOf(example) } : {}) });
    }
  };
  for (const [source, place] of Object.entries(places)) addAll(String.raw`\brequest\s*\.\s*${source}\b`, place);
  addAll(String.raw`\bget_json\([^()]*\)\)?`, 'body');
  for (const [, name] of text.matchAll(bodyVariable)) addAll(String.raw`\b${name}`, 'body');
  return [...found.values()];
}

function literalOf(text: string): Json {
  if (/^['"]/.test(text)) return text.slice(1, -1);
  return text === 'True' || text === 'False' ? text === 'True' : Number(text);
}
