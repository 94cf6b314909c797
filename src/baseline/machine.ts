/** What a measurement was made on: two machines' figures are not compared. */

import os from 'node:os';
import type { Machine } from '../model.ts';

export function thisMachine(): Machine {
  const cpus = os.cpus();
  return {
    cpu: cpus[0]?.model.trim() || process.arch,
    cores: cpus.length,
    memoryBytes: os.totalmem(),
    os: `${os.platform()} ${os.release()}`,
    node: process.version,
  };
}

/** How they differ in what decides speed, in words; null when they are alike. Updates of the system are let pass. */
export function machineDifference(now: Machine, then: Machine): string | null {
  if (now.cpu !== then.cpu) return `the baseline's processor is ${then.cpu}, this one is ${now.cpu}`;
  if (now.cores !== then.cores)
    return `the baseline was measured with ${then.cores} cores, this machine has ${now.cores}`;
  return null;
}
