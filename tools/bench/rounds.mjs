/** A year of lunches planned at once: seconds of `run` as WebAssembly, repeats, who is left out, the gap, memory. */
import { run as runProgram } from '../lib/run.mjs';

export const title = 'twelve lunches planned at once';

const MEGABYTE = 2 ** 20;
const PROGRAM = {
  weft: 1,
  format: 'lunch',
  name: 'Lunch',
  rounds: { count: 12, months: 1 },
  rules: [{ different: '@department' }],
  criteria: [
    { mix: '@site', weight: 40 },
    { share: '@languages', weight: 20 },
  ],
};
const FOURS = { min: 4, max: 4 };
const CASES = [
  { people: 400 },
  { people: 400, size: FOURS },
  { people: 5000 },
  { people: 5000, size: FOURS },
  { people: 200_000 },
];

/** @param {import('../bench.mjs').Context} context */
export async function run({ quick, build, log }) {
  await build('wasm');
  /** @type {import('../bench.mjs').Row[]} */
  const rows = [];
  for (const { people, size } of quick ? CASES.slice(0, 2) : CASES) {
    const what = `${people.toLocaleString('en')} people ${size ? 'in fours' : 'in pairs'}, 12 rounds`;
    log(what);
    const ran = await runProgram(process.execPath, [
      'tools/bench/parts/million-run.mjs',
      String(people),
      '0',
      JSON.stringify(size ? { ...PROGRAM, size } : PROGRAM),
      'company',
    ]);
    if (ran.code !== 0) throw new Error(ran.output);
    const [plan] = JSON.parse(ran.output);
    const lost = plan.repeats + plan.leftOut;
    rows.push(
      { what: `${what}: run`, value: plan.seconds, unit: 's' },
      {
        what: `${what}: repeats and people left out`,
        value: lost,
        target: 'none',
        ok: lost === 0,
      },
      { what: `${what}: gap to the bound`, value: plan.gap * 100, unit: '%' },
      { what: `${what}: memory of the engine`, value: plan.heap / MEGABYTE, unit: 'MB' },
    );
  }
  return rows;
}
