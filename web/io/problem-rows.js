/** The rows with problems as a table for a spreadsheet: what is wrong, the row in the file, the cells as they were. */

import { writeSpreadsheetCsv } from './csv.js';

/**
 * @typedef {{labels: string[], roster: string,
 *   heads: {problem: string, row: string, file: string}}} ProblemWords
 *   `labels`: a few words for each issue of the profile; `roster`: the name of its file
 * @typedef {{headers: string[], rows: Array<{file: string, row: number, issues: number[], cells: string[]}>}} Problems
 */

/**
 * The headers are those of all files that have such rows: what a file has no column for stays empty.
 * @param {string} answer the core's answer to `problemRows`
 * @param {ProblemWords} words
 * @param {{delimiter: string, bom: boolean}} style
 */
export function problemCsv(answer, { labels, roster, heads }, style) {
  const { ok, value } = JSON.parse(answer);
  if (!ok) throw new Error('problemRows');
  const { headers, rows } = /** @type {Problems} */ (value);
  const several = rows.some(({ file }) => file !== roster);
  function* table() {
    yield several
      ? [heads.problem, heads.file, heads.row, ...headers]
      : [heads.problem, heads.row, ...headers];
    for (const { file, row, issues, cells } of rows) {
      const problem = issues.map((issue) => labels[issue] ?? '').join(' · ');
      yield several ? [problem, file, String(row), ...cells] : [problem, String(row), ...cells];
    }
  }
  return new TextEncoder().encode(writeSpreadsheetCsv(table(), style));
}
