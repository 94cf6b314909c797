import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { curlCommand } from '../../../src/report/curl.ts';

const request = { method: 'GET', url: 'http://127.0.0.1:3000/users/1', headers: {}, body: null };

test('a plain request is a plain command', () => {
  expect(curlCommand(request)).toBe("curl 'http://127.0.0.1:3000/users/1'");
  expect(curlCommand({ ...request, method: 'HEAD' })).toBe("curl --head 'http://127.0.0.1:3000/users/1'");
});

test('method, headers and body stand on lines of their own', () => {
  const headers = { 'content-type': 'application/json' };
  expect(curlCommand({ ...request, method: 'POST', headers, body: '{"a":1}' })).toBe(`curl -X POST '${request.url}' \\
  -H 'content-type: application/json' \\
  --data-raw '{"a":1}'`);
});

test('the shell gives curl what was meant, with its own values of the variables', () => {
  const command = curlCommand({
    method: 'POST',
    url: `http://127.0.0.1:\${env:PORT}/${encodeURIComponent('${env:NAME}')}?q=it's`,
    headers: { authorization: 'Bearer ${env:TOKEN}' },
    body: '$HOME `id` "x" \\ \' \n!',
  });
  expect(command).not.toContain('env:');
  const shell = `curl() { printf '%s\\0' "$@"; }\n${command}`;
  const env = { PORT: '80', NAME: 'ada b', TOKEN: 'a "secret"' };
  expect(execFileSync('sh', ['-c', shell], { env, encoding: 'utf8' }).split('\0')).toEqual([
    '-X',
    'POST',
    "http://127.0.0.1:80/ada b?q=it's",
    '-H',
    'authorization: Bearer a "secret"',
    '--data-raw',
    '$HOME `id` "x" \\ \' \n!',
    '',
  ]);
});
