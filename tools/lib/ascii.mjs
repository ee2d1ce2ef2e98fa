/**
 * Letters of names as they are written in e-mail addresses.
 * @param {string} text
 */
export function ascii(text) {
  const spelled = text
    .toLowerCase()
    .replace(/ä/g, 'ae')
    .replace(/ö/g, 'oe')
    .replace(/ü/g, 'ue')
    .replace(/ß/g, 'ss')
    .replace(/ł/g, 'l')
    .replace(/đ/g, 'd')
    .replace(/ı/g, 'i')
    .replace(/ø/g, 'oe');
  return spelled.normalize('NFD').replace(/[^a-z-]/g, '');
}
