/** The core's door, as WebAssembly in this process and natively in another: docs/door.md for scripts. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT, run } from './run.mjs';

/**
 * @typedef {{name: string, bytes: Uint8Array}} File
 * @typedef {{answer: string, files: File[]}} Answer
 * @typedef {{window(from: number, size: number): Uint8Array, delete(): void}} Room
 * @typedef {{call(request: string, attachments: (Uint8Array | Room)[], progress: (json: string) => void): Answer,
 *   delete(): void}} WasmDoor
 * @typedef {{HEAPU8?: Uint8Array, Door: new () => WasmDoor, Bytes: new (size: number) => Room}} WasmModule
 * @typedef {{step: number, name: string}} EarlierFile a file that an earlier step has written
 * @typedef {{request: object, attachments?: (Uint8Array | EarlierFile)[]}} Step
 */

/**
 * @returns {Promise<WasmModule>}
 */
export async function loadWasm() {
  const folder = join(ROOT, 'build/wasm');
  const createWeft = createRequire(import.meta.url)(join(folder, 'weft.js'));
  return createWeft({ wasmBinary: readFileSync(join(folder, 'weft.wasm')) });
}

/**
 * Takes one step after the other through a new WebAssembly door.
 * @param {WasmModule} module
 * @param {Step[]} steps
 * @returns {Answer[]}
 */
export function walkWasm(module, steps) {
  const door = new module.Door();
  /** @type {Answer[]} */
  const answers = [];
  for (const { request, attachments = [] } of steps) {
    const bytes = attachments.map((attachment) =>
      attachment instanceof Uint8Array ? attachment : fileOf(answers, attachment),
    );
    answers.push(door.call(JSON.stringify(request), bytes, () => {}));
  }
  door.delete();
  return answers;
}

/**
 * @param {Answer[]} answers
 * @param {EarlierFile} wanted
 */
function fileOf(answers, { step, name }) {
  const file = answers[step].files.find((one) => one.name === name);
  if (!file) throw new Error(`step ${step} wrote no ${name}: ${answers[step].answer}`);
  return file.bytes;
}

/**
 * Takes the same steps through the native door.
 * @param {Step[]} steps
 * @param {number} [limit] seconds after which it is stopped
 * @returns {Promise<Answer[]>}
 */
export async function walkNative(steps, limit) {
  const folder = mkdtempSync(join(tmpdir(), 'weft-'));
  try {
    const out = join(folder, 'out');
    mkdirSync(out);
    const script = steps.map(({ request, attachments = [] }, index) => ({
      request,
      attachments: attachments.map((attachment, place) => {
        if (!(attachment instanceof Uint8Array)) {
          return join(out, `${attachment.step}-${attachment.name}`);
        }
        const path = join(folder, `in-${index}-${place}`);
        writeFileSync(path, attachment);
        return path;
      }),
    }));
    writeFileSync(join(folder, 'script.json'), JSON.stringify(script));
    const args = [join(folder, 'script.json'), '--out', out];
    const ran = await run('build/native/weft-door', args, { limit });
    const lines = ran.output.split('\n').filter((line) => line !== '');
    if (ran.code !== 0 || lines.length !== steps.length) {
      throw new Error(`weft-door ended with ${ran.code}:\n${ran.output.slice(-2000)}`);
    }
    const names = readdirSync(out);
    return lines.map((answer, index) => ({
      answer,
      files: names
        .filter((name) => name.startsWith(`${index}-`))
        .map((name) => ({
          name: name.slice(`${index}-`.length),
          bytes: new Uint8Array(readFileSync(join(out, name))),
        })),
    }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
