/** What a measurement was made on. */

import { existsSync, readFileSync } from 'node:fs';
import os from 'node:os';
import type { Machine } from '../model.ts';

export function thisMachine(): Machine {
  const cpus = os.cpus();
  return {
    cpu: cpus[0]?.model.trim() || process.arch,
    cores: cpus.length,
    memoryBytes: os.totalmem(),
    os: `${os.platform()} ${os.release()}`,
    container: isContainer(),
    node: process.version,
  };
}

/** By the files that Docker and Podman leave in theirs, and the groups that these and Kubernetes put processes in. */
function isContainer(): boolean {
  if (existsSync('/.dockerenv') || existsSync('/run/.containerenv')) return true;
  try {
    return /docker|kubepods|containerd|libpod|\blxc\b/.test(readFileSync('/proc/1/cgroup', 'utf8'));
  } catch {
    return false;
  }
}
