/** Rounds of groups in which nobody meets twice: repeats that are left, and seconds, natively and as WebAssembly. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run as runProgram } from '../lib/run.mjs';

export const title = 'golfers: rounds without a repeat';

/** Groups, size, rounds; the seconds WebAssembly may take; what a peer (good-enough-golfers) leaves. */
const CASES = [
  { name: '8-4-9', limit: 10, peer: 16 },
  { name: '8-4-10', limit: 10, peer: 35 },
  { name: '5-3-7', limit: 10, peer: 7 },
  { name: '7-3-10', limit: 10, peer: 13 },
  { name: '10-4-10', limit: 10, peer: 9 },
  { name: '5-5-6', limit: 10, peer: 24 },
  { name: '50-4-12', limit: 2, peer: 0 },
];
const SEEDS = ['1', '2', '3'];

/**
 * @param {{quick: boolean, build: typeof import('../lib/build.mjs').build}} context
 * @returns {Promise<import('../bench.mjs').Row[]>}
 */
export async function run({ quick, build }) {
  await build('native');
  await build('wasm');
  const folder = mkdtempSync(join(tmpdir(), 'weft-golfers-'));
  /** @type {import('../bench.mjs').Row[]} */
  const rows = [];
  try {
    for (const { name, limit, peer } of CASES) {
      const [groups, size, rounds] = name.split('-');
      const file = join(folder, name);
      writeFileSync(file, `${groups} ${size} ${rounds}\n`);
      for (const [where, program, args] of /** @type {const} */ ([
        ['native', 'build/native/weft-solve', []],
        ['wasm', process.execPath, ['build/wasm/weft-solve.js']],
      ])) {
        let repeats = 0;
        let seconds = 0;
        for (const seed of quick ? SEEDS.slice(0, 1) : SEEDS) {
          const ran = await runProgram(program, [...args, 'golfers', file, '--seed', seed]);
          const read = (/** @type {string} */ word) =>
            Number(new RegExp(`^${word} (\\S+)$`, 'm').exec(ran.output)?.[1] ?? Number.NaN);
          if (ran.code !== 0) throw new Error(ran.output);
          repeats = Math.max(repeats, read('repeats'));
          seconds = Math.max(seconds, read('seconds'));
        }
        rows.push({
          what: `${name}, ${where}: repeats left, the worst of the seeds`,
          value: repeats,
          peer,
          target: `0 in ${limit} s`,
          ok: repeats === 0 && seconds < limit,
        });
        rows.push({
          what: `${name}, ${where}: the slowest of the seeds`,
          value: seconds,
          unit: 's',
        });
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  return rows;
}
