// Whatever the shared module answers.
export * from '../../lib/shared';
