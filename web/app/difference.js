/** How one export differs from another, in sentences. */

/** @typedef {import('./types.js').Difference} Difference */
/** @typedef {import('../locales/index.js').Speech} Speech */

const NAMED = 6;

/**
 * @param {Speech} speech
 * @param {Difference} difference
 * @param {number} people
 * @returns {string[]}
 */
export function differenceSentences(speech, difference, people) {
  /** @param {Array<{header: string}>} columns */
  const names = (columns) => {
    const quoted = columns
      .slice(0, NAMED)
      .map(({ header }) => speech.t('since.quoted', { column: speech.column(header) }));
    const more = columns.length - quoted.length;
    return speech.list(more > 0 ? [...quoted, speech.t('since.more', { count: more })] : quoted);
  };
  const { renamed, gone, new: added, roles, peopleBefore } = difference;
  const sentences = [];
  for (const { from, to } of renamed.slice(0, NAMED)) {
    sentences.push(speech.t('since.renamed', { from, to }));
  }
  if (gone.length > 0) {
    sentences.push(speech.t('since.gone', { count: gone.length, columns: names(gone) }));
  }
  if (added.length > 0) {
    sentences.push(speech.t('since.new', { count: added.length, columns: names(added) }));
  }
  for (const { header, from, to } of roles.slice(0, NAMED)) {
    sentences.push(
      speech.t('since.role', {
        column: speech.column(header),
        from: speech.t(`role.${from}`),
        to: speech.t(`role.${to}`),
      }),
    );
  }
  if (peopleBefore > 0 && peopleBefore !== people) {
    sentences.push(speech.t('since.people', { before: peopleBefore, people }));
  }
  return sentences;
}
