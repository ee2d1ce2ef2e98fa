/** Stable matching and assignment: the largest known, checked here; LEMON's network simplex on the same files; WebAssembly. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { median } from '../lib/median.mjs';
import { readWords } from '../lib/words.mjs';

export const title = 'stable matching and assignment';

/** Instances with the size to reach, and the largest that was known before. */
const KNOWN = [
  { name: 'hrt_1000_250_1000_5_0.85_s1', size: 996 },
  { name: 'hrt_300_75_300_5_0.5_s1', size: 300 },
  { name: 'hrt_300_75_300_5_0.85_s1', size: 300 },
  { name: 'hrt_750_53_750_6_0.9_s1', size: 750 },
];
/** Mentees, mentors, list, places, share of ties, seed. */
const LARGE = ['stable', '100000', '20000', '10', '100000', '50', '1'];
const LARGE_QUICK = ['stable', '10000', '2000', '10', '10000', '50', '1'];
/** Rows, columns, places, list, range, seed. */
const SPARSE = [
  {
    name: 'best fit 10k × 1k × 30',
    args: ['sparse', '10000', '1000', '10000', '30', '1000000', '1'],
  },
  {
    name: 'best fit 100k × 10k × 30',
    args: ['sparse', '100000', '10000', '120000', '30', '1000000', '1'],
  },
];
const WASM_LIMIT = 1.5;
const RUNS = 5;

/**
 * Blocking pairs of `resident hospital` lines, from the definition.
 * @param {{residents: number[][], hospital_rank: Record<string, number>[], capacity: number[]}} instance
 * @param {number[][]} pairs
 */
function countBlocking({ residents, hospital_rank, capacity }, pairs) {
  const hospitalOf = new Map(pairs.map(([resident, hospital]) => [resident, hospital]));
  const ranks = capacity.map((_, h) =>
    pairs.filter((pair) => pair[1] === h).map(([resident]) => hospital_rank[h][resident]),
  );
  if (hospitalOf.size !== pairs.length) throw new Error('somebody has two hospitals');
  if (
    ranks.some((has, h) => has.length > capacity[h] || has.includes(/** @type {any} */ (undefined)))
  ) {
    throw new Error('a hospital has too many, or somebody it does not rank');
  }
  let blocking = 0;
  for (const [resident, list] of residents.entries()) {
    for (const hospital of list) {
      if (hospital === hospitalOf.get(resident)) break;
      const rank = hospital_rank[hospital][resident];
      if (rank === undefined) continue;
      const has = ranks[hospital];
      if (has.length < capacity[hospital] || has.some((other) => rank < other)) blocking += 1;
    }
  }
  return blocking;
}

