/** The only file that knows the spreadsheet library: workbooks in, workbooks out, as plain tables. */

import { EncryptedFileError } from 'hucre';
import { streamXlsxRows, writeXlsx } from 'hucre/xlsx';
import { writeCsv } from './csv.js';
import { SPREADSHEET, WORKBOOK_LIMITS } from './limits.js';
import { isOutOfMemory } from './memory.js';
import { TableError } from './table-error.js';
import { checkMarkup, sheetsOf } from './workbook.js';
import { contentOf, partsOf } from './zip.js';

/** @typedef {import('./sheets.js').SheetRead} SheetRead */
/** @typedef {import('./workbook.js').Sheet} Sheet */
/** @typedef {{name: string, text: SheetText}} Chosen */

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
 * Refuses what would fill the memory before anything is unpacked, by the archive's own directory: the library unpacks
 * no part beyond the size that stands there.
 * @param {Uint8Array} bytes
 * @param {typeof WORKBOOK_LIMITS} limits
 */
function checkedParts(bytes, limits) {
  if (bytes.length > limits.packed) {
    throw new TableError('page.file.tooLarge', {
      size: Math.ceil(bytes.length / MEGABYTE),
      limit: limits.packed / MEGABYTE,
    });
  }
  if (bytes[0] === OLE_SIGNATURE) throw new TableError('page.file.locked');
  const parts = partsOf(bytes, limits.parts);
  const most = mostOf(bytes, limits);
  let unpacked = 0;
  for (const part of parts.values()) unpacked += part.unpacked;
  if (unpacked > most) throw tooMuchInside(most);
  return parts;
}

/**
 * How many bytes a workbook may come to, packed as it is: people's tables shrink to a tenth, not to a thousandth.
 * @param {Uint8Array} bytes
 * @param {typeof WORKBOOK_LIMITS} limits
 */
function mostOf(bytes, limits) {
  return Math.min(limits.unpacked, Math.max(limits.small, bytes.length * limits.times));
}

/** @param {number} limit */
function tooMuchInside(limit) {
  return new TableError('page.file.tooMuchInside', { limit: Math.ceil(limit / MEGABYTE) });
}

/** Rows in which the header is looked for: the widest of them is as wide as the table. */
const HEAD_ROWS = 20;
/** Rows that become bytes together. */
const BATCH = 2_000;

/** A sheet on its way to CSV: short rows are filled up, rows that are not in the file keep their numbers. */
class SheetText {
  /**
   * @param {typeof WORKBOOK_LIMITS} limits
   * @param {number} most characters of all cells together, and bytes of the table
   */
  constructor(limits, most) {
    this.limits = limits;
    this.most = most;
    /** Rows with content. */
    this.filled = 0;
    /** Columns with content that are left out, since they are too far to the right. @type {Set<number>} */
    this.beyond = new Set();
    /** @type {string[][]} */
    this.waiting = [];
    this.width = 0;
    this.next = 0;
    this.letters = 0;
    this.values = 0;
    /** @type {Uint8Array[]} */
    this.parts = [];
    this.size = 0;
    this.encoder = new TextEncoder();
  }

  /** @param {number} index @param {unknown[]} values */
  add(index, values) {
    // A cell far to the right makes a row of thousands.
    this.values += values.length;
    if (this.values > this.limits.values + this.most) throw tooMuchInside(this.most);
    const cells = values.slice(0, this.limits.columns).map(cellText);
    this.noteBeyond(values);
    while (cells.length > 0 && cells.at(-1)?.trim() === '') cells.pop();
    if (cells.length === 0) return;
    // Rows out of their order, and such as no sheet has, would have to be left out.
    if (!(index >= this.next && index < this.limits.rows))
      throw new TableError('page.file.brokenWorkbook');
    this.count(cells);
    this.filled += 1;
    if (this.filled <= HEAD_ROWS) this.width = Math.max(this.width, cells.length);
    for (; this.next < index; this.next += 1) this.push([]);
    this.push(cells);
    this.next += 1;
  }

  /** @param {unknown[]} values */
  noteBeyond(values) {
    for (let column = this.limits.columns; column < values.length; column += 1)
      if (cellText(values[column]).trim() !== '') this.beyond.add(column);
  }

