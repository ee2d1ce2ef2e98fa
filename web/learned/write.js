/** Empty sheets as files. Names are numbers: they never carry the name of a person. */

import { writeHtmlSheet } from './html.js';
import { writeMarkdownSheet } from './sheet.js';
import { sheetWords } from './words.js';

/**
 * @param {import('./sheet.js').Sheet} sheet
 * @param {'html' | 'md'} kind
 * @param {import('../locales/index.js').Language} language
 * @param {import('./html.js').Inside} fill
 * @returns {{name: string, text: string}}
 */
export function writeSheetFile(sheet, kind, language, fill) {
  const name = `findings-${String(sheet.group).padStart(4, '0')}.${kind}`;
  const words = sheetWords(language);
  const text =
    kind === 'md'
      ? writeMarkdownSheet(sheet, { ...words, hint: words.hintMd })
      : writeHtmlSheet(sheet, words, fill, language, name);
  return { name, text };
}
