/**
 * What a core has been told and has found, so that another one can be told it again: a core that ended knows nothing
 * any more, and the page has all the bytes.
 */

/** @typedef {import('./messages.js').Attachment} Attachment */
/** @typedef {{request: Record<string, unknown>, attachments: Attachment[]}} Lesson */
/** @typedef {{lesson: Lesson, value: unknown, known: Map<string, Lesson>}} Found `known`: what it was found with */

/** In this order they can be understood: a confidential list names people, as other lists do. */
const ORDER = ['workspace', 'profile', 'list', 'apart'];

const ABOUT_OUTCOME = new Set(['groups', 'leftOut', 'meetings', 'detail', 'files']);

/** What makes a core forget its outcome, even where it fails. */
const FORGETS_OUTCOME = new Set(['workspace', 'profile', 'list', 'run']);

/** @param {Lesson | undefined} one @param {Lesson | undefined} other */
function isSame(one, other) {
  if (one === other) return true;
  return (
    one !== undefined &&
    other !== undefined &&
    JSON.stringify(one.request) === JSON.stringify(other.request) &&
    one.attachments.length === other.attachments.length &&
    one.attachments.every((file, index) => file === other.attachments[index])
  );
}

/** Of this a core knows one at a time. @param {Lesson} lesson */
function keyOf({ request }) {
  return request.op === 'list' ? `list ${request.kind}` : String(request.op);
}

export class Lessons {
  constructor() {
    /** @type {Map<string, Lesson>} */
    this.known = new Map();
    /** @type {Found | undefined} the last outcome there was */
    this.found = undefined;
    /** Whether the present core has that outcome. */
    this.isThere = false;
    /** The last that was given which makes a core forget its outcome. @type {Lesson | undefined} */
    this.last = undefined;
  }

  /** Something is on its way to the core. @param {Lesson} lesson */
  given(lesson) {
    if (!FORGETS_OUTCOME.has(String(lesson.request.op))) return;
    this.last = lesson;
    this.isThere = false;
  }

  /**
   * What the core said to it.
   * @param {Lesson} lesson
   * @param {string} answer
   */
  answered(lesson, answer) {
    const op = String(lesson.request.op);
    // People are learned when the page has taken them: until then it may yet go back to those before.
    if (op === 'profile' || (op !== 'run' && !ORDER.includes(op))) return;
    const { ok, value } = JSON.parse(answer);
    if (!ok) return;
    if (op === 'run') {
      // Neither a run that only says what it wants searched nor one without a plan is an outcome.
      if (!value.format) return;
      this.found = { lesson, value, known: new Map(this.known) };
      this.isThere = this.last === lesson;
      return;
    }
    this.learn(lesson);
  }

  /** @param {Lesson} lesson with nothing attached: it is forgotten */
  learn(lesson) {
    if (lesson.attachments.length > 0) this.known.set(keyOf(lesson), lesson);
    else this.known.delete(keyOf(lesson));
  }

  /** @param {Lesson} lesson a core could not be told */
  forget(lesson) {
    if (lesson.request.op === 'run') this.found = undefined;
    else this.known.delete(keyOf(lesson));
  }

  /** All that a new core has to be told; the outcome waits until somebody asks about it. @returns {Lesson[]} */
  all() {
    return ORDER.flatMap((op) =>
      [...this.known].filter(([key]) => key.split(' ')[0] === op).map(([, lesson]) => lesson),
    );
  }

  /**
   * What has to come before a question, so that it is answered: the run that found the outcome, with what it was
   * found with. Nothing where that outcome is there, or where the people are others by now.
   * @param {Lesson | undefined} question
   * @returns {Lesson[]}
   */
  before(question) {
    if (!ABOUT_OUTCOME.has(String(question?.request.op)) || !this.found || this.isThere) return [];
    const { lesson, known } = this.found;
    const keys = [...new Set([...known.keys(), ...this.known.keys()])];
    const differs = keys.filter((key) => !isSame(known.get(key), this.known.get(key)));
    // The confidential list is no part of an outcome: it alone may have been changed since.
    if (differs.some((key) => key !== 'apart')) return [];
    this.isThere = true;
    if (differs.length === 0) return [lesson];
    const none = { request: { op: 'apart' }, attachments: [] };
    return [known.get('apart') ?? none, lesson, this.known.get('apart') ?? none];
  }

  /** Whether a run that was done once more came to the same; if not, there is nothing to come back to. @param {any} value */
  isFoundAgain(value) {
    const { run, ...plan } = value;
    const { run: _, ...before } = /** @type {any} */ (this.found?.value ?? {});
    const same = JSON.stringify(plan) === JSON.stringify(before);
    if (!same) this.found = undefined;
    return same;
  }
}
