/**
 * What `weft-solve` and its peers print, a word and its figure on each line, by word.
 * @param {string} text
 * @returns {Record<string, string>}
 */
export function readWords(text) {
  return Object.fromEntries(
    text
      .trim()
      .split('\n')
      .map((line) => line.split(' ')),
  );
}
