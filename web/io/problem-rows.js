/** The rows with problems as a table for a spreadsheet: what is wrong, the row in the file, the cells as they were. */

import { writeSpreadsheetCsv } from './csv.js';

/**
 * @typedef {{labels: string[], heads: {problem: string, row: string, file: string}}} ProblemWords
 *   `labels`: a few words for each issue of the profile
 * @typedef {{headers: string[], rows: Array<{file: string, row: number, issues: number[], cells: string[]}>}} Problems
 */

/**
 * @param {string} answer the core's answer to `problemRows`
 * @param {ProblemWords} words
 * @param {{delimiter: string, bom: boolean}} style
 */
export function problemCsv(answer, { labels, heads }, style) {
  const { ok, value } = JSON.parse(answer);
  if (!ok) throw new Error('problemRows');
  const { headers, rows } = /** @type {Problems} */ (value);
  const several = rows.some(({ file }) => file !== rows[0]?.file);
  const first = several ? [heads.problem, heads.file, heads.row] : [heads.problem, heads.row];
  function* table() {
    yield [...first, ...headers];
    for (const { file, row, issues, cells } of rows) {
      const problem = issues.map((issue) => labels[issue] ?? '').join(' · ');
      yield [problem, ...(several ? [file] : []), String(row), ...cells];
    }
  }
  return new TextEncoder().encode(writeSpreadsheetCsv(table(), style));
}
