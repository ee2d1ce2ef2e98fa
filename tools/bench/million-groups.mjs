/** A million people in groups of four after twelve rounds of its own making: repeats, gap, seconds. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Random } from '../lib/random.mjs';
import { run as runProgram } from '../lib/run.mjs';

export const title = 'a million people in groups of four, after twelve rounds of its own making';

const ROUNDS = '13';
const LARGEST_GAP = 0.001;

/**
 * Departments mixed, sites matched, levels near; most of a department is at its home site.
 * @param {number} people
 */
function company(people) {
  const random = new Random(7);
  const lines = [`${people} 3`, '41 0 40 0 0', '13 30 0 0 0', '7 0 0 10 0'];
  for (let i = 0; i < people; i += 1) {
    const department = random.below(40);
    const site = random.chance(0.8) ? department % 12 : random.below(12);
    lines.push(`${department + 1} ${site + 1} ${random.below(6) + 1}`);
  }
  return `${lines.join('\n')}\n`;
}

/**
 * @param {{quick: boolean, build: typeof import('../lib/build.mjs').build}} context
 * @returns {Promise<import('../bench.mjs').Row[]>}
 */
export async function run({ quick, build }) {
  await build('native');
  await build('wasm');
  const folder = mkdtempSync(join(tmpdir(), 'weft-groups-'));
  /** @type {import('../bench.mjs').Row[]} */
  const rows = [];
  try {
    const people = quick ? 100_000 : 1_000_000;
    const file = join(folder, 'company.txt');
    writeFileSync(file, company(people));
    for (const [where, program, args] of /** @type {const} */ ([
      ['native', 'build/native/weft-solve', []],
      ['wasm', process.execPath, ['build/wasm/weft-solve.js']],
    ])) {
      const words = ['typed', file, '--size', '4', '--rounds', ROUNDS];
      const ran = await runProgram(program, [...args, ...words]);
      if (ran.code !== 0) throw new Error(ran.output);
      const read = (/** @type {string} */ word) =>
        Number(new RegExp(`^${word} (\\S+)$`, 'm').exec(ran.output)?.[1] ?? Number.NaN);
      const what = `${people.toLocaleString('en')} people in fours, ${where}`;
      const gap = (read('bound') - read('value')) / read('bound');
      rows.push(
        {
          what: `${what}: the last round`,
          value: read('seconds'),
          unit: 's',
          target: 'under 8 s',
          ok: read('seconds') < 8,
        },
        { what: `${what}: repeats`, value: read('broken'), target: '0', ok: read('broken') === 0 },
        {
          what: `${what}: gap to the bound`,
          value: 100 * gap,
          unit: '%',
          target: 'at most 0.1 %',
          ok: gap <= LARGEST_GAP,
        },
      );
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  return rows;
}
