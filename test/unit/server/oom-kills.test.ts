import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { oomKills } from '../../../src/server/oom-kills.ts';

test.runIf(process.platform === 'linux')('the kernel’s count is read as it stands', () => {
  const line = execFileSync('grep', ['^oom_kill ', '/proc/vmstat'], { encoding: 'utf8' });
  expect(oomKills()).toBe(Number(line.split(' ')[1]));
});

test.runIf(process.platform !== 'linux')('elsewhere none is known', () => {
  expect(oomKills()).toBe(0);
});
