/** Bytes as text inside the page: five characters for every four bytes, a sixteenth less than base64 takes. */

/** Every printable character that means nothing in a script's string, in HTML, or in a pattern of replacement. */
const DIGITS =
  '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#%()*+,./:;=?@[]^_{|}~';
const BASE = DIGITS.length;

/**
 * The first character says how many bytes at the end are none.
 * @param {Uint8Array} bytes
 */
export function toText(bytes) {
  const padding = (4 - (bytes.length % 4)) % 4;
  const whole = new Uint8Array(bytes.length + padding);
  whole.set(bytes);
  const view = new DataView(whole.buffer);
  let text = String(DIGITS[padding]);
  for (let at = 0; at < whole.length; at += 4) {
    let value = view.getUint32(at);
    let five = '';
    for (let digit = 0; digit < 5; digit += 1) {
      five = DIGITS[value % BASE] + five;
      value = Math.floor(value / BASE);
    }
    text += five;
  }
  return text;
}

/** @param {string} text made by `toText` */
export function fromText(text) {
  const digits = new Uint8Array(128);
  for (let digit = 0; digit < BASE; digit += 1) digits[DIGITS.charCodeAt(digit)] = digit;
  const bytes = new Uint8Array(((text.length - 1) / 5) * 4);
  const view = new DataView(bytes.buffer);
  for (let from = 1, to = 0; from < text.length; from += 5, to += 4) {
    let value = 0;
    for (let at = from; at < from + 5; at += 1) {
      value = value * BASE + Number(digits[text.charCodeAt(at)]);
    }
    view.setUint32(to, value);
  }
  return bytes.subarray(0, bytes.length - Number(digits[text.charCodeAt(0)]));
}
