/** Each format has a program of its own; what HR has made of it is kept while the page is open. */

/** @typedef {import('./types.js').Program} Program */
/** @typedef {import('./types.js').State} State */

/**
 * The program without the rule that asks for the confidential list. A list that is loaded holds in every program,
 * whether it has the rule or not.
 * @param {Program} program
 * @returns {Program}
 */
export function withoutApart(program) {
  const rules = (program.rules ?? []).filter((rule) => rule.apart !== 'file');
  return rules.length === (program.rules ?? []).length ? program : { ...program, rules };
}

/**
 * What changes when HR turns to another format.
 * @param {State} state
 * @param {string} id the other format
 * @param {object} parts
 * @param {Program | null} parts.suggested what it begins with
 * @param {boolean} parts.untouched whether the program that is left is as it was suggested
 * @param {number} parts.seed of the day
 * @returns {{program: Program} & Pick<State, 'remembered' | 'programFrom' | 'seedFromDate'> | null}
 */
export function turnTo(state, id, { suggested, untouched, seed }) {
  const { program, programFrom, seedFromDate } = state;
  const kept = state.remembered[id];
  const next = kept?.program ?? suggested;
  if (!next || program?.format === id) return null;
  const { [program?.format ?? '']: _, ...remembered } = state.remembered;
  if (program && !untouched) {
    remembered[program.format] = { program, from: programFrom, seedFromDate };
  }
  const drawn = kept?.seedFromDate ?? true;
  return {
    program: drawn ? { ...next, seed } : next,
    remembered,
    programFrom: kept?.from ?? '',
    seedFromDate: drawn,
  };
}
