/** The only file that knows the spreadsheet library: workbooks in, workbooks out, as plain tables. */

import { unzipSync } from 'fflate';
import { EncryptedFileError } from 'hucre';
import { readXlsx, streamXlsxRows, writeXlsx } from 'hucre/xlsx';
import { writeCsv } from './csv.js';
import { WORKBOOK_LIMITS } from './limits.js';

/** A table that cannot be read, as a code with arguments. */
export class TableError extends Error {
  /**
   * @param {string} code
   * @param {Record<string, unknown>} [args]
   */
  constructor(code, args = {}) {
    super(code);
    this.code = code;
    this.args = args;
  }
}

/** What a formula shows that has no result, such as a look-up that found nothing. */
const FORMULA_ERROR = /^#(N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA)$/;

/**
 * A cell as the text a CSV file would have. Excel's days arrive as midnight UTC, its times of day on the
 * day before its calendar begins; a formula's error is no value.
 * @param {unknown} cell
 */
export function cellText(cell) {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) {
    if (Number.isNaN(cell.getTime())) return '';
    const [day, time] = cell.toISOString().split('T');
    if (day === '1899-12-31') return String(time?.slice(0, 5));
    return time?.startsWith('00:00:00') ? String(day) : `${day} ${time?.slice(0, 5)}`;
  }
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE';
  // Excel shows 15 digits; what comes behind them is how the number is stored.
  if (typeof cell === 'number') return String(Number(cell.toPrecision(15)));
  const text = String(cell);
  return text.startsWith('#') && FORMULA_ERROR.test(text) ? '' : text;
}

const MEGABYTE = 1_000_000;
const OLE_SIGNATURE = 0xd0;

/**
 * Refuses what would fill the memory, by the archive's own directory: the library unpacks no part beyond the
 * size that stands there, and a part that claims none is not believed.
 * @param {Uint8Array} bytes
 * @param {typeof WORKBOOK_LIMITS} limits
 */
function checkSize(bytes, limits) {
  if (bytes.length > limits.packed) {
    throw new TableError('page.file.tooLarge', {
      size: Math.ceil(bytes.length / MEGABYTE),
      limit: limits.packed / MEGABYTE,
    });
  }
  if (bytes[0] === OLE_SIGNATURE) return;
  let unpacked = 0;
  let isSound = true;
  unzipSync(bytes, {
    filter: ({ size, originalSize }) => {
      unpacked += originalSize;
      isSound &&= originalSize > 0 || size <= 2;
      return false;
    },
  });
  if (!isSound) throw new TableError('page.file.brokenWorkbook');
  if (unpacked > limits.unpacked) throw tooMuchInside(limits.unpacked);
}

/** @param {number} limit */
function tooMuchInside(limit) {
  return new TableError('page.file.tooMuchInside', { limit: limit / MEGABYTE });
}

/** Rows in which the header is looked for: the widest of them is as wide as the table. */
const HEAD_ROWS = 20;
/** Rows that become bytes together. */
const BATCH = 2_000;

/** A sheet on its way to CSV: short rows are filled up, rows that are not in the file keep their numbers. */
class SheetText {
  /** @param {typeof WORKBOOK_LIMITS} limits */
  constructor(limits) {
    this.limits = limits;
    /** Rows with content. */
    this.filled = 0;
    /** @type {string[][]} */
    this.waiting = [];
    this.width = 0;
    this.next = 0;
    /** @type {Uint8Array[]} */
    this.parts = [];
    this.size = 0;
    this.encoder = new TextEncoder();
  }

  /** @param {number} index @param {unknown[]} values */
  add(index, values) {
    const cells = values.slice(0, this.limits.columns).map(cellText);
    while (cells.length > 0 && cells.at(-1)?.trim() === '') cells.pop();
    if (cells.length === 0 || index < this.next || index >= this.limits.rows) return;
    this.filled += 1;
    if (this.filled <= HEAD_ROWS) this.width = Math.max(this.width, cells.length);
    for (; this.next < index; this.next += 1) this.push([]);
    this.push(cells);
    this.next += 1;
  }

