/** The words of the files that are made of findings, in the reader's language. */

import { createSpeech } from '../locales/index.js';

/** @typedef {import('../locales/index.js').Language} Language */

const SHEET_WORDS = /** @type {const} */ ([
  ...['learned', 'who', 'followUp', 'topics', 'internal', 'program', 'date', 'group', 'title'],
  ...['people', 'yes', 'no', 'internalBox', 'heading', 'hint', 'hintMd', 'save', 'saved'],
]);
const PAGE_WORDS = ['title', 'search', 'count', 'more', 'sheets'];
const SHARED_WORDS = ['group', 'learned', 'who', 'followUp', 'topics', 'people'];

/** @param {Language} language @returns {any} the words of a sheet */
export function sheetWords(language) {
  const speech = createSpeech(language);
  return Object.fromEntries(SHEET_WORDS.map((word) => [word, speech.t(`sheet.${word}`)]));
}

/** Templates: the page fills in its own numbers. @param {Language} language */
export function pageWords(language) {
  const speech = createSpeech(language);
  return Object.fromEntries([
    ...PAGE_WORDS.map((word) => [word, speech.template(`learnt.page.${word}`)]),
    ...SHARED_WORDS.map((word) => [word, speech.template(`sheet.${word}`)]),
  ]);
}
