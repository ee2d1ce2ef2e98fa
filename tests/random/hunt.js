/** Random programs one after the other, over all cores: made, played, and checked. */
import { availableParallelism } from 'node:os';
import { objectionsTo } from './check.js';
import { generate, KINDS } from './generate.js';
import { play } from './play.js';

/** @typedef {import('./generate.js').Case} Case */
/** @typedef {{kase: Case, objections: string[]}} Find */

/**
 * @param {Case} kase
 * @returns {Promise<{objections: string[], hasOutcome: boolean}>}
 */
export async function tried(kase) {
  const played = await play(kase);
  return {
    objections: objectionsTo(kase, played),
    hasOutcome: played.run?.certificate !== undefined,
  };
}

/**
 * @param {{from: number, count: number, kinds?: string[], each?: (find: Find) => void}} options seeds from `from` on,
 *   dealt to the kinds in turn; `each` hears of a find at once
 */
export async function hunt({ from, count, kinds = KINDS, each = () => {} }) {
  /** @type {Find[]} */
  const found = [];
  let next = 0;
  let outcomes = 0;
  const work = async () => {
    while (next < count) {
      const at = next;
      next += 1;
      const seed = from + Math.floor(at / kinds.length);
      const kase = generate(seed, kinds[at % kinds.length]);
      const { objections, hasOutcome } = await tried(kase);
      if (hasOutcome) outcomes += 1;
      if (objections.length === 0) continue;
      found.push({ kase, objections });
      each({ kase, objections });
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return { found, outcomes };
}
