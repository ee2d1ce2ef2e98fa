/** How the bytes of a file become a table the core can read, and what is told where they do not. */

import { HEAD_BYTES, recognise } from '../io/intake.js';
import { Failure } from '../worker/client.js';
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
  return { code: 'page.engineFailed', args: extra, where: '', issues: [] };
}

/**
 * What went wrong with one file, to be shown where the file belongs.
 * @param {unknown} error
 * @param {string} file its name
 * @returns {import('./types.js').Issue[]}
 */
export function asIssues(error, file) {
  const failure = asFailure(error, { file });
  return failure.issues.length > 0 ? failure.issues : [{ severity: 'error', ...failure }];
}

/** @param {Pick<import('../worker/client.js').Engine, 'ask'>} engine */
export function createReading(engine) {
  /** Reads the sheet of a workbook. @param {Blob} file @param {string} [sheet] */
  function readSheet(file, sheet) {
    return engine.ask('readSheet', { file, sheet });
  }

  /**
   * A file of which HR has said what it is.
   * @param {File} file
   * @param {import('./types.js').TableKind} kind
   * @param {string} otherwise the code of what to say to a file that is no table
   * @returns {Promise<Table>}
   */
  async function readTable(file, kind, otherwise) {
    const found = recognise(file.name, await bytesOf(file.slice(0, HEAD_BYTES)));
    if (found.kind === 'unusable') throw new Failure(found.code, found.args);
    if (found.kind === 'workspace' || found.kind === 'program')
      throw new Failure(otherwise, { file: file.name, list: kind });
    const workbook = found.kind === 'workbook';
    const read = workbook ? await readSheet(file) : { csv: file, sheets: [] };
    return {
      ...read,
      name: file.name,
      file,
      workbook,
      sample: false,
      kind,
      rows: 0,
      headers: [],
      means: meaningOf(file.name),
    };
  }

  return { readSheet, readTable };
}
