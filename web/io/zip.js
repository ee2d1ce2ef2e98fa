/**
 * The directory of a workbook, which is a packed file. It is read as the spreadsheet library reads it, and refused where
 * two readers could take it for different things: what is counted here would not be what is unpacked there.
 */

import { inflateSync } from 'fflate';
import { TableError } from './table-error.js';

/** @typedef {{method: number, size: number, unpacked: number, at: number}} Part bytes; `at`: where it begins */

const [END, END_64, LOCATOR, ENTRY, LOCAL] = [
  0x06054b50, 0x06064b50, 0x07064b50, 0x02014b50, 0x04034b50,
];
/** What stands in place of a number that is too large for its field. */
const [ELSEWHERE, ELSEWHERE_16] = [0xffffffff, 0xffff];
const [STORED, DEFLATED] = [0, 8];
/** The end of a directory, and the longest comment that may follow. */
const [END_BYTES, COMMENT_BYTES] = [22, 65_535];

function broken() {
  return new TableError('page.file.brokenWorkbook');
}

/** Whole numbers at a place, the lowest byte first. A place outside the file is a RangeError. */
class Numbers {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** @param {number} at */
  two(at) {
    return this.view.getUint16(at, true);
  }

  /** @param {number} at */
  four(at) {
    return this.view.getUint32(at, true);
  }

  /** @param {number} at */
  eight(at) {
    return Number(this.view.getBigUint64(at, true));
  }
}

/**
 * How many entries the directory has, and where they begin. Every place that says so has to say the same.
 * @param {Numbers} numbers
 * @param {number} length of the file
 */
function findDirectory(numbers, length) {
  const first = Math.max(0, length - END_BYTES - COMMENT_BYTES);
  let end = length - END_BYTES;
  while (end >= first && numbers.four(end) !== END) end -= 1;
  if (end < first) throw broken();
  const [count, size, from] = [
    numbers.two(end + 10),
    numbers.four(end + 12),
    numbers.four(end + 16),
  ];
  if (numbers.two(end + 8) !== count) throw broken();
  const isElsewhere = count === ELSEWHERE_16 || size === ELSEWHERE || from === ELSEWHERE;
  const isLong = end >= 20 && numbers.four(end - 20) === LOCATOR;
  if (!isLong) {
    if (isElsewhere) throw broken();
    return { count, from };
  }
  // Java's usual library for workbooks writes the long form always, beside numbers that would have been enough.
  const record = numbers.eight(end - 12);
  if (numbers.four(record) !== END_64) throw broken();
  const long = { count: numbers.eight(record + 32), from: numbers.eight(record + 48) };
  const agrees =
    numbers.eight(record + 24) === long.count &&
    (count === ELSEWHERE_16 || count === long.count) &&
    (from === ELSEWHERE || from === long.from);
  if (!agrees) throw broken();
  return long;
}

/**
 * Sizes and place of an entry, which may stand behind its name where they are too large for their fields.
 * @param {Numbers} numbers
 * @param {number} at
 */
function numbersOf(numbers, at) {
  const [size, unpacked, place] = [
    numbers.four(at + 20),
    numbers.four(at + 24),
    numbers.four(at + 42),
  ];
  if (![size, unpacked, place].includes(ELSEWHERE)) return { size, unpacked, at: place };
  let field = at + 46 + numbers.two(at + 28);
  const until = field + numbers.two(at + 30);
  while (field + 4 <= until && numbers.two(field) !== 1) field += 4 + numbers.two(field + 2);
  if (field + 4 > until) throw broken();
  const end = field + 4 + numbers.two(field + 2);
  let next = field + 4;
  const long = (/** @type {number} */ short) => {
    if (short !== ELSEWHERE) return short;
    next += 8;
    if (next > end) throw broken();
    return numbers.eight(next - 8);
  };
  // The order in which they stand.
  const whole = long(unpacked);
  return { unpacked: whole, size: long(size), at: long(place) };
}

/**
 * Whether the sizes of a part can be true. Of one that is packed into nothing, or comes to nothing, the library would
 * look for other sizes.
 * @param {Part} part
 */
function isCredible({ method, size, unpacked }) {
  if (method === STORED) return size === unpacked;
  // Nothing, packed, is two bytes.
  return unpacked === 0 ? size <= 2 : size > 0;
}

/**
 * The parts of a workbook by their names, from its directory alone. Throws a TableError where it cannot be relied on.
 * @param {Uint8Array} bytes
 * @param {number} most entries
 * @returns {Map<string, Part>}
 */
export function partsOf(bytes, most) {
  const numbers = new Numbers(bytes);
  const { count, from } = findDirectory(numbers, bytes.length);
  if (count > most) throw new TableError('page.file.tooManyParts', { parts: count, most });
  const decoder = new TextDecoder();
  /** @type {Map<string, Part>} */
  const parts = new Map();
  let at = from;
  for (let entry = 0; entry < count; entry += 1) {
    if (numbers.four(at) !== ENTRY) throw broken();
    const nameEnd = at + 46 + numbers.two(at + 28);
    const name = decoder.decode(bytes.subarray(at + 46, nameEnd));
    const part = { method: numbers.two(at + 10), ...numbersOf(numbers, at) };
    if (parts.has(name) || !isCredible(part)) throw broken();
    parts.set(name, part);
    at = nameEnd + numbers.two(at + 30) + numbers.two(at + 32);
  }
  return parts;
}

/**
 * The content of a part, cut at the size that its entry gives.
 * @param {Uint8Array} bytes of the whole file
 * @param {Part} part
 */
export function contentOf(bytes, { method, size, unpacked, at }) {
  const numbers = new Numbers(bytes);
  if (numbers.four(at) !== LOCAL) throw broken();
  const begin = at + 30 + numbers.two(at + 26) + numbers.two(at + 28);
  const packed = bytes.subarray(begin, begin + size);
  if (method === STORED) return packed;
  if (method !== DEFLATED) throw broken();
  return inflateSync(packed, { out: new Uint8Array(unpacked) });
}
