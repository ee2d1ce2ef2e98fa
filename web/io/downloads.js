/** Hands a file to the reader. Names are made of format and date, never of people. */

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
 * @param {Blob} blob
 * @param {string} [type] where the ending does not tell it
 */
export function download(name, blob, type) {
  const ending = /** @type {keyof typeof TYPES} */ (name.slice(name.lastIndexOf('.') + 1));
  // All of it, as something of this type: nothing is copied.
  const address = URL.createObjectURL(blob.slice(0, blob.size, type ?? TYPES[ending]));
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
