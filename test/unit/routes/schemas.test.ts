import { describe, expect, it } from 'vitest';
import type { FrameworkAdapter } from '../../../src/routes/adapter.ts';
import { schemaParameters } from '../../../src/routes/frameworks/schemas/schemas.ts';
import { javascript } from '../../../src/routes/languages/javascript.ts';
import { literal } from '../../../src/routes/link/values.ts';
import { Project } from '../../../src/routes/scan/project.ts';
import { folderWith, grammars } from './support.ts';

/** `route(schema)` is a route whose query the schema describes. */
const adapter: FrameworkAdapter = {
  name: 'fake',
  language: javascript,
  packages: [],
  methods: new Set(['route']),
  concerns: (text) => text.includes('fake'),
  creates: ({ module }) => (module === 'fake' ? { role: 'application', prefix: null } : null),
  resembles: () => null,
  call: ({ args }) => {
    const parameters = schemaParameters(args[0]!.value(), 'query');
    return {
      actions: [{ kind: 'route', methods: ['GET'], paths: literal('/'), handlers: [], parameters }],
      result: 'self',
    };
  },
  templates: (path) => [path],
  parameters: () => [],
};

/** `id! page=1`; `!`: required. */
async function fieldsOf(schema: string, imports = '', files: Record<string, string> = {}): Promise<string> {
  using folder = folderWith({
    ...files,
    'app.js': `import fake from 'fake';\n${imports}\nfake().route(${schema});\n`,
  });
  const { endpoints } = await new Project({ root: folder.root, adapters: [adapter], grammars }).scan();
  return endpoints[0]!.parameters
    .map(({ name, required, example }) => {
      const value = example === undefined ? '' : `=${JSON.stringify(example)}`;
      return name + (required ? '!' : '') + value;
    })
    .join(' ');
}

describe('JSON Schema', () => {
  it('properties, required ones and examples', async () => {
    const schema = `{ type: 'object', required: ['id'], properties: {
      id: { type: 'integer', examples: [7, 8] }, sort: { enum: ['up', 'down'] }, all: { type: 'boolean', default: false },
      tags: { type: 'array', items: { type: 'string' } } } }`;
    expect(await fieldsOf(schema)).toBe('id!=7 sort="up" all=false tags');
  });

  it('a plain object of schemas, parts, and what does not describe an object', async () => {
    expect(await fieldsOf("{ type: { type: 'string' }, id: { type: 'integer' } }")).toBe('type! id!');
    expect(await fieldsOf("{ allOf: [{ properties: { a: {} }, required: ['a'] }, { properties: { b: {} } }] }")).toBe(
      'a! b',
    );
    expect(await fieldsOf("{ type: 'array', items: {} }")).toBe('');
    expect(await fieldsOf('undefined')).toBe('');
  });
});

describe('zod', () => {
  const z = "import { z } from 'zod';";

  it('what may be left out, and examples', async () => {
    const schema = `z.object({ id: z.string().min(1), page: z.coerce.number().int().default(1), q: z.string().optional(),
      sort: z.enum(['up', 'down']), kind: z.literal('a').nullish(), at: z.string().openapi({ example: 'now' }),
      size: z.optional(z.number()), any: z.union([z.string(), z.number()]) }).strict()`;
    expect(await fieldsOf(schema, z)).toBe('id! page=1 q sort!="up" kind="a" at!="now" size any!');
  });

  it('schemas made from others', async () => {
    const base = `${z} const base = z.object({ a: z.string(), b: z.string() });`;
    expect(await fieldsOf('base.extend({ c: z.string() }).omit({ a: true })', base)).toBe('b! c!');
    expect(await fieldsOf('base.partial()', base)).toBe('a b');
    expect(await fieldsOf('base.partial({ a: true }).pick({ a: true })', base)).toBe('a');
    expect(await fieldsOf('base.merge(z.object({ b: z.string().optional() }))', base)).toBe('a! b');
    expect(await fieldsOf('z.array(base)', base)).toBe('');
  });

  it('in other modules, that know of no framework', async () => {
    const imports = "import { query } from './query';";
    const files = { 'query.ts': `${z} const id = z.string(); export const query: z.ZodType = z.object({ id });` };
    expect(await fieldsOf('query', imports, files)).toBe('id!');
  });

  it('that refer to themselves', async () => {
    expect(await fieldsOf('a', `${z} const a = z.object({ a: z.lazy(() => a), b: z.string() });`)).toBe('a! b!');
    expect(await fieldsOf('a', 'const a = { properties: {} }; a.properties.a = a;')).toBe('a');
  });
});

it('TypeBox', async () => {
  const schema = `Type.Intersect([Type.Object({ id: Type.Integer({ examples: [3] }), of: Type.Partial(Type.Object({}), {}) }),
    Type.Partial(Type.Object({ sort: Type.Union([Type.Literal('up'), Type.Literal('down')]) }, { description: 'x' }))])`;
  expect(await fieldsOf(schema, "import { Type } from '@sinclair/typebox';")).toBe('id!=3 of! sort="up"');
  const helper = "import { t } from 'elysia'; const page = () => t.Optional(t.Numeric({ default: 0 }));";
  expect(await fieldsOf('t.Object({ page: page() })', helper)).toBe('page=0');
});

it('valibot', async () => {
  const schema = `v.pipe(v.object({ id: v.pipe(v.string(), v.uuid()), page: v.optional(v.number(), 1),
    sort: v.picklist(['up', 'down']) }), v.check(() => true))`;
  expect(await fieldsOf(schema, "import * as v from 'valibot';")).toBe('id! page=1 sort!="up"');
});

it('joi, yup and fluent-json-schema, where a field may be left out unless said', async () => {
  const joi = "import Joi from 'joi';";
  const schema = "Joi.object({ id: Joi.number().required(), sort: Joi.string().valid('up', 'down') })";
  expect(await fieldsOf(schema, joi)).toBe('id! sort="up"');
  expect(await fieldsOf('Joi.object().keys({ id: Joi.number().default(1) }).required()', joi)).toBe('id=1');
  const yup = "const yup = require('yup');";
  expect(await fieldsOf('yup.object({ id: yup.string().required(), q: yup.string() })', yup)).toBe('id! q');
  const fluent = "import S from 'fluent-json-schema';";
  expect(await fieldsOf("S.object().prop('id', S.string().required()).prop('q', S.string())", fluent)).toBe('id! q');
});
