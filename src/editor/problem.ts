import type { Problem } from '../model.ts';

/**
 * Null for an error that is not meant for a person. Told by its name: the pipeline is a bundle of its own, and its
 * `UserError` is another class than the one here.
 */
export function problemOf(error: unknown): Problem | null {
  return error instanceof Error && error.name === 'UserError' && 'problem' in error ? (error.problem as Problem) : null;
}

export const sentence = ({ message, nextStep }: Problem): string => `${message.replace(/[.\s]+$/, '')}. ${nextStep}`;
