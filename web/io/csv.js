/** Writes tables as CSV text: for the core's reader, and the core's answers for people's spreadsheets. */

/** Digits alone can do no harm, however they are grouped. */
const NUMBER = /^[+-](?=.*\d)[\d.,']*$/;
/** A cell that looks guarded gets one more apostrophe, so that reading takes away what writing put there. */
const CONTROL = /^'*[\t\r\n\0]/;
const FORMULA = /^[=@＝＋－＠]/;
const SIGN = /^[+-]/;

/**
 * What a reader of tables skips, or cuts at, before the first character that counts: blanks, what is not seen,
 * quotes, separators. From and to; the core's table (src/table/csv.cpp) is the same.
 */
const HIDING = [
  [0, 0x20],
  [0x22, 0x22],
  [0x27, 0x27],
  [0x2c, 0x2c],
  [0x3b, 0x3b],
  [0x60, 0x60],
  [0x7c, 0x7c],
  [0x7f, 0xa0],
  [0xab, 0xab],
  [0xad, 0xad],
  [0xb4, 0xb4],
  [0xbb, 0xbb],
  [0x34f, 0x34f],
  [0x61c, 0x61c],
  [0x115f, 0x1160],
  [0x1680, 0x1680],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x2000, 0x200f],
  [0x2018, 0x201f],
  [0x2028, 0x202f],
  [0x2039, 0x203a],
  [0x205f, 0x206f],
  [0x3000, 0x3000],
  [0x3164, 0x3164],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xff02, 0xff02],
  [0xff07, 0xff07],
  [0xff0c, 0xff0c],
  [0xff1b, 0xff1b],
  [0xffa0, 0xffa0],
  [0xfff9, 0xfffb],
  [0xe0000, 0xe007f],
];

/** From its first character on that counts. @param {string} cell */
function unhidden(cell) {
  let at = 0;
  for (;;) {
    const code = cell.codePointAt(at) ?? -1;
    if (!HIDING.some(([from = 0, to = 0]) => from <= code && code <= to)) return cell.slice(at);
    at += code > 0xffff ? 2 : 1;
  }
}

/** @param {string} cell */
function needsGuard(cell) {
  if (CONTROL.test(cell)) return true;
  if (/^[a-z\d]/i.test(cell)) return false;
  const first = unhidden(cell);
  return FORMULA.test(first) || (SIGN.test(first) && !NUMBER.test(first));
}

/** @param {string} cell */
function quoted(cell) {
  return /[",;\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/**
 * A cell that a spreadsheet would run as a formula gets an apostrophe before it, as in the core's own files.
 * @param {string} cell
 */
export function guarded(cell) {
  return needsGuard(cell) ? `'${cell}` : cell;
}

/** What `guarded` was given. @param {string} cell */
export function unguarded(cell) {
  return cell.startsWith("'") && needsGuard(cell.slice(1)) ? cell.slice(1) : cell;
}

/**
 * A row without any content is written as one empty quoted cell, so that row numbers stay true.
 * @param {string[][]} rows
 */
export function writeCsv(rows) {
  return rows
    .map((row) => (row.every((cell) => cell === '') ? '""' : row.map(quoted).join(',')))
    .join('\r\n');
}

/**
 * A table for a spreadsheet, formulas made harmless.
 * @param {Iterable<string[]>} rows
 * @param {{delimiter: string, bom: boolean}} style
 */
export function writeSpreadsheetCsv(rows, { delimiter, bom }) {
  let text = bom ? '\ufeff' : '';
  for (const row of rows) {
    text += `${row.map((cell) => quoted(guarded(cell))).join(delimiter)}\r\n`;
  }
  return text;
}

/**
 * How tables are written for a spreadsheet set to this language.
 * @param {string} language
 */
export function csvHabit(language) {
  return language === 'de'
    ? { delimiter: ';', bom: true, decimal: ',' }
    : { delimiter: ',', bom: true, decimal: '.' };
}
