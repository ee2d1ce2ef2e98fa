/** What the settings of formats have in common: keys of the program, lists in it with a line an entry, names to choose from. */

import { useRef } from 'preact/hooks';
import { useWeft } from '../app/context.js';

/** @typedef {import('../app/types.js').Program} Program */

/** @returns {{program: Program | null, set: (change: object) => void}} */
export function useProgram() {
  const { state, actions } = useWeft();
  const { program } = state;
  return { program, set: (change) => program && actions.setProgram({ ...program, ...change }) };
}

/**
 * A list in the program. One without entries is not in it.
 * @template Entry
 * @param {string} key
 */
export function useEntries(key) {
  const { state, actions } = useWeft();
  const { program } = state;
  /** @type {Entry[]} */
  const entries = program?.[key] ?? [];
  const set = (/** @type {Entry[]} */ next) => {
    if (!program) return;
    const { [key]: _, ...others } = program;
    actions.setProgram(
      /** @type {Program} */ (next.length > 0 ? { ...program, [key]: next } : others),
    );
  };
  return {
    entries,
    add: (/** @type {Entry} */ entry) => set([...entries, entry]),
    change: (/** @type {number} */ index, /** @type {Entry} */ entry) =>
      set(entries.map((old, at) => (at === index ? entry : old))),
    remove: (/** @type {number} */ index) => set(entries.filter((_, at) => at !== index)),
  };
}

/**
 * What there is to choose from, as programs name it. It stays while a sentence is wrong and nothing is counted.
 * @template {Record<string, string[]>} Labels
 * @param {Labels} none
 * @returns {Labels}
 */
export function useLabels(none) {
  const { state } = useWeft();
  const known = useRef(none);
  known.current = state.possible?.own?.labels ?? known.current;
  return known.current;
}

/**
 * What is left open is not in the program.
 * @template {object} Entry
 * @param {Entry} entry
 */
export function withoutEmpty(entry) {
  const said = Object.entries(entry).filter(([, value]) => value !== '' && value !== 0);
  return /** @type {Entry} */ (Object.fromEntries(said));
}

/** The names as options of a `Pick`. @param {string[]} names */
export const named = (names) => names.map((value) => ({ value, label: value }));
