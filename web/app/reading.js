/** How the bytes of a file become a table the core can read, and what is told where they do not. */

import { HEAD_BYTES, recognise } from '../io/intake.js';
import { Failure, Stopped } from '../worker/client.js';
import { meaningOf } from './tables.js';

/** @typedef {import('./types.js').Table} Table */

/** @param {Blob} file */
export async function bytesOf(file) {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    throw new Failure('page.file.unreadable');
  }
}

/** So much of a file at a time: the page goes on meanwhile. */
const SLICE = 4 << 20;

/**
 * @typedef {{signal?: AbortSignal, onCopied?: (bytes: number) => void}} Copying `signal`: ends it, with its reason
 */

/**
 * The bytes of a file as they are now, in memory. The file may be saved again while Weft is open: then one browser
 * could not read it any more, and another one would read the new bytes without a word.
 * @param {Blob} file
 * @param {Copying} [options]
 * @returns {Promise<Blob>}
 */
export async function copyOf(file, { signal, onCopied } = {}) {
  // What the page made is in memory.
  if (!(file instanceof File)) return file;
  const slices = [];
  let size = 0;
  for (let from = 0; from < file.size; from += SLICE) {
    const bytes = await bytesOf(file.slice(from, from + SLICE));
    signal?.throwIfAborted();
    size += bytes.length;
    slices.push(new Blob([bytes]));
    onCopied?.(size);
  }
  if (size !== file.size) throw new Failure('page.file.unreadable');
  return new Blob(slices);
}

/**
 * Begins to copy at once, whenever the copy is asked for.
 * @template {{name: string, file: Blob}} Given
 * @param {Given} given
 * @param {Copying} [options]
 * @returns {Omit<Given, 'file'> & {file: Promise<Blob>, signal?: AbortSignal}}
 */
export function takenIn(given, options = {}) {
  const file = copyOf(given.file, options);
  // Whoever waits for it hears of it.
  file.catch(() => {});
  return { ...given, file, signal: options.signal };
}

/** @param {unknown} error @param {Record<string, unknown>} [extra] */
export function asFailure(error, extra = {}) {
  if (error instanceof Failure) {
    return {
      code: error.code,
      args: { ...extra, ...error.args },
      where: error.where,
      issues: error.issues,
    };
  }
  const code = error instanceof Stopped ? 'page.stopped' : 'page.engineFailed';
  return { code, args: extra, where: '', issues: [] };
}

/**
 * What to tell of something that was not read, whether it failed or was stopped.
 * @param {unknown} error
 * @param {Record<string, unknown>} [extra]
 * @returns {import('./types.js').Notice[]}
 */
export function toldOf(error, extra) {
  const severity = error instanceof Stopped ? 'note' : 'error';
  return [{ severity, ...asFailure(error, extra) }];
}

/**
 * What to tell of something that went wrong: nothing to who stopped it.
 * @param {unknown} error
 * @param {Record<string, unknown>} [extra]
 * @returns {import('./types.js').Notice[]}
 */
export function noticesOf(error, extra) {
  return error instanceof Stopped ? [] : toldOf(error, extra);
}

/**
 * What went wrong with one file, to be shown where the file belongs.
 * @param {unknown} error
 * @param {string} file its name
 * @returns {import('./types.js').Issue[]}
 */
export function asIssues(error, file) {
  const { issues } = asFailure(error);
  return issues.length > 0 ? issues : toldOf(error, { file });
}

/**
 * @param {Pick<import('../worker/client.js').Engine, 'ask' | 'stopReading'>} engine
 * @param {(share: number | null) => void} onShare told how much of the files is copied; null: all that there is
 */
export function createReading(engine, onShare) {
  let copying = new AbortController();
  /** @type {Set<{size: number, done: number}>} */
  const copies = new Set();

  function tell() {
    const all = [...copies];
    const size = all.reduce((sum, copy) => sum + copy.size, 0);
    onShare(size > 0 ? all.reduce((sum, copy) => sum + copy.done, 0) / size : null);
  }

  /**
   * A file that is to be read.
   * @template {{name: string, file: Blob}} Given
   * @param {Given} given
   */
  function takeIn(given) {
    const copy = { size: given.file.size, done: 0 };
    copies.add(copy);
    const onCopied = (/** @type {number} */ done) => {
      copy.done = done;
      tell();
    };
    const taken = takenIn(given, { signal: copying.signal, onCopied });
    const end = () => {
      copies.delete(copy);
      tell();
    };
    taken.file.then(end, end);
    return taken;
  }

  /** Ends whatever is being read, wherever it is. */
  function stop() {
    copying.abort(new Stopped());
    copying = new AbortController();
    engine.stopReading();
  }

  /** Reads the sheet of a workbook. @param {Blob} file @param {string} [sheet] */
  function readSheet(file, sheet) {
    return engine.ask('readSheet', { file, sheet });
  }

  /**
   * A file of which HR has said what it is.
   * @param {{name: string, file: Promise<Blob>, signal?: AbortSignal}} given
   * @param {import('./types.js').TableKind} kind
   * @param {string} otherwise the code of what to say to a file that is no table
   * @returns {Promise<Table>}
   */
  async function readTable({ name, file: taken, signal }, kind, otherwise) {
    const file = await taken;
    signal?.throwIfAborted();
    const found = recognise(name, await bytesOf(file.slice(0, HEAD_BYTES)));
    if (found.kind === 'unusable') throw new Failure(found.code, found.args);
    if (found.kind === 'workspace' || found.kind === 'program')
      throw new Failure(otherwise, { file: name, list: kind });
    const workbook = found.kind === 'workbook';
    const read = workbook ? await readSheet(file) : { csv: file, sheets: [] };
    return {
      ...read,
      name,
      file,
      workbook,
      sample: false,
      kind,
      rows: 0,
      headers: [],
      means: meaningOf(name),
    };
  }

  return { takeIn, stop, readSheet, readTable };
}