/** @param {import('../bench.mjs').Context} context */
export async function run({ quick, root, build, log }) {
  await build('native');
  await build('wasm');
  const folder = join(root, 'build/bench/stable');
  mkdirSync(folder, { recursive: true });
  const compile = (/** @type {string} */ name) => {
    const program = join(folder, name);
    const source = join(root, 'tools/bench/peers', `${name}.cpp`);
    execFileSync('g++', ['-std=c++17', '-O3', '-w', source, '-o', program]);
    return program;
  };
  const generator = compile('generate_stable');
  const lemon = existsSync('/usr/include/lemon/network_simplex.h')
    ? compile('lemon_assignment')
    : undefined;
  if (!lemon) log('LEMON is not installed: no ratios to it');
  const instance = (/** @type {string[]} */ args) => {
    const file = join(folder, `${args.join('-')}.txt`);
    if (!existsSync(file)) {
      execFileSync(generator, args, { stdio: ['ignore', openSync(file, 'w'), 'inherit'] });
    }
    return file;
  };
  const options = { maxBuffer: 1 << 28 };
  const solve = (/** @type {string[]} */ args, wasm = false) =>
    wasm
      ? execFileSync('node', [join(root, 'build/wasm/weft-solve.js'), ...args], options).toString()
      : execFileSync(join(root, 'build/native/weft-solve'), args, options).toString();
  /** Native and WebAssembly by turns, so that both meet the same other work on the machine. */
  const both = (/** @type {string[]} */ args, turns = 3) => {
    const native = [];
    const wasm = [];
    let words = readWords('');
    let wasmWords = words;
    for (let turn = 0; turn < turns; turn += 1) {
      words = readWords(solve(args));
      wasmWords = readWords(solve(args, true));
      native.push(Number(words.seconds));
      wasm.push(Number(wasmWords.seconds));
    }
    if (words.value !== wasmWords.value || words.size !== wasmWords.size) {
      throw new Error(`${args.join(' ')}: WebAssembly finds something else`);
    }
    return { words, native: median(native), wasm: median(wasm) };
  };
  /** @type {import('../bench.mjs').Row[]} */
  const rows = [];
  const addWasm = (
    /** @type {string} */ what,
    /** @type {number} */ native,
    /** @type {number} */ wasm,
  ) =>
    rows.push({
      what: `${what}, WebAssembly`,
      value: wasm,
      unit: 's',
      peer: `native ${native.toPrecision(3)}`,
      ratio: wasm / native,
      target: `at most ${WASM_LIMIT}×`,
      ok: wasm / native <= WASM_LIMIT,
    });

  const data = join(root, '../shared/data/stable');
  if (!existsSync(data)) log('the published instances are not on this machine');
  for (const { name, size } of existsSync(data) ? KNOWN : []) {
    const file = join(data, `${name}.json`);
    const output = solve(['stable', file, '--print', '--repeat', `${RUNS}`]);
    const words = readWords(output);
    const pairs = output
      .trim()
      .split('\n')
      .filter((line) => /^\d/.test(line))
      .map((line) => line.split(' ').map(Number));
    const blocking = countBlocking(JSON.parse(readFileSync(file, 'utf8')), pairs);
    const stable = blocking === 0 && words.stable === 'yes' && pairs.length === Number(words.size);
    rows.push({
      what: `${name}, ${stable ? 'stable' : `${blocking} blocking pairs`}`,
      value: pairs.length,
      unit: `of at most ${words.bound}`,
      target: `${size} or more`,
      ok: stable && pairs.length >= size,
    });
    rows.push({
      what: name,
      value: Number(words.seconds),
      unit: 's',
      target: 'under 0.1 s',
      ok: Number(words.seconds) < 0.1,
    });
  }

  const large = quick ? LARGE_QUICK : LARGE;
  for (const favour of ['residents', 'hospitals', 'both']) {
    const file = instance(large);
    const { words, native, wasm } = both(['stable', file, '--favour', favour, '--repeat', '3']);
    const what = `${large[1]} mentees × ${large[2]} mentors × ${large[3]}, for ${favour}`;
    rows.push({
      what: `${what}: ${words.size} of at most ${words.bound}, stable ${words.stable}`,
      value: native,
      unit: 's',
      target: 'under 1 s',
      ok: native < 1 && words.stable === 'yes',
    });
    addWasm(what, native, wasm);
  }

  const n = quick ? '1000' : '5000';
  const fits = [
    { name: `best fit ${n} × ${n}, dense`, args: ['dense', n, '1000000', '1'] },
    ...(quick ? SPARSE.slice(0, 1) : SPARSE),
  ];
  for (const { name, args } of fits) {
    const file = instance(args);
    const { words, native, wasm } = both(['assign', file, '--repeat', '3'], 1);
    const peer = lemon ? readWords(execFileSync(lemon, [file]).toString()) : undefined;
    if (peer && peer.value !== words.value) throw new Error(`${name}: LEMON finds ${peer.value}`);
    rows.push({
      what: `${name}, proof ${words.proof}`,
      value: native,
      unit: 's',
      ...(peer && {
        peer: `LEMON ${Number(peer.seconds).toPrecision(3)}`,
        ratio: Number(peer.seconds) / native,
        target: 'at least as fast',
      }),
      ok: words.proof === 'optimal' && (!peer || native <= Number(peer.seconds)),
    });
    addWasm(name, native, wasm);
  }
  return rows;
}
