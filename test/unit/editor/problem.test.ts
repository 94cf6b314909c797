import { expect, test } from 'vitest';
import { problemOf, sentence } from '../../../src/editor/problem.ts';
import { UserError } from '../../../src/model.ts';

const problem = { message: 'The port 3000 is in use.', nextStep: 'Stop what uses it.' };

test('an error for people is known by its name, whichever bundle it comes from', () => {
  class Foreign extends Error {
    override name = 'UserError';
    problem = problem;
  }
  expect(problemOf(new UserError(problem))).toEqual(problem);
  expect(problemOf(new Foreign())).toEqual(problem);
});

test('any other error is not for people', () => {
  expect(problemOf(new TypeError('x is not a function'))).toBeNull();
  expect(problemOf('thrown text')).toBeNull();
});

test('a problem is told in one go, with one full stop between its parts', () => {
  expect(sentence(problem)).toBe('The port 3000 is in use. Stop what uses it.');
  expect(sentence({ ...problem, message: 'No server' })).toBe('No server. Stop what uses it.');
});
