import { readFileSync } from 'node:fs';

/**
 * How many processes the kernel has ended for want of memory since it started, in any control group; 0 where that
 * cannot be known. See `oom_kill` in proc(5), /proc/vmstat.
 */
export function oomKills(): number {
  if (process.platform !== 'linux') return 0;
  try {
    return Number(/^oom_kill (\d+)$/m.exec(readFileSync('/proc/vmstat', 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
