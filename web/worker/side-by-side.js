/**
 * Runs whose searches are done side by side: the core says what it wants to have searched, other workers do that,
 * and it goes on with what they found. What comes out is what the core would have found alone, however many there are.
 */

import { Stopped } from './client.js';

/** @typedef {import('./client.js').Engine} Engine */
/** @typedef {import('./messages.js').NamedBlob} NamedBlob */
/** @typedef {import('../app/types.js').Progress} Progress */
/** @typedef {(progress: Progress) => void} Listen */
/**
 * @typedef {{request: Record<string, unknown> & {seed: number}, attachments: string[], from: number, to: number}} Part
 * @typedef {{counts: '' | 'best' | 'sum' | 'least', parts: Part[]}} Wanted as src/api/search.h writes it
 */

/** What the values of all parts come to; undefined while that is not known. @type {Record<Wanted['counts'], (values: (number | undefined)[]) => number | undefined>} */
const TOGETHER = {
  '': () => undefined,
  best: (values) => {
    const known = values.filter((value) => value !== undefined);
    return known.length > 0 ? Math.max(...known) : undefined;
  },
  sum: (values) => whole(values, (known) => known.reduce((sum, value) => sum + value, 0)),
  least: (values) => whole(values, (known) => Math.min(...known)),
};

/**
 * @param {(number | undefined)[]} values
 * @param {(known: number[]) => number} of
 */
function whole(values, of) {
  const known = values.filter((value) => value !== undefined);
  return known.length === values.length ? of(known) : undefined;
}

export class SideBySide {
  /**
   * @param {Engine} engine which knows roster and workspace
   * @param {() => Engine} startHelper one that knows nothing
   * @param {number} most that may search at a time
   */
  constructor(engine, startHelper, most) {
    this.engine = engine;
    this.startHelper = startHelper;
    this.most = most;
    /** @type {Engine[]} */
    this.helpers = [];
  }

  /**
   * @param {Record<string, unknown>} request to run
   * @param {{onProgress: Listen}} options
   * @returns {Promise<any>} the value of the answer
   */
  async run(request, { onProgress }) {
    const alone = async () => (await this.engine.call(request, { onProgress })).value;
    if (this.most < 2) return alone();
    /** @type {number[]} */
    const seeds = [];
    /** @type {Blob[]} */
    const found = [];
    const listen = onwards(onProgress);
    try {
      for (;;) {
        const { value, files } = await this.engine.call(
          { ...request, found: seeds },
          { attachments: found, onProgress: listen },
        );
        /** @type {Wanted | undefined} */
        const wanted = value.searches;
        if (!wanted) return value;
        const searched = await this.search(wanted, files, listen);
        // A part that is asked for again was searched in vain.
        if (!searched || wanted.parts.some(({ request: { seed } }) => seeds.includes(seed)))
          return alone();
        seeds.push(...wanted.parts.map(({ request: { seed } }) => seed));
        found.push(...searched);
      }
    } finally {
      this.end();
    }
  }

  /**
   * The groups of all parts; undefined where somebody could not do theirs.
   * @param {Wanted} wanted
   * @param {NamedBlob[]} files
   * @param {Listen} onProgress
   */
  async search({ counts, parts }, files, onProgress) {
    /** @type {Blob[]} */
    const found = [];
    const done = parts.map(({ from }) => from);
    /** @type {(number | undefined)[]} */
    const values = parts.map(() => undefined);
    let next = 0;
    const work = async (/** @type {Engine} */ helper) => {
      while (next < parts.length) {
        const p = next;
        next += 1;
        const { request, attachments, from, to } = parts[p];
        const given = attachments.map(
          (name) => /** @type {NamedBlob} */ (byName(files, name)).blob,
        );
        const answer = await helper.call(request, {
          attachments: given,
          onProgress: (/** @type {Progress} */ now) => {
            done[p] = from + (to - from) * now.done;
            values[p] = now.value ?? values[p];
            const sum = done.reduce((all, one) => all + one, 0);
            onProgress({
              stage: 'match',
              done: sum / parts.length,
              value: TOGETHER[counts](values),
            });
          },
        });
        done[p] = to;
        found[p] = answer.files[0].blob;
      }
    };
    while (this.helpers.length < Math.min(this.most, parts.length))
      this.helpers.push(this.startHelper());
    try {
      await Promise.all(this.helpers.map(work));
    } catch (error) {
      if (error instanceof Stopped) throw error;
      return undefined;
    }
    return found;
  }

  /** Ends whatever is searched. */
  end() {
    for (const helper of this.helpers.splice(0)) helper.end();
  }
}

/** @param {NamedBlob[]} files @param {string} wanted */
const byName = (files, wanted) => files.find(({ name }) => name === wanted);

/**
 * A run that is asked once more begins anew: what was there before is not told again, and the bound stays.
 * @param {Listen} onProgress
 * @returns {Listen}
 */
function onwards(onProgress) {
  let last = { stage: '', done: -1 };
  /** @type {number | undefined} */
  let bound;
  const order = ['fit', 'match', 'check', 'explain'];
  return (now) => {
    bound = now.bound ?? bound;
    const [at, before] = [order.indexOf(now.stage), order.indexOf(last.stage)];
    if (at < before || (at === before && now.done < last.done)) return;
    last = now;
    onProgress(now.stage === 'match' ? { ...now, bound } : now);
  };
}
