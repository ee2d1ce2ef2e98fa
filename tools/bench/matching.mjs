/** Maximum-weight matching: published optima, LEMON on the same files, WebAssembly against native, and what npm offers. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import blossom from 'edmonds-blossom';
import { readWords } from '../lib/words.mjs';

export const title = 'maximum-weight matching';

/** Instances with their targets: how many times faster than LEMON. */
const AGAINST_LEMON = [
  { name: 'dense 2000', args: ['dense', '2000', '1000000', '1'], target: 8 },
  { name: 'rand 100k', args: ['rand', '100000', '20', '1'], target: 6 },
  { name: 'knn 100k', args: ['knn', '100000', '17', '1'], target: 2 },
  { name: 'hr 100k', args: ['hr', '100000', '20', '1'], target: 1.2 },
];
const WASM_LIMIT = 1.5;
/** What npm offers, in the same engine: how many times faster WebAssembly is. */
const AGAINST_NPM = { name: 'dense 1000', args: ['dense', '1000', '1000', '1'], target: 100 };
/** Solved so often in one process, so that WebAssembly is measured as it runs, not as it is compiled. */
const RUNS = 5;

/** @param {import('../bench.mjs').Context} context */
export async function run({ quick, root, build, log }) {
  const data = join(root, '../shared/data/matching');
  if (!existsSync(data)) {
    log('the instances are not on this machine: nothing measured');
    return [];
  }
  await build('native');
  await build('wasm');
  const folder = join(root, 'build/bench/matching');
  mkdirSync(folder, { recursive: true });
  const compile = (/** @type {string} */ name) => {
    const program = join(folder, name);
    const source = join(root, 'tools/bench/peers', `${name}.cpp`);
    execFileSync('g++', ['-std=c++17', '-O3', '-w', '-I', data, source, '-o', program]);
    return program;
  };
  const generator = compile('generate_matching');
  const lemon = existsSync('/usr/include/lemon/matching.h') ? compile('lemon_matching') : undefined;
  if (!lemon) log('LEMON is not installed: no ratios to it');

  const instance = (/** @type {string[]} */ args) => {
    const file = join(folder, `${args.join('-')}.txt`);
    if (!existsSync(file)) {
      execFileSync(generator, args, { stdio: ['ignore', openSync(file, 'w'), 'inherit'] });
    }
    return file;
  };
  const solve = (/** @type {string} */ file, runs = 1, wasm = false) => {
    const args = ['matching', file, '--repeat', `${runs}`];
    const output = wasm
      ? execFileSync('node', [join(root, 'build/wasm/weft-solve.js'), ...args])
      : execFileSync(join(root, 'build/native/weft-solve'), args);
    return readWords(output.toString());
  };
  const rows = [];
  const optima = readFileSync(join(data, 'optima.tsv'), 'utf8')
    .split('\n')
    .filter((line) => /^[a-z]+\t\d/.test(line))
    .map((line) => line.split('\t'));
  const reachable = optima.filter(([, n]) => !quick || Number(n) <= 10_000);
  const reached = reachable.filter(([family, n, arg, seed, , optimum]) => {
    const { value, proof } = solve(instance([family, n, arg, seed]));
    return value === optimum && proof === 'optimal';
  });
  rows.push({
    what: 'published optima reached, each with its certificate',
    value: reached.length,
    unit: `of ${reachable.length}`,
    target: 'all',
    ok: reached.length === reachable.length,
  });
  for (const { name, args, target } of quick ? AGAINST_LEMON.slice(0, 1) : AGAINST_LEMON) {
    const file = instance(args);
    const native = Number(solve(file, RUNS).seconds);
    const wasm = Number(solve(file, RUNS, true).seconds);
    const peer = lemon
      ? Number(readWords(execFileSync(lemon, [file]).toString()).seconds)
      : undefined;
    if (peer !== undefined) {
      rows.push({
        what: `${name}, native`,
        value: native,
        unit: 's',
        peer: `LEMON ${peer.toFixed(2)}`,
        ratio: peer / native,
        target: `${target}× faster`,
        ok: peer / native >= target,
      });
    }
    rows.push({
      what: `${name}, WebAssembly`,
      value: wasm,
      unit: 's',
      peer: `native ${native.toFixed(3)}`,
      ratio: wasm / native,
      target: `at most ${WASM_LIMIT}×`,
      ok: wasm / native <= WASM_LIMIT,
    });
  }
  if (!quick) rows.push(againstNpm(instance(AGAINST_NPM.args), solve));
  return rows;
}

/**
 * @param {string} file
 * @param {(file: string, runs: number, wasm: boolean) => Record<string, string>} solve
 * @returns {import('../bench.mjs').Row}
 */
function againstNpm(file, solve) {
  const { seconds, value } = solve(file, RUNS, true);
  const [, ...edges] = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(' ').map(Number));
  const start = performance.now();
  const mate = blossom(edges, true);
  const peer = (performance.now() - start) / 1000;
  const sum = edges.reduce((total, [a, b, weight]) => total + (mate[a] === b ? weight : 0), 0);
  if (sum !== Number(value)) throw new Error(`${sum} and ${value} cannot both be the optimum`);
  return {
    what: `${AGAINST_NPM.name}, WebAssembly`,
    value: Number(seconds),
    unit: 's',
    peer: `edmonds-blossom ${peer.toFixed(1)} s`,
    ratio: peer / Number(seconds),
    target: `${AGAINST_NPM.target}× faster`,
    ok: peer / Number(seconds) >= AGAINST_NPM.target,
  };
}
