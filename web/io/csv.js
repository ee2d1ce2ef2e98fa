/** Writes tables as CSV text for the core's reader; files for people come from the core itself. */

/** @param {string} cell */
function quoted(cell) {
  return /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
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
 * How tables are written for a spreadsheet set to this language.
 * @param {string} language
 */
export function csvHabit(language) {
  return language === 'de'
    ? { delimiter: ';', bom: true, decimal: ',' }
    : { delimiter: ',', bom: true, decimal: '.' };
}
