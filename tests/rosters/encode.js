/** Text as the bytes of other encodings: what TextEncoder can't write. */

export const BYTE_ORDER_MARK = '\ufeff';

/** What Windows-1252 has at 0x80 to 0x9f; elsewhere it is Latin-1. Node 20 decodes it as Latin-1. */
const HIGH = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/** @param {string} letter */
function windows1252(letter) {
  const high = HIGH.indexOf(letter);
  if (high >= 0) return 0x80 + high;
  const code = letter.codePointAt(0) ?? 0;
  if (code > 0xff || (code >= 0x80 && code <= 0x9f)) throw new Error(`${letter} is not in it`);
  return code;
}

/**
 * @param {string} text with LF
 * @param {{encoding?: string, bom?: boolean, lineEnd?: string}} [how]
 * @returns {Uint8Array}
 */
export function encode(text, { encoding = 'utf-8', bom = false, lineEnd = '\n' } = {}) {
  const whole = (bom ? BYTE_ORDER_MARK : '') + text.replaceAll('\n', lineEnd);
  if (encoding === 'utf-8') return new TextEncoder().encode(whole);
  if (encoding === 'windows-1252') {
    return Uint8Array.from([...whole], windows1252);
  }
  const bytes = new Uint8Array(whole.length * 2);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < whole.length; at += 1) {
    view.setUint16(at * 2, whole.charCodeAt(at), encoding === 'utf-16le');
  }
  return bytes;
}
