/** Turns sentence templates and their arguments into text, in the reader's way of writing numbers. */

/** @typedef {Record<string, unknown>} Args */

const PLACEHOLDER = /\{(\w+)(?:\?([^:{}]*):([^{}]*))?\}/g;

/** @type {Map<string, Intl.NumberFormat>} */
const numberFormats = new Map();

/**
 * @param {string} language
 * @param {Intl.NumberFormatOptions} options
 */
function numberFormat(language, options) {
  const key = language + JSON.stringify(options);
  let format = numberFormats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(language, options);
    numberFormats.set(key, format);
  }
  return format;
}

/**
 * A number as readers of `language` write it, with at most two decimals.
 * @param {string} language
 * @param {number} value
 */
export function formatNumber(language, value) {
  return numberFormat(language, { maximumFractionDigits: 2 }).format(value);
}

/**
 * A share between 0 and 1 as a percentage. Only a true 1 is written as 100 %, only a true 0 as 0 %.
 * @param {string} language
 * @param {number} share
 */
export function formatPercent(language, share) {
  const close = share > 0.995 && share < 1;
  const faint = share > 0 && share < 0.005;
  const digits = close || faint ? 1 : 0;
  const shown = close ? Math.min(share, 0.999) : faint ? Math.max(share, 0.001) : share;
  return numberFormat(language, { style: 'percent', maximumFractionDigits: digits }).format(shown);
}

/**
 * A bound as a percentage with one decimal, rounded up: it may be better than it says, never worse.
 * @param {string} language
 * @param {number} share
 */
export function formatBound(language, share) {
  const digits = { style: /** @type {const} */ ('percent'), maximumFractionDigits: 1 };
  return numberFormat(language, digits).format(Math.max(0, Math.ceil(share * 1000 - 1e-9)) / 1000);
}

/**
 * A day such as `2026-12-01` in long form. Anything else is given back as it is.
 * @param {string} language
 * @param {string} day
 */
export function formatDay(language, day) {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day);
  if (!parts) return day;
  const date = new Date(Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3])));
  const options = /** @type {const} */ ({ dateStyle: 'long', timeZone: 'UTC' });
  return new Intl.DateTimeFormat(language, options).format(date);
}

/**
 * @param {string} language
 * @param {unknown} value
 * @returns {string}
 */
export function formatValue(language, value) {
  if (typeof value === 'number') return formatNumber(language, value);
  if (Array.isArray(value)) {
    const words = value.map((entry) => formatValue(language, entry));
    return new Intl.ListFormat(language, { type: 'unit', style: 'short' }).format(words);
  }
  if (value === null || value === undefined) return '';
  return String(value);
}

/**
 * Fills `{name}` with an argument and `{count?one form:many form}` with the fitting form.
 * @param {string} language
 * @param {string} template
 * @param {Args} [args]
 */
export function fill(language, template, args = {}) {
  return template.replace(PLACEHOLDER, (_, name, one, many) => {
    if (one !== undefined) return Number(args[name]) === 1 ? one : many;
    return formatValue(language, args[name]);
  });
}

/**
 * Splits a template at its placeholders, so that controls can stand inside a sentence.
 * @param {string} template
 * @returns {Array<{text: string} | {name: string}>}
 */
export function pieces(template) {
  /** @type {Array<{text: string} | {name: string}>} */
  const found = [];
  let end = 0;
  for (const match of template.matchAll(/\{(\w+)\}/g)) {
    if (match.index > end) found.push({ text: template.slice(end, match.index) });
    found.push({ name: /** @type {string} */ (match[1]) });
    end = match.index + match[0].length;
  }
  if (end < template.length) found.push({ text: template.slice(end) });
  return found;
}

/**
 * The placeholders of a template, sorted: two languages must have the same.
 * @param {string} template
 */
export function placeholders(template) {
  return [...new Set([...template.matchAll(PLACEHOLDER)].map((match) => match[1]))].sort();
}
