/** Filled sheets that come back as files: each is read by itself, and all together are what was learnt. */

import { languages } from '../locales/index.js';
import { carriesCode, readHtmlSheet } from './html.js';
import { readMarkdownSheet, SHEET_LIMITS, sheetIssue } from './sheet.js';
import { sheetWords } from './words.js';

/** @typedef {import('../app/types.js').Issue} Issue */
/** @typedef {import('../app/types.js').Learned} Learned */
/** @typedef {import('./sheet.js').ReadSheet} ReadSheet */

/**
 * One file that came back. Its content is never shown as anything but text.
 * @param {string} name
 * @param {Uint8Array} bytes
 * @param {import('./html.js').Inside} fill
 * @returns {ReadSheet}
 */
export function readSheetFile(name, bytes, fill) {
  const fail = (/** @type {string} */ code) => ({
    sheet: null,
    issues: [sheetIssue('error', code, name)],
  });
  if (!/\.(html?|md|markdown|txt)$/i.test(name)) return fail('page.sheet.kind');
  if (bytes.length > SHEET_LIMITS.bytes) return fail('page.sheet.large');
  let text;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return fail('page.sheet.letters');
  }
  if (/\.html?$/i.test(name)) return readHtmlSheet(name, text, fill);
  const read = readMarkdownSheet(name, text, languages.map(sheetWords));
  if (carriesCode(text)) read.issues.push(sheetIssue('warning', 'page.sheet.code', name));
  return read;
}

/**
 * What came before and what has come now; of one group there may be several sheets.
 * @param {Learned} before
 * @param {Array<{name: string, read: ReadSheet}>} files
 * @returns {Learned}
 */
export function withSheets(before, files) {
  const sheets = [...before.sheets];
  /** @type {Issue[]} */
  const issues = [...before.issues];
  const keyOf = (/** @type {import('./sheet.js').Sheet} */ sheet) =>
    `${sheet.program}\n${sheet.date}\n${sheet.group}`;
  const known = new Map(sheets.map(({ file, sheet }) => [keyOf(sheet), file]));
  for (const { name, read } of files) {
    issues.push(...read.issues);
    if (!read.sheet) continue;
    const other = read.sheet.group > 0 ? known.get(keyOf(read.sheet)) : undefined;
    if (other !== undefined) {
      issues.push(sheetIssue('note', 'page.sheet.twice', name, { other }));
    }
    known.set(keyOf(read.sheet), name);
    sheets.push({ file: name, sheet: read.sheet });
  }
  return { sheets, issues };
}
