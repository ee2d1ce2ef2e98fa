/**
 * What HR has made that is in no workspace file yet. Whoever closes the page loses it, so the browser asks first, and
 * the rooms say what it is.
 */

import { savedAnswers } from './answers.js';

/** @typedef {import('./types.js').Program} Program */
/** @typedef {import('./types.js').State} State */
/** @typedef {'people' | 'program' | 'result' | 'rounds'} Part */
/** @typedef {import('./types.js').Kept} Kept */

/** @type {WeakMap<Blob, number>} */
const numbers = new WeakMap();
let last = 0;

/** A file by a number: a note of what was saved shall not keep the file itself. @param {Blob} file */
function numberOf(file) {
  const known = numbers.get(file);
  if (known !== undefined) return known;
  last += 1;
  numbers.set(file, last);
  return last;
}

/** What HR has decided about which people of their own; empty where that is nothing. @param {State} state */
function peopleKey({ roster, joined, workspace }) {
  if (!roster || roster.sample) return '';
  // What came with the workspace file was decided before.
  const saved = savedAnswers(workspace?.made ? null : workspace);
  if (JSON.stringify(roster.answers) === JSON.stringify(saved)) return '';
  const lists = joined.map(({ csv, means }) => [numberOf(csv), means]);
  // The file has what the core has read, not what waits to be read.
  return JSON.stringify([numberOf(roster.csv), lists, roster.answers]);
}

/**
 * A program as something to compare; a seed that comes from the date is nobody's work.
 * @param {Program} program
 * @param {boolean} seedFromDate
 */
export function programKey(program, seedFromDate) {
  return JSON.stringify(seedFromDate ? { ...program, seed: undefined } : program);
}

/**
 * Whether HR has changed a program since it was proposed or came.
 * @param {Pick<import('./types.js').Remembered, 'program' | 'seedFromDate'>} one
 * @param {string[]} given
 */
export function isEdited({ program, seedFromDate }, given) {
  return !given.includes(programKey(program, seedFromDate));
}

/** All programs with which HR has done something, the one in hand last. @param {State} state */
function changed({ program, seedFromDate, remembered, given }) {
  const all = Object.values(remembered).map((one) => ({ ...one, now: false }));
  if (program) all.push({ program, seedFromDate, from: '', now: true });
  return all
    .filter((one) => isEdited(one, given))
    .map((one) => ({ ...one, key: programKey(one.program, one.seedFromDate) }));
}

/**
 * The programs that belong into a workspace file beside that of the result. The one in hand is the last: with it the
 * next round begins.
 * @param {State} state
 * @returns {Program[]}
 */
export function programsToKeep(state) {
  const { program, result } = state;
  const edited = changed(state);
  const others = edited.filter(({ now }) => !now).map((one) => one.program);
  const isChanged = edited.some(({ now }) => now);
  const isOfResult = result !== null && JSON.stringify(program) === JSON.stringify(result.program);
  const goesLast = others.length > 0 ? isChanged || result !== null : isChanged && !isOfResult;
  return program && goesLast ? [...others, program] : others;
}

/** What a workspace file holds that is made now. @param {State} state @returns {Kept} */
export function keptNow(state) {
  return {
    people: peopleKey(state),
    programs: changed(state).map(({ key }) => key),
    outcome: state.result?.outcome ?? null,
    workspace: state.workspace,
  };
}

/**
 * | there is | it is unsaved |
 * | --- | --- |
 * | answers about people of HR's own | until a workspace is saved with these files and answers |
 * | people about whom HR has answered nothing | never |
 * | the made-up company | never |
 * | a program as Weft or a file proposed it | never |
 * | a program that HR changed, in whatever format | until a workspace is saved with it |
 * | a result | until the workspace with its groups is saved |
 * | rounds taken over into the next one unsaved | until a workspace is saved |
 * @param {State} state
 * @returns {Part[]}
 */
export function unsaved(state) {
  const { kept, result, workspace } = state;
  const people = peopleKey(state);
  /** @type {Part[]} */
  const parts = [];
  if (people !== '' && people !== kept?.people) parts.push('people');
  if (changed(state).some(({ key }) => !kept?.programs.includes(key))) parts.push('program');
  if (result && result.outcome !== kept?.outcome) parts.push('result');
  if (workspace?.made && workspace !== kept?.workspace) parts.push('rounds');
  return parts;
}
