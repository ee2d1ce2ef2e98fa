/** Builds each part at most once in a process, however many stages or benchmarks ask for it. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './run.mjs';

/** A build that failed; its message is what the tools printed. */
export class BuildError extends Error {}

/** @type {Map<string, Promise<void>>} */
const begun = new Map();

/**
 * @param {'native' | 'native-asan' | 'wasm' | 'page'} part
 * @returns {Promise<void>}
 */
export function build(part) {
  let promise = begun.get(part);
  if (!promise) {
    promise = part === 'page' ? buildPage() : buildPreset(part);
    begun.set(part, promise);
  }
  return promise;
}

/** @param {string} preset */
async function buildPreset(preset) {
  const isFound = (/** @type {string} */ program) =>
    (process.env.PATH ?? '').split(delimiter).some((folder) => {
      try {
        accessSync(join(folder, program), constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
  const launcher =
    preset !== 'wasm' && isFound('ccache') ? ['-DCMAKE_CXX_COMPILER_LAUNCHER=ccache'] : [];
  await must('cmake', ['--preset', preset, ...launcher]);
  await must('cmake', ['--build', '--preset', preset]);
}

async function buildPage() {
  await build('wasm');
  await must(process.execPath, ['tools/build-page.mjs']);
}

/**
 * @param {string} program
 * @param {string[]} args
 */
async function must(program, args) {
  const { code, output } = await run(program, args);
  if (code !== 0) throw new BuildError(`${program} ${args.join(' ')}\n${output}`);
}
