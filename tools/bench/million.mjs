/** Lunch for a million people and for two, round on round: seconds of `run` as WebAssembly, certificate, memory. */
import { run as runProgram } from '../lib/run.mjs';

export const title = 'lunch for a million people, after rounds of its own making';

const GIGABYTE = 2 ** 30;
const LARGEST_GAP = 0.0005;
const PROGRAM = {
  weft: 1,
  format: 'lunch',
  name: 'Lunch',
  rules: [{ met: { rounds: 12 } }],
  criteria: [
    { mix: 'department', weight: 40 },
    { match: 'site', weight: 30 },
    { near: 'level', weight: 10 },
    { share: 'languages', weight: 15 },
    { novelty: true, weight: 5 },
  ],
};
const WITH_TENURE = {
  ...PROGRAM,
  criteria: [...PROGRAM.criteria, { near: 'hire date', weight: 10 }],
};

/** @typedef {{seconds: number, cpu: number, gap: number, repeats: number, leftOut: number, heap: number}} Round */

/** @param {import('../bench.mjs').Context} context */
export async function run({ quick, build, log }) {
  await build('wasm');
  const cases = quick
    ? [{ people: 50_000, rounds: 2, program: PROGRAM, what: 'five criteria' }]
    : [
        {
          people: 1_000_000,
          rounds: 12,
          program: PROGRAM,
          what: 'five criteria',
          seconds: 5,
          memory: 1.5,
        },
        { people: 2_000_000, rounds: 12, program: PROGRAM, what: 'five criteria', seconds: 12 },
        { people: 1_000_000, rounds: 12, program: WITH_TENURE, what: 'and the day people came' },
      ];
  /** @type {import('../bench.mjs').Row[]} */
  const rows = [];
  for (const { people, rounds, program, what, seconds, memory } of cases) {
    log(`${rounds} rounds of ${people.toLocaleString('en')} people`);
    const ran = await runProgram(process.execPath, [
      '--max-old-space-size=16000',
      'tools/bench/parts/million-run.mjs',
      String(people),
      String(rounds),
      JSON.stringify(program),
    ]);
    if (ran.code !== 0) throw new Error(ran.output);
    /** @type {Round[]} */
    const all = JSON.parse(ran.output);
    const last = all[rounds];
    const name = `${people.toLocaleString('en')} people, ${what}, after ${rounds} rounds`;
    rows.push({
      what: `${name}: run`,
      value: last.seconds,
      unit: 's',
      ...(seconds && { target: `under ${seconds} s`, ok: last.seconds < seconds }),
    });
    rows.push({ what: `${name}: run, processor time`, value: last.cpu, unit: 's' });
    rows.push({
      what: `${name}: gap to the bound`,
      value: last.gap * 100,
      unit: '%',
      ...(program === PROGRAM && { target: 'at most 0.05 %', ok: last.gap <= LARGEST_GAP }),
    });
    rows.push({
      what: `${name}: repeats and people left out, in all rounds`,
      value: all.reduce((sum, round) => sum + round.repeats + round.leftOut, 0),
      target: 'none',
      ok: all.every((round) => round.repeats === 0 && round.leftOut === 0),
    });
    rows.push({
      what: `${name}: memory of the engine, at its largest`,
      value: last.heap / GIGABYTE,
      unit: 'GB',
      ...(memory && { target: `under ${memory} GB`, ok: last.heap / GIGABYTE < memory }),
    });
  }
  return rows;
}
