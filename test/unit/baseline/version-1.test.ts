// Files that version 0.1 of the tool wrote of the example API.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { baselineVersion } from '../../../src/baseline/baseline.ts';
import { parseBaseline } from '../../../src/baseline/parse.ts';
import { formatBaseline } from '../../../src/baseline/text.ts';

const folder = join(import.meta.dirname, 'version-1');
const textOf = (file: string) => readFileSync(join(folder, file), 'utf8');

describe.each(readdirSync(folder))('%s', (file) => {
  const text = textOf(file);
  const baseline = parseBaseline(text, file);

  test('keeps all that it tells', () => {
    const { version: _, machine, queries, ...told } = JSON.parse(text);
    expect(baseline).toMatchObject({ ...told, machine });
    expect(baseline.queries).toMatchObject(queries);
  });

  test('claims nothing of what it does not tell', () => {
    const untold = { handlerHash: null, request: null, serverRuntime: null, calibration: null, bodyBytes: null };
    expect(baseline).toMatchObject({ ...untold, targets: [], machine: { container: null } });
  });

  test('can be written as what files are today', () => {
    const written = formatBaseline(baseline);
    expect(JSON.parse(written).version).toBe(baselineVersion);
    expect(parseBaseline(written, file)).toEqual(baseline);
  });
});

test('one from before statements and loads were kept is read too', () => {
  const { queries: _, ...old } = JSON.parse(textOf('health.GET.json'));
  const { name: __, ratePerS: ___, workers: ____, mix: _____, ...load } = old.load;
  expect(parseBaseline(JSON.stringify({ ...old, load }), 'f')).toMatchObject({
    load: { name: 'burst', ratePerS: null, workers: 1, mix: null },
    queries: null,
  });
});

test('what is wrong in one is named', () => {
  const text = textOf('health.GET.json').replace('"cores": 2', '"cores": "two"');
  expect(() => parseBaseline(text, 'f')).toThrow(/^f:9:14: this baseline cannot be read: machine\.cores: /);
});
