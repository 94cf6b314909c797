import { remove } from '../../lib/shared';

export const DELETE = remove;
export type { PUT } from '../../lib/types';
