/** Packed folders: what is in them, and those of small text files, findings sheets that came back. */

import { unzipSync } from 'fflate';
import { TableError } from './table-error.js';

/** Beyond these it is no folder of sheets; nothing is unpacked that claims more. */
const LIMITS = { entries: 20_000, bytes: 200_000_000 };

/**
 * @param {Uint8Array} bytes
 * @param {{most: number}} options the largest file that is unpacked; larger ones come without their bytes
 * @returns {Array<{name: string, bytes: Uint8Array}>}
 */
export function unzip(bytes, { most }) {
  let entries = 0;
  let whole = 0;
  /** @type {string[]} */
  const large = [];
  let files;
  try {
    files = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (name.endsWith('/') || name.startsWith('__MACOSX/')) return false;
        entries += 1;
        if (originalSize > most) {
          large.push(name);
          return false;
        }
        whole += originalSize;
        if (entries > LIMITS.entries || whole > LIMITS.bytes) throw new Error('too much');
        return true;
      },
    });
  } catch {
    throw new TableError('page.sheet.zip');
  }
  // One for all of them: there may be thousands.
  const tooMany = new Uint8Array(large.length > 0 ? most + 1 : 0);
  return [
    ...Object.entries(files).map(([name, content]) => ({ name, bytes: content })),
    ...large.map((name) => ({ name, bytes: tooMany })),
  ];
}
