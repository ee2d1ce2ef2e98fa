/** The sheets of a workbook, as far as they were looked into. */

/**
 * @typedef {{name: string, rows: number | null, beyond?: number}} SheetRead
 *   `rows`: null where the sheet was not looked into; `beyond`: columns that were left out at its right
 */

/**
 * What is known of the sheet that a table was read from; nothing where it is from no workbook.
 * @param {{sheet?: string, sheets: SheetRead[]}} table
 * @returns {SheetRead | undefined}
 */
export function sheetOf({ sheet, sheets }) {
  return sheets.find(({ name }) => name === sheet);
}
