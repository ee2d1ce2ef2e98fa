/** What pairs and groups are worth, where that can be said to the point: criteria `mix` and `match` of plain columns. */
import { areDifferent } from './rules.js';

/** @typedef {import('./world.js').World} World */
/** @typedef {import('./world.js').Person} Person */
/** @typedef {any} Json */

/** @param {World} world @param {Json[]} [criteria] */
export function isPlain(world, criteria = world.program.criteria ?? []) {
  return criteria.every((criterion) => {
    const column = criterion.mix ?? criterion.match;
    return column !== undefined && world.typeOf(column) === 'category';
  });
}

/** @param {World} world @param {Person} a @param {Person} b @param {Json[]} [criteria] */
export function pairValue(world, a, b, criteria = world.program.criteria ?? []) {
  return criteria.reduce((/** @type {number} */ sum, /** @type {Json} */ criterion) => {
    const isMet = criterion.mix
      ? areDifferent(world, criterion.mix, a, b)
      : world.value(a, criterion.match) !== '' && !areDifferent(world, criterion.match, a, b);
    return sum + (isMet ? 1000 * criterion.weight : 0);
  }, 0);
}

/** The mean over all pairs. @param {World} world @param {Person[]} people */
export function groupValue(world, people) {
  let sum = 0;
  let pairs = 0;
  for (const [at, a] of people.entries())
    for (const b of people.slice(at + 1)) {
      sum += pairValue(world, a, b);
      pairs += 1;
    }
  return pairs === 0 ? 0 : sum / pairs;
}
