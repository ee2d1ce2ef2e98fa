/**
 * What lies ahead of a run, and what would help after it. The core does one thing after the other, so nothing is
 * asked twice, and nothing that takes long is asked without being wanted. A core that does not know a question
 * leaves the page without its answer, and no more.
 */

import { Stopped } from '../worker/client.js';
import { asFailure } from './reading.js';

/** @typedef {import('./types.js').LoosenOption} LoosenOption */
/** @typedef {import('./types.js').Program} Program */

const COUNT_STOPPED = 'page.countStopped';

const COUNT_AFTER_MS = 180;
/** In rooms that do not show it: whoever goes on at once shall not wait for it. */
const COUNT_UNSEEN_AFTER_MS = 1200;
const FORECAST_AFTER_MS = 400;
const HELP_AFTER_MS = 300;

/** Above, nothing is foretold. */
const FORECAST_MOST = 20_000;

/** Up to here what would help is asked without being wanted; it takes a moment. */
export const HELP_UNASKED_MOST = 2_000;

/** Above, nobody can say what would help. */
export const HELP_MOST = 20_000;

/**
 * What keeps HR from matching. A count that was stopped does not: the run counts for itself.
 * @param {Pick<import('./types.js').State, 'possible' | 'possibleFailure'>} state
 */
export function obstacles({ possible, possibleFailure }) {
  const errors = (possible?.issues ?? []).filter(({ severity }) => severity === 'error');
  const counted = possible?.takingPart !== undefined && errors.length === 0 ? possible : null;
  const stopped = possibleFailure?.code === COUNT_STOPPED;
  const blocked =
    errors.length > 0 ||
    (possibleFailure !== null && !stopped) ||
    (counted !== null && counted.takingPart < 2);
  return { errors, counted, stopped, blocked };
}

/**
 * The program with one rule loosened.
 * @param {Program} program
 * @param {LoosenOption} option
 * @returns {Program | null} null where the page does not know the way, or the rule is not there
 */
export function loosened(program, { rule, code, args }) {
  const rules = program.rules ?? [];
  const old = rules[rule];
  if (!old) return null;
  if (code === 'loosen.drop') return { ...program, rules: rules.filter((one) => one !== old) };
  if (code !== 'loosen.rounds' || !old.met?.rounds) return null;
  const shorter = { ...old, met: { ...old.met, rounds: args.rounds } };
  return { ...program, rules: rules.map((one) => (one === old ? shorter : one)) };
}

/**
 * @param {object} parts
 * @param {import('./store.js').Store} parts.store
 * @param {Pick<import('../worker/client.js').Engine, 'call'>} parts.engine
 * @param {() => import('./routes.js').Room} parts.room that HR is in
 */
export function createAhead({ store, engine, room }) {
  const { get, update } = store;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {(() => void) | null} the question that comes next, once it is time */
  let next = null;
  /** Counts what has been changed, so that answers which came too late are known. */
  let changes = 0;
  let counted = 0;
  let asking = false;
  let again = false;
  /** @type {unknown[]} what the forecast that is shown was asked about */
  let foretold = [];

  /** All that a forecast hangs on: wishes and chance do not count. */
  function question() {
    const { program, date, roster, workspace, apart, lists } = get();
    const { name, criteria, favour, serendipity, seed, ...rest } = program ?? {};
    return [JSON.stringify({ ...rest, date }), roster, workspace, apart, lists];
  }

  const isForetold = () => question().every((part, index) => part === foretold[index]);

  /** @param {() => void} question @param {number} after milliseconds */
  function plan(question, after) {
    clearTimeout(timer);
    next = question;
    timer = setTimeout(ask, after);
  }

  /** In the room of who knows what, the core is for those who search. */
  function ask() {
    if (room() === 'knowledge') return;
    const question = next;
    next = null;
    question?.();
  }

  /** What was put off is asked in the room that has been entered. */
  function enterRoom() {
    if (next) plan(next, room() === 'program' ? 0 : COUNT_UNSEEN_AFTER_MS);
  }

  /** Asks what the program would mean, once the hand rests. */
  function recount() {
    halt();
    if (!get().roster || !get().program) return;
    changes += 1;
    update({ counting: true, forecast: isForetold() ? get().forecast : null });
    plan(count, room() === 'program' ? COUNT_AFTER_MS : COUNT_UNSEEN_AFTER_MS);
  }

  async function count() {
    if (asking) {
      again = true;
      return;
    }
    asking = true;
    again = false;
    const asked = changes;
    const { program, date } = get();
    try {
      const { value } = await engine.call({ op: 'possible', program, date });
      if (asked === changes) {
        counted = asked;
        update({ possible: value, possibleFailure: null, counting: false });
        lookFurther();
      }
    } catch (error) {
      if (asked === changes) {
        const failure = asFailure(error);
        if (error instanceof Stopped) failure.code = COUNT_STOPPED;
        update({ possible: null, possibleFailure: failure, counting: false });
      }
    }
    asking = false;
    if (again) {
      next = count;
      ask();
    }
  }

  function lookFurther() {
    const { possible, program, run } = get();
    const people = possible?.takingPart ?? 0;
    const speaksOfRepeats = program?.rounds || program?.rules?.some((rule) => 'met' in rule);
    if (run || isForetold() || !speaksOfRepeats || people < 2 || people > FORECAST_MOST) return;
    plan(foretell, FORECAST_AFTER_MS);
  }

  async function foretell() {
    const asked = changes;
    const about = question();
    const { program, date } = get();
    try {
      const { value } = await engine.call({ op: 'forecast', program, date });
      if (asked !== changes) return;
      foretold = about;
      update({ forecast: value.rounds ? value : null });
    } catch {
      if (asked === changes) foretold = about;
    }
  }

  /** No more questions of before: something else is about to be asked. */
  function halt() {
    clearTimeout(timer);
    next = null;
    again = false;
  }

  /** What would help those who were left out. */
  async function seekHelp() {
    const { result, help } = get();
    if (!result || help === 'asking') return;
    const { outcome, program, date } = result;
    update({ help: 'asking' });
    /** @type {import('./types.js').Help} */
    let found = 'unknown';
    try {
      const { value } = await engine.call({ op: 'loosen', program, date });
      found = (value.options ?? []).filter((/** @type {LoosenOption} */ option) =>
        loosened(program, option),
      );
    } catch {
      // It stays unknown.
    }
    if (get().result?.outcome === outcome) update({ help: found });
  }

  /** What the run kept from being asked, and what helps; the lists of the result come first. */
  function afterRun() {
    if (counted === changes) lookFurther();
    else recount();
    const { outcome } = get().result ?? {};
    if (!outcome?.leftOutCount || outcome.measures.matched.of > HELP_UNASKED_MOST) return;
    setTimeout(() => {
      if (get().result?.outcome === outcome) seekHelp();
    }, HELP_AFTER_MS);
  }

  return { recount, halt, enterRoom, seekHelp, afterRun };
}
