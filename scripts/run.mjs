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

/** What is running now: a signal to the script ends it all, then the script tidies up by itself. */
const running = new Set();
let interrupted = false;

/**
 * Starts a command in a process group that ends with us, however we end. `stop()` ends the group and resolves once
 * it is gone; `exited` resolves with the exit code. With `stdio: 'pipe'` the caller must read both streams.
 */
export function start(command, args, { cwd = root, env = process.env, stdio = 'inherit' } = {}) {
  if (interrupted) throw new Error('Interrupted');
  const child = spawn(process.execPath, [tether, command, ...args], { cwd, env, stdio: ['pipe', stdio, stdio] });
  child.stdin.on('error', () => {}); // The tether may be gone already when we close it.
  const stop = () => {
    child.stdin.end();
    return exited;
  };
  const exited = new Promise((resolve, reject) => {
    child.on('error', reject);
    const finish = (code) => {
      running.delete(stop);
      resolve(code ?? 1);
    };
    child.on('close', finish);
    // A process that outlives its group may hold the pipes: the last output gets a second, then we go on.
    child.on('exit', (code) => setTimeout(finish, 1_000, code).unref());
  });
  running.add(stop);
  return { stdout: child.stdout, stderr: child.stderr, exited, stop };
}

/**
 * Runs a command to its end. Its output is shown as it comes, or with `quiet` only when it fails; then it is kept.
 * Resolves with `{ code, timedOut, output }`.
 */
export async function run(command, args, { timeoutMs, quiet = false, ...options } = {}) {
  const child = start(command, args, { ...options, stdio: quiet ? 'pipe' : 'inherit' });
  const output = [];
  child.stdout?.on('data', (chunk) => output.push(chunk));
  child.stderr?.on('data', (chunk) => output.push(chunk));

  let timedOut = false;
  const timer =
    timeoutMs !== undefined &&
    setTimeout(() => {
      timedOut = true;
      child.stop();
    }, timeoutMs);
  const code = await child.exited;
  clearTimeout(timer);

  if (quiet && (code !== 0 || timedOut)) process.stderr.write(Buffer.concat(output));
  return { code: timedOut ? 1 : code, timedOut, output: Buffer.concat(output).toString() };
}

/** `run`, with an error that says what was tried when it fails. Resolves with the output that `quiet` kept. */
export async function mustRun(command, args, options) {
  const { code, timedOut, output } = await run(command, args, options);
  const shown = [command, ...args].join(' ').replaceAll(`${root}/`, '');
  if (timedOut) throw new Error(`${shown}: not done after ${options.timeoutMs / 1000} s`);
  if (code !== 0) throw new Error(`${shown}: ended with ${code}`);
  return output;
}

/**
 * Runs a script's main function. A failure is one sentence and a non-zero exit, without a stack. The first signal
 * ends the commands under way, so that the function fails and tidies up; the second one ends the script at once.
 */
export async function main(work) {
  for (const [signal, code] of Object.entries({ SIGHUP: 129, SIGINT: 130, SIGTERM: 143 })) {
    process.once(signal, () => {
      interrupted = true;
      process.exitCode = code;
      for (const stop of running) stop();
    });
  }
  try {
    await work();
  } catch (error) {
    if (interrupted) return;
    say(`\n${process.env.DEBUG ? error.stack : error.message}`);
    process.exitCode = 1;
  }
}
