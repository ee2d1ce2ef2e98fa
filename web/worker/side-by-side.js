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
 * @typedef {{id: number, request: Record<string, unknown>, attachments: string[], from: number, to: number, value?: number}} Part
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
    /** Helpers of which nothing is heard for long. @type {Set<Engine>} */
    this.quiet = new Set();
    /** Called when nothing is heard for long of what a helper does, and when something is. */
    this.onQuiet = (/** @type {boolean} */ _quiet) => {};
    /** Called when a helper died; the run goes on. */
    this.onDeath = (/** @type {import('./client.js').Death} */ _death) => {};
    /**
     * What was found for a run that was broken off: the same run goes on from there.
     * @type {{run: string, ids: number[], found: Blob[]}}
     */
    this.begun = { run: '', ids: [], found: [] };
  }

  /**
   * @param {Record<string, unknown>} request to run
   * @param {{onProgress: Listen}} options
   * @returns {Promise<any>} the value of the answer
   */
  async run(request, { onProgress }) {
    // What is read meanwhile is for the next run.
    const release = this.engine.hold();
    try {
      return await this.runHeld(request, onwards(onProgress));
    } finally {
      release();
      this.end();
    }
  }

  /**
   * @param {Record<string, unknown>} request
   * @param {Listen} onProgress
   * @returns {Promise<any>}
   */
  async runHeld(request, onProgress) {
    const options = { onProgress, within: true };
    const alone = async () => (await this.engine.call(request, options)).value;
    if (this.most < 2) return alone();
    const run = JSON.stringify(request);
    if (this.begun.run !== run) this.begun = { run, ids: [], found: [] };
    const { ids, found } = this.begun;
    for (;;) {
      const { value, files } = await this.engine.call(
        { ...request, found: [...ids] },
        { ...options, attachments: [...found] },
      );
      /** @type {Wanted | undefined} */
      const wanted = value.searches;
      if (!wanted) {
        this.begun = { run: '', ids: [], found: [] };
        return value;
      }
      // A part that is asked for again was searched in vain.
      if (wanted.parts.some(({ id }) => ids.includes(id))) return alone();
      await this.search(wanted, files, onProgress);
    }
  }

  /**
   * Finds the groups of all parts. What was found is kept, whatever happens.
   * @param {Wanted} wanted
   * @param {NamedBlob[]} files
   * @param {Listen} onProgress
   */
  async search({ counts, parts }, files, onProgress) {
    /** @type {Blob[]} */
    const found = [];
    const done = parts.map(({ from }) => from);
    const values = parts.map(({ value }) => value);
    let next = 0;
    /** @param {Engine} by @param {number} p @param {{within?: boolean}} [options] */
    const searchPart = async (by, p, options) => {
      const { request, attachments, from, to } = parts[p];
      const given = attachments.map((name) => /** @type {NamedBlob} */ (byName(files, name)).blob);
      const answer = await by.call(request, {
        ...options,
        attachments: given,
        onProgress: (/** @type {Progress} */ now) => {
          if (by !== this.engine && !this.helpers.includes(by)) return;
          done[p] = from + (to - from) * now.done;
          values[p] = now.value ?? values[p];
          const sum = done.reduce((all, one) => all + one, 0);
          const value = TOGETHER[counts](values);
          onProgress({ stage: 'match', done: sum / parts.length, value });
        },
      });
      done[p] = to;
      found[p] = answer.files[0].blob;
    };
    const work = async (/** @type {Engine} */ helper) => {
      while (next < parts.length) {
        next += 1;
        await searchPart(helper, next - 1);
      }
    };
    try {
      try {
        while (this.helpers.length < Math.min(this.most, parts.length))
          this.helpers.push(this.helper());
        await Promise.all(this.helpers.map(work));
      } catch (error) {
        if (error instanceof Stopped) throw error;
        // Whatever went wrong, memory for instance: the helpers make room, and the core searches what is missing.
        next = parts.length;
        this.end();
        for (let p = 0; p < parts.length; p += 1)
          if (!found[p]) await searchPart(this.engine, p, { within: true });
      }
    } finally {
      this.keep(parts, found);
    }
  }

  /** One more, whose silence and whose end are told as those of the core are. */
  helper() {
    const helper = this.startHelper();
    helper.onQuiet = (quiet) => {
      if (quiet) this.quiet.add(helper);
      else this.quiet.delete(helper);
      this.onQuiet(this.quiet.size > 0);
    };
    helper.onDeath = (death) => this.onDeath(death);
    return helper;
  }

  /**
   * @param {Part[]} parts
   * @param {Blob[]} found
   */
  keep(parts, found) {
    parts.forEach(({ id }, p) => {
      if (!found[p]) return;
      this.begun.ids.push(id);
      this.begun.found.push(found[p]);
    });
  }

  /** Ends whatever is searched. */
  end() {
    for (const helper of this.helpers.splice(0)) helper.end();
  }
}

/** @param {NamedBlob[]} files @param {string} wanted */
const byName = (files, wanted) => files.find(({ name }) => name === wanted);

/**
 * A run that is asked once more, or that searches once more, begins anew: what is told never goes back, and keeps the
 * last value and bound.
 * @param {Listen} onProgress
 * @returns {Listen}
 */
function onwards(onProgress) {
  const order = ['fit', 'match', 'check', 'explain'];
  let stage = '';
  let done = 0;
  /** @type {{value?: number, bound?: number}} */
  let reached = {};
  return (now) => {
    if (order.indexOf(now.stage) < order.indexOf(stage)) return;
    done = now.stage === stage ? Math.max(done, now.done) : now.done;
    stage = now.stage;
    if (stage !== 'match') {
      onProgress({ stage, done });
      return;
    }
    reached = { value: now.value ?? reached.value, bound: now.bound ?? reached.bound };
    onProgress({ stage, done, ...reached });
  };
}
