/** A rule of distance between two roles, as it is said: so far above, or so far below. */

/** @typedef {import('./types.js').Rule} Rule */
/** @typedef {{shape: 'between' | 'atLeast' | 'atMost', side: 'above' | 'below', low?: number, high?: number}} Rank */

/**
 * The program has a signed range, of the first role minus the second.
 * @param {Rule} rule
 * @returns {Rank}
 */
export function asRank({ min, max }) {
  const isBelow = max === undefined ? min < 0 : max <= 0 && (min === undefined || min < 0);
  const turned = (/** @type {number | undefined} */ end) => (end === undefined ? end : 0 - end);
  const [low, high] = isBelow ? [turned(max), turned(min)] : [min, max];
  const shape = low === undefined ? 'atMost' : high === undefined ? 'atLeast' : 'between';
  return { shape, side: isBelow ? 'below' : 'above', low, high };
}

/**
 * @param {Rule} rule whose ends are given anew
 * @param {Rank} rank
 * @returns {Rule}
 */
export function withRank({ min: _, max: _max, ...rule }, { shape, side, low = 1, high = 3 }) {
  const near = shape === 'atMost' ? undefined : low;
  const far = shape === 'atLeast' ? undefined : shape === 'between' ? Math.max(low, high) : high;
  const [min, max] =
    side === 'above'
      ? [near, far]
      : [far === undefined ? far : 0 - far, near === undefined ? near : 0 - near];
  return { ...rule, ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
}
