import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import Ajv from 'ajv';
import { expect, test } from 'vitest';
import { schemas } from '../../../scripts/schemas.ts';
import { baselineOf } from '../../../src/baseline/baseline.ts';
import { thisMachine } from '../../../src/baseline/machine.ts';
import { formatBaseline } from '../../../src/baseline/text.ts';
import { measured } from '../../support/profiles.ts';

const validatorOf = (name: string) => {
  const { text } = schemas.find(({ file }) => basename(file) === name)!;
  return new Ajv({ strict: false, validateFormats: false }).compile(JSON.parse(text));
};

test.each(schemas)('$file is the one that is checked with (else run: npm run schemas)', async ({ file, text }) => {
  expect(await readFile(file, 'utf8')).toBe(text);
});

test('the schema of the config accepts a full one and names what is misspelt', () => {
  const validate = validatorOf('config.generated.json');
  const config = {
    server: { url: 'http://127.0.0.1:3000', command: 'npm start' },
    requests: { 'POST /orders': { body: { items: [1, 'two', null] }, allow: true } },
  };
  expect(validate(config)).toBe(true);
  expect(validate({ ...config, serber: {} })).toBe(false);
  expect(validate({ server: { command: 'npm start' } })).toBe(false);
});

test('the schema of the config completes and checks loads', () => {
  const validate = validatorOf('config.generated.json');
  const phase = { name: 'warm-up', rate: 5, durationS: 60 };
  expect(validate({ loads: { peak: { phases: [phase] }, scale: { sweep: {} }, cold: { restarts: 5 } } })).toBe(true);
  expect(validate({ loads: { peak: { phases: [{ ...phase, rampT: 50 }] } } })).toBe(false);
  expect(validate({ loads: { peak: { phases: [{ ...phase, users: 1_001 }] } } })).toBe(false);
  expect(validate({ loads: { peak: { phases: [{ name: 'a', rate: 5 }] } } })).toBe(false);
  expect(validate({ loads: { peak: { phases: [phase], mix: { '/no-method': 1 } } } })).toBe(false);
});

test('the schema of a baseline accepts what is saved, and not a figure of the wrong kind', () => {
  const validate = validatorOf('baseline.generated.json');
  const saved = JSON.parse(formatBaseline(baselineOf(measured(), thisMachine(), null)));
  expect(validate(saved)).toBe(true);
  expect(validate({ ...saved, summary: { ...saved.summary, p95Ms: 'fast' } })).toBe(false);
});
