/** Lunch for 10,000 people, proven over all pairs, round on round: seconds of `run` as WebAssembly, certificate, memory. */
import { run as runProgram } from '../lib/run.mjs';

export const title = 'lunch for 10,000 people, proven best after rounds of its own making';

const MEGABYTE = 2 ** 20;
const CRITERIA = [
  { mix: '@department', weight: 40 },
  { mix: '@site', weight: 25 },
  { near: '@level', weight: 10 },
  { share: '@languages', weight: 20 },
  { share: 'Skills offered', weight: 15 },
];
const PROGRAM = {
  weft: 1,
  format: 'lunch',
  name: 'Lunch',
  rules: [{ distance: '@level', max: 3 }, { met: { rounds: 12 } }],
  criteria: CRITERIA,
};

/** @typedef {{seconds: number, cpu: number, gap: number, solver: string, heap: number, leftOut: number, repeats: number}} Round */

/** Both look at all pairs: the one at all of them at once, the other at those whose price says so. */
const OVER_ALL_PAIRS = ['blossom', 'priced'];
/** @param {Round} round */
const isProven = ({ gap, solver }) => gap === 0 && OVER_ALL_PAIRS.includes(solver);

/** @param {import('../bench.mjs').Context} context */
export async function run({ quick, build, log }) {
  await build('wasm');
  // A few are on leave: 10,000 and more take part.
  const cases = quick
    ? [{ people: 2000, rounds: 1, program: PROGRAM, what: 'five criteria' }]
    : [
        { people: 10_180, rounds: 12, program: PROGRAM, what: 'five criteria', seconds: 3 },
        {
          people: 10_180,
          rounds: 2,
          program: { ...PROGRAM, criteria: [...CRITERIA, { far: '@hireDate', weight: 10 }] },
          what: 'and the day people came',
        },
      ];
  /** @type {import('../bench.mjs').Row[]} */
  const rows = [];
  for (const { people, rounds, program, what, seconds } of cases) {
    log(`${rounds} rounds of ${people.toLocaleString('en')} people, ${what}`);
    const ran = await runProgram(process.execPath, [
      'tools/bench/parts/million-run.mjs',
      String(people),
      String(rounds),
      JSON.stringify(program),
      'company',
    ]);
    if (ran.code !== 0) throw new Error(ran.output);
    /** @type {Round[]} */
    const all = JSON.parse(ran.output);
    const last = all[rounds];
    const name = `${people.toLocaleString('en')} people on the roster, ${what}, after ${rounds} rounds`;
    rows.push({
      what: `${name}: run`,
      value: last.seconds,
      unit: 's',
      ...(seconds && { target: `under ${seconds} s`, ok: last.seconds < seconds }),
    });
    rows.push({ what: `${name}: run, processor time`, value: last.cpu, unit: 's' });
    rows.push({
      what: `${name}: rounds that are proven best over all pairs`,
      value: all.filter(isProven).length,
      target: `all ${rounds + 1}`,
      ok: all.every(isProven),
    });
    rows.push({
      what: `${name}: memory of the engine, at its largest`,
      value: last.heap / MEGABYTE,
      unit: 'MB',
      ...(seconds && { target: 'under 300 MB', ok: last.heap / MEGABYTE < 300 }),
    });
  }
  return rows;
}
