/** Which sheets a workbook has, by the few parts that say so: nothing else of it is unpacked. */

import { TableError } from './table-error.js';
import { contentOf } from './zip.js';

/** @typedef {import('./zip.js').Part} Part */
/** @typedef {{name: string, place: string, unpacked: number}} Sheet `place`: its part; `unpacked`: bytes */

/** An entry of the directory counts as so many bytes of a part: reading them takes about as long, or longer. */
const ENTRY_BYTES = 100;
const TYPES = '[Content_Types].xml';
const RELATIONS = '_rels/.rels';

const ATTRIBUTE = /([\w.:-]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/g;
const ENTITY = /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi;
const NAMED = /** @type {Record<string, string>} */ ({
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
});

/** @param {string} text */
function decoded(text) {
  return text.replace(ENTITY, (entity, hex, decimal, name) => {
    if (name) return NAMED[name.toLowerCase()] ?? entity;
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : entity;
  });
}

/**
 * The attributes of every element of a name, whatever its prefix.
 * @param {string} xml
 * @param {string} name
 */
function* elements(xml, name) {
  const tag = new RegExp(
    `<(?:[\\w.-]+:)?${name}((?:\\s+[\\w.:-]+\\s*=\\s*(?:"[^"<]*"|'[^'<]*'))+)\\s*/?>`,
    'g',
  );
  for (const [, attributes = ''] of xml.matchAll(tag)) {
    /** @type {Map<string, string>} */
    const found = new Map();
    for (const [, key = '', double, single] of attributes.matchAll(ATTRIBUTE))
      found.set(key.toLowerCase().endsWith(':id') ? 'r:id' : key, decoded(double ?? single ?? ''));
    yield found;
  }
}

/**
 * The place of what a part refers to.
 * @param {string} folder of the part
 * @param {string} target
 */
function placeOf(folder, target) {
  if (target.startsWith('/')) return target.slice(1);
  const steps = folder.split('/').filter(Boolean);
  for (const step of target.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.' && step !== '') steps.push(step);
  }
  return steps.join('/');
}

/**
 * The visible sheets in their order, and what the library reads again for each of them.
 * @param {Uint8Array} bytes
 * @param {Map<string, Part>} parts
 * @returns {{sheets: Sheet[], shared: number}} `shared`: bytes
 */
export function sheetsOf(bytes, parts) {
  const sizeOf = (/** @type {string} */ name) => parts.get(name)?.unpacked ?? 0;
  const part = (/** @type {string} */ name) => {
    const found = parts.get(name);
    if (!found?.unpacked) throw new TableError('page.file.brokenWorkbook');
    return new TextDecoder().decode(contentOf(bytes, found));
  };
  const relations = (/** @type {string} */ name) =>
    [...elements(part(name), 'Relationship')].map((found) => ({
      id: found.get('Id') ?? '',
      type: found.get('Type') ?? '',
      target: found.get('Target') ?? '',
    }));
  const book = relations(RELATIONS).find(({ type }) => type.endsWith('/officeDocument'));
  if (!book) throw new TableError('page.file.brokenWorkbook');
  const place = placeOf('', book.target);
  const folder = place.slice(0, Math.max(place.lastIndexOf('/'), 0));
  const beside = placeOf(
    folder,
    `_rels/${place.slice(folder === '' ? 0 : folder.length + 1)}.rels`,
  );
  const related = parts.has(beside) ? relations(beside) : [];
  // A part without a size would be unpacked to the size that another place says.
  if (
    sizeOf(TYPES) === 0 ||
    related.some(({ target }) => parts.get(placeOf(folder, target))?.unpacked === 0)
  )
    throw new TableError('page.file.brokenWorkbook');
  const targets = new Map(related.map(({ id, target }) => [id, target]));
  const sheets = [];
  for (const found of elements(part(place), 'sheet')) {
    const name = found.get('name');
    const id = found.get('r:id');
    if (!name || !id || /^(very)?hidden$/i.test(found.get('state') ?? '')) continue;
    const sheet = placeOf(folder, targets.get(id) ?? '');
    sheets.push({ name, place: sheet, unpacked: sizeOf(sheet) });
  }
  const ofAll = ['/sharedStrings', '/styles'].map((kind) =>
    placeOf(folder, related.find(({ type }) => type.endsWith(kind))?.target ?? ''),
  );
  const shared = [TYPES, RELATIONS, place, beside, ...ofAll].reduce(
    (sum, name) => sum + sizeOf(name),
    parts.size * ENTRY_BYTES,
  );
  return { sheets, shared };
}

const [OPENS, ENDS, BANG, QUESTION] = [...'<>!?'].map((letter) => letter.charCodeAt(0));
const QUOTES = [...'"\''].map((letter) => letter.charCodeAt(0));

/**
 * Where a tag that begins at a place ends, by its first `>` outside quotes; comments and the like by their own end.
 * @param {Uint8Array} xml
 * @param {number} from
 * @param {number} until where it has to end
 */
function endOfMarkup(xml, from, until) {
  const kind = xml[from + 1];
  if (kind === BANG || kind === QUESTION) {
    const begin = String.fromCharCode(...xml.subarray(from, from + 9));
    const end = begin.startsWith('<!--')
      ? '-->'
      : begin === '<![CDATA['
        ? ']]>'
        : kind === QUESTION
          ? '?>'
          : '>';
    const letters = [...end].map((letter) => letter.charCodeAt(0));
    for (let at = from + 2; at < until; at += 1)
      if (letters.every((letter, index) => xml[at + index] === letter)) return at;
    return until;
  }
  let quote = 0;
  for (let at = from + 1; at < until; at += 1) {
    const letter = Number(xml[at]);
    if (quote !== 0) {
      if (letter === quote) quote = 0;
    } else if (letter === ENDS) {
      return at;
    } else if (QUOTES.includes(letter)) {
      quote = letter;
    }
  }
  return until;
}

/**
 * Refuses a part with a tag or comment that does not end: the library, which reads a part piece by piece, looks
 * through such a one again from its beginning with every piece.
 * @param {Uint8Array} xml
 * @param {number} most bytes of a tag
 */
export function checkMarkup(xml, most) {
  for (let at = xml.indexOf(Number(OPENS)); at >= 0; at = xml.indexOf(Number(OPENS), at)) {
    const end = endOfMarkup(xml, at, at + most);
    if (end === at + most && end < xml.length) throw new TableError('page.file.brokenWorkbook');
    at = end;
  }
}
