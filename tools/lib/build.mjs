/** Builds each part at most once in a process, however many stages or benchmarks ask for it. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './run.mjs';

/** A build that failed; its message is what the tools printed. */
export class BuildError extends Error {}

/**
 * What can be asked for: a preset, and its targets where not all of it is wanted.
 * @satisfies {Record<string, {preset: string, targets: string[]}>}
 */
const PARTS = {
  native: { preset: 'native', targets: ['weft', 'weft-door', 'weft-solve'] },
  'native-tests': { preset: 'native', targets: ['weft-tests'] },
  'native-asan-tests': { preset: 'native-asan', targets: ['weft-tests', 'weft-replay'] },
  fuzz: { preset: 'fuzz', targets: ['weft-fuzz-csv', 'weft-fuzz-profile'] },
  wasm: { preset: 'wasm', targets: ['weft-wasm', 'weft-solve'] },
  'wasm-tests': { preset: 'wasm', targets: ['weft-tests'] },
};

/** @typedef {keyof typeof PARTS | 'page'} Part */

let warningsAreErrors = false;

/** From now on a warning of a compiler ends the build. */
export function refuseWarnings() {
  warningsAreErrors = true;
}

/** @type {Map<Part, Promise<void>>} */
const begun = new Map();

/**
 * @param {Part} part
 * @returns {Promise<void>}
 */
export function build(part) {
  let promise = begun.get(part);
  if (!promise) {
    promise = part === 'page' ? buildPage() : buildTargets(PARTS[part]);
    begun.set(part, promise);
  }
  return promise;
}

/** @param {{preset: string, targets: string[]}} part */
async function buildTargets({ preset, targets }) {
  // ccache keeps nothing that was compiled with a precompiled header unless it is told to.
  const { CCACHE_SLOPPINESS = 'pch_defines,time_macros' } = process.env;
  const options = isFound('ccache') ? [`-DCMAKE_CXX_COMPILER_LAUNCHER=${launcher(preset)}`] : [];
  if (warningsAreErrors) options.push('-DWEFT_WARNINGS_AS_ERRORS=ON');
  await must('cmake', ['--preset', preset, ...options]);
  const wanted = targets.length > 0 ? ['--target', ...targets] : [];
  await must('cmake', ['--build', '--preset', preset, ...wanted], { CCACHE_SLOPPINESS });
}

/**
 * ccache for a preset. It knows clang, but not em++, which takes clang's options.
 * @param {string} preset
 */
function launcher(preset) {
  return preset === 'wasm' ? 'cmake;-E;env;CCACHE_COMPILERTYPE=clang;ccache' : 'ccache';
}

/** @param {string} program */
function isFound(program) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

async function buildPage() {
  await build('wasm');
  await must(process.execPath, ['tools/build-page.mjs']);
}

/**
 * @param {string} program
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 */
async function must(program, args, env = {}) {
  const { code, output } = await run(program, args, { env });
  if (code !== 0) throw new BuildError(`${program} ${args.join(' ')}\n${output}`);
}
