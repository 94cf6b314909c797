const names = ['NAME', 'HOST', 'PORT', 'USER', 'PASSWORD', 'REGION', 'BUCKET', 'QUEUE', 'TOPIC', 'CACHE', 'LIMIT', 'LEVEL', 'LABEL', 'TOKEN'];

/** Long, and asked for by every route. */
export function getSettings() {
  const read: string[] = [];
  for (const a of names) for (const b of names) for (const c of names) read.push(process.env[`${a}_${b}_${c}`] ?? '');
  return { read, prefix: '/api' };
}
