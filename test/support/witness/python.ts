import { join } from 'node:path';
import { type Driver, runProgram, starts } from './driver.ts';

/** Debian's packages belong to its own Python, which another one may hide. */
const pythons = ['python3', '/usr/bin/python3'];

export async function pythonWith(module: string): Promise<string | undefined> {
  for (const python of pythons) if (await starts(python, '-c', `import ${module}`)) return python;
  return undefined;
}

const pythonDriver = (name: string, module: string): Driver => ({
  name,
  missing: async () => ((await pythonWith(module)) ? null : `no Python here has the module ${module}`),
  async run({ url, session, turns, seed }) {
    const python = await pythonWith(module);
    const script = join(import.meta.dirname, `${module}_turns.py`);
    await runProgram(python!, [script, url, session, String(turns), String(seed)], { PYTHONDONTWRITEBYTECODE: '1' });
  },
});

export const pythonDrivers = [
  pythonDriver('psycopg2', 'psycopg2'),
  pythonDriver('psycopg3', 'psycopg'),
  pythonDriver('asyncpg', 'asyncpg'),
];
