/** What is said of the sheet that a table was read from; nothing where there is nothing to say. */

import { WORKBOOK_LIMITS } from '../io/limits.js';
import { sheetOf } from '../io/sheets.js';

/** @typedef {import('../locales/index.js').Speech} Speech */
/** @typedef {Parameters<typeof sheetOf>[0]} Table */

/** Which of several it is. @param {Speech} speech @param {Table} table */
export function whichSheet(speech, table) {
  const count = table.sheets.length;
  return table.sheet && count > 1 ? speech.t('files.sheet', { sheet: table.sheet, count }) : '';
}

/** How much of it was left out. @param {Speech} speech @param {Table} table */
export function leftOfSheet(speech, table) {
  const { beyond: columns = 0 } = sheetOf(table) ?? {};
  const { columns: most } = WORKBOOK_LIMITS;
  return columns > 0 ? speech.t('files.beyond', { columns, most }) : '';
}
