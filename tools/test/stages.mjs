/** The stages of `npm test`: each runs its checks and says how many passed and failed. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { build } from '../lib/build.mjs';
import { ROOT, run } from '../lib/run.mjs';

/**
 * @typedef {{passed: number, failed: number, output: string}} Result
 * @typedef {{name: string, title: string, run: () => Promise<Result>, asked?: boolean}} Stage `asked`: only runs
 *   where it is named
 */

/** @type {Stage[]} */
export const STAGES = [
  { name: 'style', title: 'formatting and lint', run: style },
  { name: 'types', title: 'types of the JavaScript', run: types },
  // The same cases as with sanitizers, sooner built.
  { name: 'native', title: 'core, native', run: () => core('native'), asked: true },
  { name: 'asan', title: 'core, native with sanitizers', run: () => core('native-asan') },
  { name: 'fuzz', title: 'what fuzzers found', run: replay },
  { name: 'wasm', title: 'core, as WebAssembly', run: () => core('wasm') },
  { name: 'tidy', title: 'clang-tidy', run: tidy },
  { name: 'cli', title: 'command line', run: () => scripts('cli', ['native']) },
  {
    name: 'parity',
    title: 'native = WebAssembly',
    run: () => scripts('parity', ['native', 'wasm']),
  },
  {
    name: 'rosters',
    title: 'exports of HR systems',
    run: () => scripts('rosters', ['native']),
  },
  { name: 'random', title: 'random programs', run: () => scripts('random', ['native']) },
  { name: 'csv', title: 'CSV against PapaParse', run: () => scripts('csv', ['native', 'wasm']) },
  {
    name: 'data',
    title: 'samples, schemas, examples',
    run: () => scripts('data', ['native', 'wasm']),
  },
  { name: 'page', title: 'page, in parts', run: () => scripts('page', ['page']) },
  { name: 'dist', title: 'page, as built', run: () => scripts('dist', ['page']) },
  {
    name: 'browser',
    title: 'page, in Chromium and Firefox',
    run: () => scripts('browser', ['page']),
  },
];

/**
 * Several checks that only say yes or no, as one result.
 * @param {Promise<import('../lib/run.mjs').Ran>[]} checks
 * @returns {Promise<Result>}
 */
async function verdicts(checks) {
  const ran = await Promise.all(checks);
  const bad = ran.filter(({ code }) => code !== 0);
  return {
    passed: ran.length - bad.length,
    failed: bad.length,
    output: bad.map(({ output }) => output).join('\n'),
  };
}

/**
 * Files below some folders, by the ends of their names.
 * @param {string[]} folders
 * @param {string[]} ends
 */
function filesBelow(folders, ends) {
  return folders
    .filter((folder) => existsSync(join(ROOT, folder)))
    .flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => ends.some((end) => name.endsWith(end)))
        .map((name) => join(folder, name)),
    )
    .sort();
}

/** The formatter comes with the JavaScript packages: the releases of Debian have others, which disagree. */
const CHECKED = ['--fno-color-diagnostics', '--dry-run', '-Werror'];

function style() {
  const sources = filesBelow(['src', 'wasm', 'tools', 'tests'], ['.h', '.cpp']);
  return verdicts([
    run('node_modules/.bin/clang-format', [...CHECKED, ...sources]).then((ran) => ({
      ...ran,
      output: unformatted(ran.output),
    })),
    run('node_modules/.bin/biome', ['check', '--colors=off', '--error-on-warnings', '.']),
  ]);
}

/**
 * Where the formatter would change something; what it would change, `npm run format` shows.
 * @param {string} output
 */
function unformatted(output) {
  const files = [...output.matchAll(/^(\S+?):\d+:\d+: error/gm)].map(([, file]) => file);
  const list = [...new Set(files)].join('\n');
  return list === '' ? output : `Not as clang-format has it (npm run format):\n${list}`;
}

function types() {
  return verdicts(
    ['page', 'worker', 'tools'].map((part) =>
      run('node_modules/.bin/tsc', ['-p', `tsconfig.${part}.json`]),
    ),
  );
}