  /** @param {string[]} cells */
  push(cells) {
    this.waiting.push(cells);
    if (this.waiting.length >= BATCH) this.flush();
  }

  flush() {
    for (const cells of this.waiting) {
      if (cells.length === 0) continue;
      while (cells.length < this.width) cells.push('');
    }
    const text = writeCsv(this.waiting);
    const part = this.encoder.encode(this.parts.length === 0 ? text : `\r\n${text}`);
    this.size += part.length;
    if (this.size > this.limits.unpacked) throw tooMuchInside(this.limits.unpacked);
    this.parts.push(part);
    this.waiting = [];
  }

  /** @returns {Uint8Array} */
  bytes() {
    if (this.waiting.length > 0) this.flush();
    const whole = new Uint8Array(this.size);
    let at = 0;
    for (const part of this.parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  }
}

/**
 * The visible sheets in their order. Nothing of them is read yet.
 * @param {Uint8Array} bytes
 */
async function visibleSheets(bytes) {
  /** @type {string[]} */
  const names = [];
  await readXlsx(bytes, {
    sheets: ({ name, hidden, veryHidden }) => {
      if (!hidden && !veryHidden) names.push(name);
      return false;
    },
  });
  return names;
}

/**
 * @param {Uint8Array} bytes
 * @param {string} sheet
 * @param {typeof WORKBOOK_LIMITS} limits
 */
async function sheetText(bytes, sheet, limits) {
  const text = new SheetText(limits);
  for await (const row of streamXlsxRows(bytes, { sheet })) text.add(row.index, row.values);
  return text;
}

/**
 * Reads one sheet of a workbook as UTF-8 CSV: the one asked for, else the visible one with most rows.
 * Row numbers stay as in the file. Only the best sheet so far is kept.
 * @param {Uint8Array} bytes
 * @param {string} [wanted]
 * @param {typeof WORKBOOK_LIMITS} [limits]
 */
export async function readSheet(bytes, wanted, limits = WORKBOOK_LIMITS) {
  const sheets = [];
  let chosen;
  try {
    checkSize(bytes, limits);
    for (const name of await visibleSheets(bytes)) {
      const text = await sheetText(bytes, name, limits);
      if (text.filled === 0) continue;
      sheets.push({ name, rows: text.filled });
      const isLarger = !chosen || text.filled > chosen.text.filled;
      if (name === wanted || (isLarger && (!chosen || chosen.name !== wanted))) {
        chosen = { name, text };
      }
    }
  } catch (error) {
    if (error instanceof TableError) throw error;
    if (error instanceof EncryptedFileError) throw new TableError('page.file.locked');
    throw new TableError('page.file.brokenWorkbook');
  }
  if (!chosen) throw new TableError('page.file.emptyWorkbook');
  return { csv: chosen.text.bytes(), sheet: chosen.name, sheets };
}

const WIDEST_COLUMN = 48;

/**
 * Writes one sheet. Text stays text, whatever it begins with, so a spreadsheet never runs it as a formula.
 * @param {Array<Array<string | number>>} cells first row: headers
 * @param {string} name
 */
export async function writeSheet(cells, name) {
  // Row by row: so many cannot be the arguments of one call.
  const width = cells.reduce((most, row) => Math.max(most, row.length), 1);
  const columns = Array.from({ length: width }, (_, column) => {
    const longest = Math.max(
      6,
      ...cells.slice(0, 500).map((row) => String(row[column] ?? '').length),
    );
    return { width: Math.min(WIDEST_COLUMN, longest + 2) };
  });
  const heads = new Map(
    (cells[0] ?? []).map((_, column) => [`0,${column}`, { style: { font: { bold: true } } }]),
  );
  return writeXlsx({
    sheets: [{ name, rows: cells, columns, cells: heads, freezePane: { rows: 1 } }],
  });
}
