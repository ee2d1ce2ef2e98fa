/** Tells what a chosen file is by its content, never by its name alone. */

import { parseJson } from './json.js';
import { TableError } from './table-error.js';

/**
 * @typedef {{kind: 'table' | 'workbook'}
 *   | {kind: 'workspace'}
 *   | {kind: 'program', program: Record<string, unknown>}
 *   | {kind: 'unusable', code: string, args: Record<string, unknown>}} Recognised
 */

const SIGNATURES = [
  { bytes: [0x89, 0x50, 0x4e, 0x47], code: 'page.file.picture' },
  { bytes: [0xff, 0xd8, 0xff], code: 'page.file.picture' },
  { bytes: [0x47, 0x49, 0x46, 0x38], code: 'page.file.picture' },
  { bytes: [0x25, 0x50, 0x44, 0x46], code: 'page.file.pdf' },
  { bytes: [0x1f, 0x8b], code: 'page.file.packed' },
  { bytes: [0x52, 0x61, 0x72, 0x21], code: 'page.file.packed' },
  { bytes: [0x37, 0x7a, 0xbc, 0xaf], code: 'page.file.packed' },
];

const ZIP = [0x50, 0x4b, 0x03, 0x04];
const OLE = [0xd0, 0xcf, 0x11, 0xe0];
const WIDE_LITTLE = [0xff, 0xfe];
const WIDE_BIG = [0xfe, 0xff];

/**
 * @param {Uint8Array} bytes
 * @param {number[]} signature
 */
function startsWith(bytes, signature) {
  return signature.every((byte, index) => bytes[index] === byte);
}

/**
 * Whether the bytes hold this word in the two-byte letters of an OLE directory.
 * @param {Uint8Array} bytes
 * @param {string} word
 */
function holdsWideWord(bytes, word) {
  const wide = [...word].flatMap((letter) => [letter.charCodeAt(0), 0]);
  return bytes.some(
    (byte, at) => byte === wide[0] && wide.every((letter, index) => bytes[at + index] === letter),
  );
}

/** How much of a file tells what it is, unless it is one that has to be read whole. */
export const HEAD_BYTES = 65_536;

/**
 * How the core will read letters of two bytes, if it will: by a mark at the beginning, or by the half of them that is
 * nothing (src/table/encoding.cpp).
 * @param {Uint8Array} head
 */
function wideEncoding(head) {
  if (startsWith(head, WIDE_LITTLE)) return 'utf-16le';
  if (startsWith(head, WIDE_BIG)) return 'utf-16be';
  const some = head.subarray(0, 4_096);
  const nothing = [0, 0];
  for (const [at, byte] of some.entries()) if (byte === 0) nothing[at % 2] += 1;
  const [even = 0, odd = 0] = nothing;
  if (even === 0 && odd > some.length / 4) return 'utf-16le';
  if (odd === 0 && even > some.length / 4) return 'utf-16be';
  return '';
}

/**
 * Whether no text has this: a control character that neither ends, parts nor marks anything, or half of a letter.
 * @param {number} code
 */
function isNoLetter(code) {
  return code <= 0x08 || (code >= 0x0e && code <= 0x19) || code === 0x7f || code === 0xfffd;
}

/**
 * Whether the bytes are no text in any encoding: random ones are so to a tenth, a text that was damaged has a few.
 * @param {Uint8Array} head
 */
function isNoText(head) {
  const wide = wideEncoding(head);
  // What the bytes above 127 mean is left to the core: any of them may be a letter.
  const text = new TextDecoder(wide || 'windows-1252').decode(head);
  let count = 0;
  for (let at = 0; at < text.length; at += 1) if (isNoLetter(text.charCodeAt(at))) count += 1;
  return count > 8 + text.length / 100;
}

/**
 * @param {string} name
 * @param {Uint8Array} head the file's first bytes
 */
function looksLikeJson(name, head) {
  const start = new TextDecoder().decode(head.subarray(0, 200)).trimStart();
  return start.startsWith('{') || /\.json$/i.test(name);
}

/**
 * The beginning of a table without the row that was cut off at its end.
 * @param {Uint8Array} head
 * @param {number} size of the whole table
 */
export function wholeLines(head, size) {
  if (head.length >= size) return head;
  const end = Math.max(head.lastIndexOf(0x0a), head.lastIndexOf(0x0d));
  const isWide = startsWith(head, WIDE_LITTLE) || startsWith(head, WIDE_BIG);
  return end > 0 ? head.subarray(0, isWide ? end - (end % 2) : end) : head;
}

/**
 * Whether the first bytes are not enough to tell what a file is.
 * @param {string} name
 * @param {Uint8Array} head
 */
export function needsWhole(name, head) {
  return startsWith(head, OLE) || looksLikeJson(name, head);
}

/**
 * @param {string} name
 * @param {Uint8Array} bytes the whole file, or its head where that is enough
 * @returns {Recognised}
 */
export function recognise(name, bytes) {
  if (bytes.length === 0)
    return { kind: 'unusable', code: 'page.file.empty', args: { file: name } };
  for (const signature of SIGNATURES) {
    if (startsWith(bytes, signature.bytes)) {
      return { kind: 'unusable', code: signature.code, args: { file: name } };
    }
  }
  if (startsWith(bytes, OLE)) {
    const locked = holdsWideWord(bytes, 'EncryptedPackage');
    return {
      kind: 'unusable',
      code: locked ? 'page.file.locked' : 'page.file.oldExcel',
      args: { file: name },
    };
  }
  if (startsWith(bytes, ZIP)) return { kind: 'workbook' };
  if (looksLikeJson(name, bytes)) return recogniseJson(name, bytes);
  const isTable = !isNoText(bytes.subarray(0, HEAD_BYTES));
  return isTable
    ? { kind: 'table' }
    : { kind: 'unusable', code: 'file.binary', args: { file: name } };
}

/**
 * @param {string} name
 * @param {Uint8Array} bytes
 * @returns {Recognised}
 */
function recogniseJson(name, bytes) {
  let value;
  try {
    value = parseJson(new TextDecoder().decode(bytes));
  } catch (error) {
    if (error instanceof TableError)
      return { kind: 'unusable', code: error.code, args: { file: name, ...error.args } };
    return { kind: 'unusable', code: 'page.file.notJson', args: { file: name } };
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    return { kind: 'unusable', code: 'page.file.notOurs', args: { file: name } };
  }
  if ('certificate' in value || ('run' in value && 'groups' in value)) {
    return { kind: 'unusable', code: 'page.file.outcome', args: { file: name } };
  }
  if (typeof value.format === 'string') return { kind: 'program', program: value };
  if ('weft' in value) return { kind: 'workspace' };
  return { kind: 'unusable', code: 'page.file.notOurs', args: { file: name } };
}
