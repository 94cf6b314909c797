import { zValidator } from '@hono/zod-validator';
import { z } from 'zod';

export const Base = z.object({ a: z.string(), b: z.number() });
export const checked = (target, schema) => zValidator(target, schema, (result, c) => result);
