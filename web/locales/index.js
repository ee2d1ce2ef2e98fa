/** The page's sentences: its own and those for codes that come from the core. */

import coreDe from './core.de.json' with { type: 'json' };
import coreEn from './core.en.json' with { type: 'json' };
import { fill, formatBound, formatDay, formatNumber, formatPercent } from './format.js';
import pageDe from './page.de.json' with { type: 'json' };
import pageEn from './page.en.json' with { type: 'json' };

/** @typedef {'en' | 'de'} Language */
/** @typedef {import('./format.js').Args} Args */

/** @type {Language[]} */
export const languages = ['en', 'de'];

/** @type {Record<Language, Record<string, string>>} */
const page = { en: pageEn, de: pageDe };
/** @type {Record<Language, Record<string, string>>} */
const core = { en: coreEn, de: coreDe };

/** Which column it is that has no name in its file; the core calls it by that. @param {string} header */
export function numberOf(header) {
  return Number(/^Column (\d+)$/.exec(header)?.[1] ?? 0);
}

/**
 * Everything that depends on the reader's language.
 * @param {Language} language
 * @param {string} [format] its own wording of a sentence, under `<format>.<key>`, goes before the usual one
 */
export function createSpeech(language, format = '') {
  /** @param {string} key */
  const template = (key) => page[language][`${format}.${key}`] ?? page[language][key] ?? key;
  /**
   * A column by its header; one that Weft computed has none and is called by its role, one without a name in the file
   * by its number.
   * @param {string} header
   */
  const column = (header) => {
    const number = numberOf(header);
    if (number) return fill(language, template('column.numbered'), { number });
    return (header.startsWith('@') && page[language][`role.${header.slice(1)}`]) || header;
  };
  /** @param {Args} [args] */
  const inWords = (args) =>
    typeof args?.column === 'string' ? { ...args, column: column(args.column) } : args;
  return {
    language,
    template,
    /**
     * The same in the wording of another format.
     * @param {string} other
     * @returns {{t: (key: string, args?: Args) => string}}
     */
    of: (other) => createSpeech(language, other),
    /**
     * A sentence of the page.
     * @param {string} key
     * @param {Args} [args]
     */
    t: (key, args) => fill(language, template(key), args),
    /**
     * Whether the page has a sentence under this key.
     * @param {string} key
     */
    has: (key) => key in page[language],
    /**
     * The sentence for a code of the core; a code without one is shown as it is.
     * @param {string} code
     * @param {Args} [args]
     */
    core: (code, args) =>
      fill(language, core[language][code] ?? page[language][code] ?? code, inWords(args)),
    column,
    /** @param {number} value */
    number: (value) => formatNumber(language, value),
    /** @param {number} share */
    percent: (share) => formatPercent(language, share),
    /** @param {number} share */
    bound: (share) => formatBound(language, share),
    /** @param {string} day */
    day: (day) => formatDay(language, day),
    /** @param {string[]} words */
    list: (words) => new Intl.ListFormat(language, { type: 'conjunction' }).format(words),
  };
}

/** @typedef {ReturnType<typeof createSpeech>} Speech */
