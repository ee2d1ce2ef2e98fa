/** What says how many teams there are and how large: their number, their size, both, or a list of projects. */

/** @typedef {import('../../../app/types.js').Program} Program */

export const USUAL_COUNT = 10;
export const USUAL_SIZE = { min: 6, max: 8 };

/**
 * What says how many teams there are and how large.
 * @param {Program} program
 * @param {boolean} hasProjects
 * @returns {'count' | 'size' | 'both' | 'projects'}
 */
export function sizedBy(program, hasProjects) {
  if (hasProjects) return 'projects';
  if (!program.size) return 'count';
  return program.count ? 'both' : 'size';
}

/**
 * @param {Program} program
 * @param {string} by
 * @returns {Program}
 */
export function withSizedBy(program, by) {
  const { count = USUAL_COUNT, size = USUAL_SIZE, ...rest } = program;
  return {
    ...rest,
    ...(by === 'size' ? {} : { count }),
    ...(by === 'count' ? {} : { size }),
  };
}
