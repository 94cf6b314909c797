import { describe, expect, test } from 'vitest';
import { selectEndpoints } from '../../../src/cli/selectors.ts';
import { type Endpoint, endpointId, type Method, UserError } from '../../../src/model.ts';
import { anEndpoint } from '../../support/profiles.ts';

const endpoint = (method: Method, path: string, line: number): Endpoint =>
  anEndpoint({ method, path, file: 'src/users.ts', line, endLine: line + 3 });

const all = [
  endpoint('GET', '/users', 10),
  endpoint('POST', '/users', 20),
  endpoint('GET', '/users/{id}', 30),
  endpoint('GET', '/docs/{slug*}', 40),
];
const select = (...selectors: string[]) => selectEndpoints(all, selectors, '/work', '/work').map(endpointId);

describe('selecting', () => {
  test.each([
    ['nothing: all', [], ['GET /users', 'POST /users', 'GET /users/{id}', 'GET /docs/{slug*}']],
    ['method and path', ['post /users'], ['POST /users']],
    ['a path: all its methods', ['/users'], ['GET /users', 'POST /users']],
    ['a template', ['GET /users/{id}'], ['GET /users/{id}']],
    ['a catch-all is no pattern', ['/docs/{slug*}'], ['GET /docs/{slug*}']],
    ['a pattern', ['/users/**'], ['GET /users', 'POST /users', 'GET /users/{id}']],
    ['any line of a handler', ['src/users.ts:32'], ['GET /users/{id}']],
    ['several, each endpoint once', ['/users/{id}', '/users/*'], ['GET /users/{id}']],
  ])('by %s', (_, selectors, expected) => {
    expect(select(...selectors)).toEqual(expected);
  });

  test('a place is understood from the folder that one stands in', () => {
    const chosen = selectEndpoints(all, ['users.ts:11'], '/work', '/work/src').map(endpointId);
    expect(chosen).toEqual(['GET /users']);
  });

  test('what fits nothing is answered with the nearest', () => {
    expect(() => select('/user')).toThrow(UserError);
    try {
      select('GET /user/{id}');
    } catch (error) {
      expect((error as UserError).problem.nextStep).toMatch(/^The nearest are: "GET \/users\/\{id\}"/);
    }
  });
});
