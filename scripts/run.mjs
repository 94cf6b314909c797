// Commands that the scripts start: bounded in time, and gone when the script is gone. Plain Node 20, no packages.

import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const tether = join(root, 'scripts', 'tether.mjs');

export function say(line) {
  process.stderr.write(`${line}\n`);
}

/**
 * Starts a command in a process group that ends with us, however we end. `stop()` ends the group and resolves once
 * it is gone; `exited` resolves with the exit code. With `stdio: 'pipe'` the caller must read both streams.
 */
export function start(command, args, { cwd = root, env = process.env, stdio = 'inherit' } = {}) {
  const child = spawn(process.execPath, [tether, command, ...args], { cwd, env, stdio: ['pipe', stdio, stdio] });
  child.stdin.on('error', () => {}); // The tether may be gone already when we close it.
  const exited = new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
  const stop = () => {
    child.stdin.end();
    return exited;
  };
  return { stdout: child.stdout, stderr: child.stderr, exited, stop };
}

/**
 * Runs a command to its end. Its output is shown as it comes, or with `quiet` only when it fails; then it is kept.
 * Resolves with `{ code, timedOut, output }`.
 */
export async function run(command, args, { timeoutMs, quiet = false, ...options }) {
  const running = start(command, args, { ...options, stdio: quiet ? 'pipe' : 'inherit' });
  const output = [];
  running.stdout?.on('data', (chunk) => output.push(chunk));
  running.stderr?.on('data', (chunk) => output.push(chunk));

  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    running.stop();
  }, timeoutMs);
  const code = await running.exited;
  clearTimeout(timer);

  if (quiet && (code !== 0 || timedOut)) process.stderr.write(Buffer.concat(output));
  return { code: timedOut ? 1 : code, timedOut, output: Buffer.concat(output).toString() };
}

/** `run`, with an error that says what was tried when it fails. Resolves with the output that `quiet` kept. */
export async function mustRun(command, args, options) {
  const { code, timedOut, output } = await run(command, args, options);
  if (timedOut) throw new Error(`${command} ${args.join(' ')}: not done after ${options.timeoutMs / 1000} s`);
  if (code !== 0) throw new Error(`${command} ${args.join(' ')}: ended with ${code}`);
  return output;
}

/** Runs a script's main function: a failure is one sentence and a non-zero exit, without a stack. */
export async function main(work) {
  try {
    await work();
  } catch (error) {
    say(`\n${process.env.DEBUG ? error.stack : error.message}`);
    process.exitCode = 1;
  }
}
