/** JSON that comes from outside. */

import { JSON_LEVELS } from './limits.js';
import { TableError } from './table-error.js';

/**
 * Whether lists and objects are further in each other than whatever walks through them can bear.
 * @param {string} text
 */
function isTooDeep(text) {
  let level = 0;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at];
    if (letter === '"') {
      for (at += 1; at < text.length && text[at] !== '"'; at += 1) if (text[at] === '\\') at += 1;
    } else if (letter === '[' || letter === '{') {
      level += 1;
      if (level > JSON_LEVELS) return true;
    } else if (letter === ']' || letter === '}') {
      level -= 1;
    }
  }
  return false;
}

/**
 * Throws a TableError where the text is nested too deep, what JSON.parse throws where it is no JSON.
 * @param {string} text
 * @returns {any}
 */
export function parseJson(text) {
  if (isTooDeep(text)) throw new TableError('page.file.tooDeep', { levels: JSON_LEVELS });
  return JSON.parse(text);
}
