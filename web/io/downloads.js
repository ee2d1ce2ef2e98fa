/** Hands bytes to the reader as a file. Names are made of format and date, never of people. */

const TYPES = {
  csv: 'text/csv',
  json: 'application/json',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  zip: 'application/zip',
  ics: 'text/calendar',
  html: 'text/html',
  svg: 'image/svg+xml',
  md: 'text/markdown',
  txt: 'text/plain',
};

const KEEP_ADDRESS_MS = 60_000;

/**
 * @param {string} name
 * @param {Uint8Array} bytes
 * @param {string} [type] where the ending does not tell it
 */
export function download(name, bytes, type) {
  const ending = /** @type {keyof typeof TYPES} */ (name.slice(name.lastIndexOf('.') + 1));
  const blob = new Blob([/** @type {BlobPart} */ (bytes)], { type: type ?? TYPES[ending] });
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), KEEP_ADDRESS_MS);
}

/**
 * @param {string} format
 * @param {string} date
 * @param {string} ending
 */
export function fileName(format, date, ending) {
  return `weft-${format}-${date}.${ending}`;
}