/**
 * The commands are those of g++, which has warnings that clang doesn't know. A source that a unit includes is looked
 * at as a header is; that a declaration comes after its definition is the unit's doing.
 */
const TIDY = [
  '-p',
  'build/tidy',
  '--quiet',
  '--extra-arg=-Wno-unknown-warning-option',
  '--checks=-bugprone-suspicious-include,-readability-redundant-declaration',
  '--header-filter=(src|tools|wasm)/[a-z_]+/[^/]*[.](h|cpp)$',
];

/** How a command of g++ asks for the precompiled header, which clang can't read. */
const PRECOMPILED = / -(Winvalid-pch|fpch-preprocess|include \S+cmake_pch\.hxx)(?= )/g;

/** Sources of a unit: most of the time goes into the headers that they share. */
const TIDY_UNIT = 8;

/**
 * The sources of a folder that are compiled with the same options, a few at a time. Not all of them in one:
 * what is changed is looked at anew with its unit.
 * @returns {{source: string, options: string, sources: string[]}[]}
 */
function tidyUnits() {
  /** @type {{file: string, command: string}[]} */
  const commands = JSON.parse(
    readFileSync(join(ROOT, 'build/native/compile_commands.json'), 'utf8'),
  );
  /** @type {Map<string, {source: string, options: string, sources: string[]}[]>} */
  const alike = new Map();
  // What is in no target, such as a program for a benchmark, has no command to lint it with.
  for (const { file, command } of commands) {
    const source = relative(ROOT, file);
    if (!/^(src|tools)\//.test(source)) continue;
    const options = command.replace(PRECOMPILED, '').replace(/ -o \S+ -c \S+$/, '');
    // A program has a main of its own.
    const isAlone = source.startsWith('tools/');
    const key = `${isAlone ? source : dirname(source)} ${options}`;
    const units = alike.get(key) ?? [];
    alike.set(key, units);
    if ((units.at(-1)?.sources.length ?? TIDY_UNIT) === TIDY_UNIT) {
      const number = `${units.length > 0 ? units.length + 1 : ''}.cpp`;
      const name = `${isAlone ? source.replace(/\.cpp$/, '') : dirname(source)}${number}`;
      units.push({ source: `build/tidy/${name.replaceAll('/', '-')}`, options, sources: [] });
    }
    units.at(-1)?.sources.push(source);
  }
  return [...alike.values()].flat();
}

/**
 * Every unit that has changed since it was last found clean, over all cores.
 * @returns {Promise<Result>}
 */
async function tidy() {
  await build('native');
  // A header can spoil any source, so the headers are part of what a clean bill is for.
  const common = createHash('sha256').update(TIDY.join(' '));
  for (const file of ['.clang-tidy', ...filesBelow(['src'], ['.h'])]) {
    common.update(readFileSync(join(ROOT, file)));
  }
  const base = common.digest();
  const folder = join(ROOT, 'build/tidy');
  mkdirSync(folder, { recursive: true });
  const units = tidyUnits();
  const commands = units.map(({ source, options }) => ({
    directory: join(ROOT, 'build/native'),
    file: join(ROOT, source),
    command: `${options} -c ${join(ROOT, source)}`,
  }));
  writeFileSync(join(folder, 'compile_commands.json'), JSON.stringify(commands));
  const bills = units.map(({ sources }) => {
    const hash = createHash('sha256').update(base);
    for (const source of sources) hash.update(source).update(readFileSync(join(ROOT, source)));
    return join(folder, hash.digest('hex'));
  });
  let passed = 0;
  let output = '';
  const waiting = [...units.keys()];
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { source, sources } = units[next];
      const text = sources.map((file) => `#include "${join(ROOT, file)}"\n`).join('');
      writeFileSync(join(ROOT, source), text);
      if (!existsSync(bills[next])) {
        const ran = await run('clang-tidy', [...TIDY, source]);
        if (ran.code !== 0) {
          output += ran.output;
          continue;
        }
        writeFileSync(bills[next], sources.join('\n'));
      }
      passed += 1;
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return { passed, failed: units.length - passed, output };
}

/** Into how many parts a doctest program is cut for each core: cases differ in how long they take. */
const PARTS_PER_CORE = 6;

/**
 * Builds a preset and runs its doctest program, over all cores.
 * @param {'native' | 'native-asan' | 'wasm'} preset
 * @returns {Promise<Result>}
 */
async function core(preset) {
  await build(`${preset}-tests`);
  const program = `build/${preset}/weft-tests`;
  const start = (/** @type {string[]} */ ...args) =>
    preset === 'wasm'
      ? run(process.execPath, [`${program}.js`, '--no-colors', ...args])
      : run(program, ['--no-colors', ...args], { env: { UBSAN_OPTIONS: 'print_stacktrace=1' } });
  const counted = await start('--count');
  const cases = Number(/current filters: (\d+)/.exec(counted.output)?.[1] ?? 0);
  const cores = availableParallelism();
  const size = Math.ceil(cases / (cores * PARTS_PER_CORE));
  const firsts = Array.from({ length: Math.ceil(cases / size) || 0 }, (_, part) => part * size + 1);
  /** @type {Result} */
  const total = { passed: 0, failed: 0, output: '' };
  const work = async () => {
    for (let first = firsts.shift(); first; first = firsts.shift()) {
      const ran = await start('--duration', `--first=${first}`, `--last=${first + size - 1}`);
      // The summary takes cases outside of the range for passed; only those that ran have a duration.
      const done = ran.output.match(/^\d+\.\d+ s: /gm)?.length ?? 0;
      const failed = Number(/test cases:.*\|\s*(\d+) failed/.exec(ran.output)?.[1] ?? 0);
      const part = settled(Math.max(0, done - failed), failed, ran);
      total.passed += part.passed;
      total.failed += part.failed;
      total.output += part.output;
    }
  };
  await Promise.all(Array.from({ length: cores }, work));
  if (cases === 0) return settled(0, 0, counted);
  if (total.failed === 0 && total.passed !== cases) {
    return {
      ...total,
      failed: 1,
      output: `${total.output}\nOf ${cases} cases ${total.passed} ran.\n`,
    };
  }
  return total;
}

/** @returns {Promise<Result>} */
async function replay() {
  await build('native-asan-tests');
  const ran = await run('build/native-asan/weft-replay', ['tests/fuzz/corpus']);
  const counts = /(\d+) passed, (\d+) failed/.exec(ran.output);
  return settled(Number(counts?.[1] ?? 0), Number(counts?.[2] ?? 0), ran);
}

/**
 * Runs the tests in a folder of tests/ with Node's own runner.
 * @param {string} folder
 * @param {('native' | 'wasm' | 'page')[]} parts what must have been built
 * @returns {Promise<Result>}
 */
async function scripts(folder, parts) {
  const files = filesBelow([`tests/${folder}`], ['.test.js', '.spec.js']);
  // Without names, Node's runner would look for tests everywhere.
  if (files.length === 0) return { passed: 0, failed: 1, output: `tests/${folder} has no test.` };
  for (const part of parts) await build(part);
  const ran = await run(process.execPath, [
    '--test',
    `--test-concurrency=${availableParallelism()}`,
    '--test-reporter=spec',
    ...files,
  ]);
  const count = (/** @type {string} */ word) =>
    Number(new RegExp(`^ℹ ${word} (\\d+)$`, 'm').exec(ran.output)?.[1] ?? 0);
  return settled(count('pass'), count('fail') + count('cancelled'), ran);
}

/**
 * A program that failed without counting a failure, or that ran nothing, is a failure all the same.
 * @param {number} passed
 * @param {number} failed
 * @param {import('../lib/run.mjs').Ran} ran
 * @returns {Result}
 */
function settled(passed, failed, { code, output }) {
  if (failed === 0 && code !== 0) return { passed, failed: 1, output };
  if (passed + failed === 0) return { passed, failed: 1, output: `${output}\nNo test ran.\n` };
  return { passed, failed, output };
}
