/** Runs programs and keeps what they print, for the test runner and the benchmarks. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/**
 * @typedef {{code: number, output: string, seconds: number}} Ran
 */

/**
 * Runs a program in the project's folder; it fails by its exit code, never by throwing.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{env?: Record<string, string>, show?: boolean, limit?: number}} [options] `show` passes
 *   the output on while it runs; `limit` is in seconds
 * @returns {Promise<Ran>}
 */
export function run(program, args, { env = {}, show = false, limit = 1800 } = {}) {
  const start = performance.now();
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    /** @type {Buffer[]} */
    const pieces = [];
    const timer = setTimeout(() => {
      pieces.push(Buffer.from(`\n${program}: stopped after ${limit} s\n`));
      child.kill('SIGKILL');
    }, limit * 1000);
    const keep = (/** @type {Buffer} */ piece) => {
      pieces.push(piece);
      if (show) process.stdout.write(piece);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const end = (/** @type {number} */ code) => {
      clearTimeout(timer);
      resolve({
        code,
        output: Buffer.concat(pieces).toString('utf8'),
        seconds: (performance.now() - start) / 1000,
      });
    };
    child.on('error', (error) => {
      pieces.push(Buffer.from(`${program}: ${error.message}\n`));
      end(127);
    });
    child.on('close', (code) => end(code ?? 1));
  });
}
