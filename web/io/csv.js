/** Writes tables as CSV text: for the core's reader, and the core's answers for people's spreadsheets. */

const NUMBER = /^[+-]?\d[\d.,]*$/;

/** @param {string} cell */
function quoted(cell) {
  return /[",;\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/**
 * A cell that a spreadsheet would run as a formula gets an apostrophe before it, as in the core's own files.
 * @param {string} cell
 */
export function guarded(cell) {
  return /^[=@\t\r\n\0+-]/.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell;
}

/** What `guarded` was given. @param {string} cell */
export function unguarded(cell) {
  const inner = cell.slice(1);
  return cell.startsWith("'") && guarded(inner) !== inner ? inner : cell;
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
