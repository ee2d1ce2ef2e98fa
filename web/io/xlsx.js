/** The only file that knows the spreadsheet library: workbooks in, workbooks out, as plain tables. */

import { EncryptedFileError } from 'hucre';
import { readXlsx, writeXlsx } from 'hucre/xlsx';
import { writeCsv } from './csv.js';

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

/**
 * A cell as the text a CSV file would have. Excel's days arrive as midnight UTC.
 * @param {unknown} cell
 */
export function cellText(cell) {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) {
    if (Number.isNaN(cell.getTime())) return '';
    const [day, time] = cell.toISOString().split('T');
    return time?.startsWith('00:00:00') ? String(day) : `${day} ${time?.slice(0, 5)}`;
  }
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE';
  return String(cell);
}

/** @param {unknown[][]} rows */
function filledRows(rows) {
  return rows.filter((row) => row.some((cell) => cellText(cell).trim() !== '')).length;
}

/**
 * Reads one sheet of a workbook as UTF-8 CSV: the one asked for, else the visible one with most rows.
 * Row numbers stay as in the file.
 * @param {Uint8Array} bytes
 * @param {string} [wanted]
 */
export async function readSheet(bytes, wanted) {
  let workbook;
  try {
    workbook = await readXlsx(bytes, { sheets: (info) => !info.hidden && !info.veryHidden });
  } catch (error) {
    if (error instanceof EncryptedFileError) throw new TableError('page.file.locked');
    throw new TableError('page.file.brokenWorkbook');
  }
  const sheets = workbook.sheets.map((sheet) => ({
    name: sheet.name,
    rows: filledRows(sheet.rows),
  }));
  const most = Math.max(0, ...sheets.map((sheet) => sheet.rows));
  const chosen =
    workbook.sheets.find((sheet) => sheet.name === wanted) ??
    workbook.sheets[sheets.findIndex((sheet) => sheet.rows === most)];
  if (!chosen || most === 0) throw new TableError('page.file.emptyWorkbook');
  const csv = new TextEncoder().encode(writeCsv(chosen.rows.map((row) => row.map(cellText))));
  return { csv, sheet: chosen.name, sheets: sheets.filter((sheet) => sheet.rows > 0) };
}

const WIDEST_COLUMN = 48;

/**
 * Writes one sheet. Text stays text, whatever it begins with, so a spreadsheet never runs it as a formula.
 * @param {Array<Array<string | number>>} cells first row: headers
 * @param {string} name
 */
export async function writeSheet(cells, name) {
  const width = Math.max(1, ...cells.map((row) => row.length));
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
