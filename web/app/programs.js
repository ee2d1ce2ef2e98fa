/** Each format has a program of its own; what HR has made of it is kept while the page is open. */

/** @typedef {import('./types.js').Program} Program */
/** @typedef {import('./types.js').State} State */

/**
 * The confidential list holds in every program, or in none.
 * @param {Program} program
 * @param {boolean} isThere
 * @returns {Program}
 */
function withApart(program, isThere) {
  const others = (program.rules ?? []).filter((rule) => rule.apart !== 'file');
  const has = others.length < (program.rules ?? []).length;
  if (has === isThere) return program;
  return { ...program, rules: has ? others : [...others, { apart: 'file' }] };
}

/**
 * What changes when HR turns to another format.
 * @param {State} state
 * @param {string} id the other format
 * @param {object} parts
 * @param {Program | null} parts.suggested what it begins with
 * @param {boolean} parts.untouched whether the program that is left is as it was suggested
 * @param {number} parts.seed of the day
 * @param {boolean} [parts.keepsApart] whether the confidential list means something in the other format
 * @returns {{program: Program} & Pick<State, 'remembered' | 'programFrom' | 'seedFromDate'> | null}
 */
export function turnTo(state, id, { suggested, untouched, seed, keepsApart = true }) {
  const { program, programFrom, seedFromDate, apart } = state;
  const kept = state.remembered[id];
  const next = kept?.program ?? suggested;
  if (!next || program?.format === id) return null;
  const { [program?.format ?? '']: _, ...remembered } = state.remembered;
  if (program && !untouched) {
    remembered[program.format] = { program, from: programFrom, seedFromDate };
  }
  const drawn = kept?.seedFromDate ?? true;
  return {
    program: withApart(drawn ? { ...next, seed } : next, keepsApart && apart !== null),
    remembered,
    programFrom: kept?.from ?? '',
    seedFromDate: drawn,
  };
}
