import { readFile } from 'node:fs/promises';
import Ajv from 'ajv';
import { expect, test } from 'vitest';
import { configSchemaFile, configSchemaText } from '../../../scripts/schemas.ts';

test('the committed config schema is the one that the config is checked with (else run: node scripts/schemas.ts)', async () => {
  expect(await readFile(configSchemaFile, 'utf8')).toBe(configSchemaText());
});

test('the schema accepts a full config and names what is misspelt', () => {
  const schema = JSON.parse(configSchemaText());
  const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema);
  const config = {
    server: { url: 'http://127.0.0.1:3000', command: 'npm start' },
    requests: { 'POST /orders': { body: { items: [1, 'two', null] }, allow: true } },
  };
  expect(validate(config)).toBe(true);
  expect(validate({ ...config, serber: {} })).toBe(false);
  expect(validate({ server: { command: 'npm start' } })).toBe(false);
});
