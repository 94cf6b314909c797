// Runs a command and ends its whole process group when whoever started this closes our standard input, even by dying.
// Usage: node tether.mjs COMMAND [ARGUMENT…]

import { spawn } from 'node:child_process';

const graceMs = 5_000;
const [command, ...args] = process.argv.slice(2);
const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], detached: true });

/** False when nobody is left in the group. */
function signalGroup(signal) {
  try {
    process.kill(-child.pid, signal);
    return true;
  } catch {
    return false;
  }
}

let ending = false;
function end() {
  if (ending) return;
  ending = true;
  signalGroup('SIGTERM');
  setTimeout(() => signalGroup('SIGKILL'), graceMs);
}

process.stdin.on('end', end).on('error', end).resume();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end);

child.on('error', (error) => {
  process.stderr.write(`${command} cannot be started: ${error.message}\n`);
  process.exit(127);
});

// The leader's exit is the command's result; stragglers of its group get the rest of the grace, then are killed.
child.on('exit', (code, signal) => {
  const finish = () => process.exit(code ?? (signal === 'SIGKILL' ? 137 : 143));
  const deadline = Date.now() + graceMs;
  signalGroup('SIGTERM');
  const poll = setInterval(() => {
    if (signalGroup(0) && Date.now() < deadline) return;
    clearInterval(poll);
    signalGroup('SIGKILL');
    finish();
  }, 20);
});
