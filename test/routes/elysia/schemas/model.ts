import { t } from 'elysia';

export const model = { signUp: t.Object({ name: t.String({ examples: ['Ada'] }), tags: t.Array(t.String()) }) };