  /** Before any text is made: one that is shared by many cells takes no room yet. @param {string[]} cells */
  count(cells) {
    for (const cell of cells) this.letters += cell.length;
    if (this.letters > this.most) throw tooMuchInside(this.most);
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

/** The sheets of a workbook, to be read one by one. */
class Workbook {
  /**
   * @param {Uint8Array} bytes
   * @param {typeof WORKBOOK_LIMITS} limits
   */
  constructor(bytes, limits) {
    this.bytes = bytes;
    this.limits = limits;
    this.parts = checkedParts(bytes, limits);
    const { sheets, shared } = sheetsOf(bytes, this.parts);
    this.sheets = sheets;
    this.shared = shared;
  }

  /** Bytes that are gone through to read them. @param {Sheet[]} sheets */
  work(sheets) {
    return sheets.reduce((sum, sheet) => sum + sheet.unpacked + this.shared, 0);
  }

  /** @param {Sheet} sheet */
  async read({ name, place }) {
    const part = this.parts.get(place);
    if (!part) throw new TableError('page.file.brokenWorkbook');
    checkMarkup(contentOf(this.bytes, part), this.limits.tag);
    const text = new SheetText(this.limits, mostOf(this.bytes, this.limits));
    for await (const row of streamXlsxRows(this.bytes, { sheet: name }))
      text.add(row.index, row.values);
    return text;
  }
}

/**
 * Every sheet of a small workbook, so that each can be shown with its rows.
 * @param {Workbook} book
 * @param {string | undefined} wanted
 */
async function readEvery(book, wanted) {
  /** @type {SheetRead[]} */
  const sheets = [];
  /** @type {Chosen | undefined} */
  let chosen;
  for (const sheet of book.sheets) {
    const { name } = sheet;
    const text = await book.read(sheet);
    if (text.filled === 0) continue;
    sheets.push({ name, ...toldOf(text) });
    const isLarger = !chosen || text.filled > chosen.text.filled;
    if (wanted === undefined ? isLarger : name === wanted) chosen = { name, text };
  }
  return { chosen, sheets };
}

/**
 * One sheet of a workbook whose sheets would take long: the one asked for, else the largest that is not empty. Of the
 * others nobody knows the rows.
 * @param {Workbook} book
 * @param {string | undefined} wanted
 */
async function readOne(book, wanted) {
  const order =
    wanted === undefined
      ? [...book.sheets].sort((a, b) => b.unpacked - a.unpacked)
      : book.sheets.filter(({ name }) => name === wanted);
  let work = 0;
  for (const [looked, sheet] of order.entries()) {
    work += book.work([sheet]);
    if (looked > 0 && work > book.limits.search)
      throw new TableError('page.file.emptySheets', { looked, left: order.length - looked });
    const { name } = sheet;
    const text = await book.read(sheet);
    if (text.filled === 0) continue;
    /** @type {SheetRead[]} */
    const sheets = book.sheets.map((one) => ({
      name: one.name,
      ...(one.name === name ? toldOf(text) : { rows: null }),
    }));
    return { chosen: { name, text }, sheets };
  }
  return { chosen: undefined, sheets: [] };
}

/** @param {SheetText} text */
function toldOf({ filled, beyond }) {
  return { rows: filled, ...(beyond.size > 0 && { beyond: beyond.size }) };
}

/**
 * What went wrong with a workbook, as a sentence.
 * @param {unknown} error
 */
function asTableError(error) {
  if (error instanceof TableError) return error;
  if (error instanceof EncryptedFileError) return new TableError('page.file.locked');
  return new TableError(isOutOfMemory(error) ? 'page.file.noMemory' : 'page.file.brokenWorkbook');
}

/**
 * Reads one sheet of a workbook as UTF-8 CSV: the one asked for, else the visible one with most rows.
 * Row numbers stay as in the file. Only the best sheet so far is kept.
 * @param {Uint8Array} bytes
 * @param {string} [wanted]
 * @param {typeof WORKBOOK_LIMITS} [limits]
 */
export async function readSheet(bytes, wanted, limits = WORKBOOK_LIMITS) {
  try {
    const book = new Workbook(bytes, limits);
    const read = book.work(book.sheets) <= limits.together ? readEvery : readOne;
    const { chosen, sheets } = await read(book, wanted);
    if (chosen) return { csv: chosen.text.bytes(), sheet: chosen.name, sheets };
  } catch (error) {
    throw asTableError(error);
  }
  // Another sheet in its place would be other people.
  throw wanted === undefined
    ? new TableError('page.file.emptyWorkbook')
    : new TableError('page.file.emptySheet', { sheet: wanted });
}

const WIDEST_COLUMN = 48;

/** All that XML has no way to say. */
const UNSAYABLE = /[^\t\n -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
/** Excel reads such a code as a character; written so, it stays the letters it is. */
const CODE = /_(?=x[0-9A-Fa-f]{4}_)/g;

/** Texts as a sheet can hold them; what that changes is counted, with its first place. */
class CellTexts {
  /** @param {number} most letters of a cell */
  constructor(most) {
    this.most = most;
    /** @type {{code: string, count: number, row: number, column: string}[]} */
    this.changes = [
      { code: 'page.xlsx.letters', count: 0, row: 0, column: '' },
      { code: 'page.xlsx.cut', count: 0, row: 0, column: '' },
    ];
  }

  /** @param {string} text @param {number} row from 1 @param {string} column its header */
  fit(text, row, column) {
    const lines = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
    const sayable = lines.replace(UNSAYABLE, '\ufffd');
    if (sayable !== lines) this.note(0, row, column);
    let kept = sayable;
    if (kept.length > this.most) {
      this.note(1, row, column);
      kept = kept.slice(0, this.most);
      // Half of a pair is no character.
      if (/[\ud800-\udbff]$/.test(kept)) kept = kept.slice(0, -1);
    }
    return kept.replace(CODE, '_x005F_');
  }

  /** @param {number} change @param {number} row @param {string} column */
  note(change, row, column) {
    const found = this.changes[change];
    if (!found) return;
    if (found.count === 0) Object.assign(found, { row, column });
    found.count += 1;
  }

  /** @returns {import('../app/types.js').Notice[]} */
  issues() {
    return this.changes
      .filter(({ count }) => count > 0)
      .map(({ code, ...args }) => ({
        severity: 'warning',
        code,
        args: { ...args, most: this.most },
      }));
  }
}

/**
 * How wide each column is shown, by its first rows.
 * @param {Array<Array<string | number>>} rows
 */
function columnWidths(rows) {
  // Row by row: so many cannot be the arguments of one call.
  const width = rows.reduce((most, row) => Math.max(most, row.length), 1);
  return Array.from({ length: width }, (_, column) => {
    const longest = rows
      .slice(0, 500)
      .reduce((most, row) => Math.max(most, String(row[column] ?? '').length), 6);
    return { width: Math.min(WIDEST_COLUMN, longest + 2) };
  });
}

/**
 * Writes one sheet, or several where there are more rows than a sheet has. Text stays text, whatever it begins with,
 * so a spreadsheet never runs it as a formula.
 * @param {Array<Array<string | number>>} cells first row: headers
 * @param {string} name
 * @param {(issue: import('../app/types.js').Notice) => void} [tell] what could not be written as it is
 * @param {typeof SPREADSHEET} [limits]
 */
export async function writeSheet(cells, name, tell = () => {}, limits = SPREADSHEET) {
  const texts = new CellTexts(limits.letters);
  const [headers = []] = cells;
  const rows = cells.map((row, index) =>
    row.map((cell, column) =>
      typeof cell === 'string'
        ? texts.fit(cell, index + 1, String(headers[column] ?? column + 1))
        : cell,
    ),
  );
  const [head = [], ...below] = rows;
  const heads = new Map(
    head.map((_, column) => [`0,${column}`, { style: { font: { bold: true } } }]),
  );
  const columns = columnWidths(rows);
  const sheets = [];
  const most = limits.rows - 1;
  for (let from = 0; from === 0 || from < below.length; from += most) {
    sheets.push({
      name: from === 0 ? name : `${name} (${sheets.length + 1})`,
      rows: [head, ...below.slice(from, from + most)],
      columns,
      cells: heads,
      freezePane: { rows: 1 },
    });
  }
  if (sheets.length > 1) {
    const args = { sheets: sheets.length, most: limits.rows };
    tell({ severity: 'note', code: 'page.xlsx.sheets', args });
  }
  for (const issue of texts.issues()) tell(issue);
  return writeXlsx({ sheets });
}
