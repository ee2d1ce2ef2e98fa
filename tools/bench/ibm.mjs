/** A roster of 1,470 people, one department of 65 %: the known optimum, then rounds without a repeat. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadWasm } from '../lib/doors.mjs';
import { median } from '../lib/median.mjs';
import { run as runProgram } from '../lib/run.mjs';

export const title = 'pairs of 1,470 people across three departments';

/** What a different solver proved for this roster. */
const OPTIMUM = 509;
const PAIRS = 735;
const ROUNDS = 6;

const PROGRAM = {
  weft: 1,
  format: 'lunch',
  name: 'Mystery Lunch',
  size: { min: 2, max: 2 },
  rules: [{ met: 'ever' }],
  criteria: [{ mix: '@department', weight: 100 }],
  seed: 7,
};

/** @typedef {{groups: {people: {id: string}[]}[], certificate: {proof: string}, measures: any, check: any}} Outcome */

/** @param {import('../bench.mjs').Context} context */
export async function run({ quick, root, build, log }) {
  const roster = join(root, '../shared/data/ibm-hr/ibm-hr.csv');
  if (!existsSync(roster)) {
    log('the roster is not on this machine: nothing measured');
    return [];
  }
  await build('native');
  await build('wasm');
  const folder = join(root, 'build/bench/ibm');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const program = join(folder, 'program.json');
  writeFileSync(program, JSON.stringify(PROGRAM));

  const seconds = [];
  const across = [];
  const proofs = [];
  const met = new Set();
  let repeats = 0;
  const rounds = quick ? 2 : ROUNDS;
  for (let round = 0; round < rounds; round += 1) {
    const out = join(folder, String(round));
    const before = join(folder, String(round - 1), 'workspace.weft.json');
    const ran = await runProgram('build/native/weft', [
      'run',
      ...['--program', program, '--roster', roster, '--out', out],
      ...(round > 0 ? ['--workspace', before] : []),
    ]);
    if (ran.code > 1) throw new Error(ran.output);
    /** @type {Outcome} */
    const outcome = JSON.parse(readFileSync(join(out, 'outcome.json'), 'utf8'));
    seconds.push(ran.seconds);
    proofs.push(outcome.certificate.proof);
    across.push(
      outcome.measures.across.find((/** @type {any} */ one) => one.column === 'Department').groups,
    );
    for (const { people } of outcome.groups) {
      const pair = people
        .map(({ id }) => id)
        .sort()
        .join('+');
      if (met.has(pair)) repeats += 1;
      met.add(pair);
    }
    log(
      `round ${round + 1}: ${across[round]} of ${outcome.groups.length}, ${proofs[round]}, ${ran.seconds.toFixed(2)} s`,
    );
  }

  const wasm = await inWasm(new Uint8Array(readFileSync(roster)), quick ? 1 : 3);
  return [
    {
      what: 'pairs across departments, first round',
      value: across[0],
      unit: `of ${PAIRS}`,
      target: `${OPTIMUM}, proven`,
      ok: across[0] === OPTIMUM && proofs[0] === 'optimal',
    },
    {
      what: `rounds proven optimal, each fed the last workspace`,
      value: proofs.filter((proof) => proof === 'optimal').length,
      unit: `of ${rounds}`,
      target: 'all',
      ok: proofs.every((proof) => proof === 'optimal'),
    },
    { what: 'repeated pairs', value: repeats, target: 'none', ok: repeats === 0 },
    { what: 'one round, command line', value: median(seconds), unit: 's' },
    {
      what: 'one round, WebAssembly under Node',
      value: wasm.seconds,
      unit: 's',
      peer: median(seconds),
      ratio: wasm.seconds / median(seconds),
      target: `${OPTIMUM} too`,
      ok: wasm.across === OPTIMUM,
    },
  ];
}

/**
 * Reading, matching and checking, as the page's worker does it.
 * @param {Uint8Array} roster
 * @param {number} times
 */
async function inWasm(roster, times) {
  const module = await loadWasm();
  const figures = [];
  let across = 0;
  for (let time = 0; time < times; time += 1) {
    const door = new module.Door();
    const start = performance.now();
    const today = '2026-11-23';
    door.call(JSON.stringify({ op: 'profile', file: 'ibm-hr.csv', today }), [roster], () => {});
    const request = { op: 'run', program: PROGRAM, date: today };
    const { value } = JSON.parse(door.call(JSON.stringify(request), [], () => {}).answer);
    figures.push((performance.now() - start) / 1000);
    across = value.measures.across.find(
      (/** @type {any} */ one) => one.column === 'Department',
    ).groups;
    door.delete();
  }
  return { seconds: median(figures), across };
}
