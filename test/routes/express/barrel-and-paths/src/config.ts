const base = '/v2';
export const prefixes = Object.freeze({ admin: `${base}/admin` } as const);
