/** The page's side of the worker: promises instead of messages, and starting anew when it is stopped or dies. */

import { Lessons } from './lessons.js';

/** @typedef {import('./messages.js').Task} Task */
/** @typedef {import('./messages.js').Message} Message */
/** @typedef {import('./messages.js').TaskResults} TaskResults */
/** @typedef {import('./messages.js').NamedBlob} NamedBlob */
/** @typedef {import('../app/types.js').Issue} Issue */

/** What went wrong, as a code with arguments; sentences are made by the views. */
export class Failure extends Error {
  /**
   * @param {string} code
   * @param {Record<string, unknown>} [args]
   * @param {string} [where]
   * @param {Issue[]} [issues]
   */
  constructor(code, args = {}, where = '', issues = []) {
    super(code);
    this.code = code;
    this.args = args;
    this.where = where;
    this.issues = issues;
  }
}

/** Thrown by calls whose worker was stopped. */
export class Stopped extends Error {}

/** What is told of a core that threw. */
const ENDS_THE_CORE = new Set(['page.engineFailed', 'page.outOfMemory']);

/** Whether a call failed because the core died over it. @param {unknown} error */
export function isDeath(error) {
  if (!(error instanceof Failure)) return false;
  return error.code === 'page.engineDied' || ENDS_THE_CORE.has(error.code);
}

/** What can be done twice, and comes to the same: a worker that dies over it leaves it to the next one. */
const REPEATS = new Set([
  ...['hello', 'inspect', 'profile', 'workspace', 'list', 'apart', 'possible', 'search'],
  'readSheet',
]);

/** What reads files. */
const READS = new Set(['inspect', 'profile', 'workspace', 'list', 'apart', 'readSheet']);

/** @typedef {import('./lessons.js').Lesson} Lesson */
/**
 * @typedef {{id: number, message: object, lesson?: Lesson, again: boolean, within: boolean, posted: boolean,
 *   repeated?: boolean,
 *   settle: (result: any) => void, fail: (error: Error) => void, onProgress?: (json: string) => void}} Waiting
 *   `lesson`: a request through the door; `again`: the engine's own, for a core that was started anew; `posted`: it is
 *   with the worker; `repeated`: a worker has died over it
 */
/** @typedef {{reason: Failure, during: string, gaveUp: boolean}} Death `during`: what was being done, if anything */

/** One after the other, without an answer in between: then nobody starts it again unasked. */
const MOST_RESTARTS = 2;

export const CHECK_MS = 1000;
/** Checks until a worker that has something to do has begun: a slow computer needs some ten seconds to open the core. */
const MOST_UNBEGUN = 60;
/** Checks from then on to the first beat. */
const MOST_TO_FIRST_BEAT = 10;
/** Checks without a beat. A computer that is busy may let a few go by; a dead worker never beats again. */
const MOST_MISSED = 5;
/** Checks without an answer or progress, until somebody asks whether this is as it should be. */
const QUIET = 12;

export class Engine {
  /**
   * @param {() => Worker} startWorker
   * @param {(requests: number) => void} onRequests told how many requests the worker has made
   * @param {(worker: Worker, onBeat: () => void) => () => void} [listen] to its heart; what comes back ends that
   */
  constructor(startWorker, onRequests, listen = () => () => {}) {
    this.startWorker = startWorker;
    this.onRequests = onRequests;
    this.listen = listen;
    /** Those with the worker stand in the order in which it does them. @type {Map<number, Waiting>} */
    this.waiting = new Map();
    this.lastId = 0;
    /** Deaths since a worker last answered. */
    this.deaths = 0;
    this.lessons = new Lessons();
    /** @type {Promise<unknown> | undefined} */
    this.held = undefined;
    /** Called when a worker died. What was in its hands has failed; everything else is done by another one. */
    this.onDeath = (/** @type {Death} */ _death) => {};
    /** Called when a worker that was started anew knows everything again. */
    this.onRecovered = () => {};
    /** Called with the request that a new core could not be told, and why. */
    this.onLost = (
      /** @type {Record<string, unknown>} */ _request,
      /** @type {Error} */ _failure,
    ) => {};
    /** Called when nothing is heard for long of what a worker does, and when something is. */
    this.onQuiet = (/** @type {boolean} */ _quiet) => {};
    /**
     * The confidential list that the core should know and does not: until it does, nothing is matched.
     * @type {Lesson | undefined}
     */
    this.lostApart = undefined;
    this.quiet = 0;
    /** Whether the worker has begun anything. */
    this.isHeard = false;
    this.missed = 0;
    this.mostMissed = MOST_UNBEGUN;
    this.deafen = () => {};
    /** @type {ReturnType<typeof setInterval> | undefined} */
    this.clock = undefined;
    /** @type {Worker | undefined} none, where nobody starts it again unasked */
    this.worker = undefined;
    this.start();
  }

  start() {
    const worker = this.startWorker();
    /** Nothing of a worker that was replaced counts any more. @param {() => void} act */
    const ifCurrent = (act) => {
      if (worker === this.worker) act();
    };
    worker.addEventListener('message', (event) => ifCurrent(() => this.receive(event.data)));
    for (const broken of ['error', 'messageerror']) {
      worker.addEventListener(broken, (event) => {
        event.preventDefault();
        ifCurrent(() => this.die(new Failure('page.engineDied')));
      });
    }
    this.worker = worker;
    this.isHeard = false;
    this.missed = 0;
    this.mostMissed = MOST_UNBEGUN;
    this.deafen = this.listen(worker, () => {
      this.isHeard = true;
      this.missed = 0;
      this.mostMissed = MOST_MISSED;
    });
    this.sign();
  }

  /** Something was heard of what the worker does. */
  sign() {
    if (this.quiet >= QUIET) this.onQuiet(false);
    this.quiet = 0;
  }

  /** The worker has its core: its heart is to beat soon. */
  begins() {
    if (this.mostMissed !== MOST_UNBEGUN) return;
    this.missed = 0;
    this.mostMissed = MOST_TO_FIRST_BEAT;
  }

  /** From now on until it is ended. */
  watch() {
    this.clock = setInterval(() => this.check(), CHECK_MS);
  }

  /** Once every CHECK_MS: is it alive, and does it get on? */
  check() {
    if (!this.worker) return;
    // A worker that nobody waits for may take its time to begin.
    if (this.mostMissed !== MOST_UNBEGUN || this.current()) this.missed += 1;
    if (this.missed > this.mostMissed) {
      this.die(new Failure('page.engineDied'));
      return;
    }
    if (!this.current()) return;
    this.quiet += 1;
    if (this.quiet === QUIET) this.onQuiet(true);
  }

  /** What the worker is at. */
  current() {
    return [...this.waiting.values()].find(({ posted }) => posted);
  }

  /** @param {Message} message */
  receive(message) {
    if ('requests' in message) {
      this.onRequests(message.requests);
      return;
    }
    if ('begun' in message) {
      this.begins();
      return;
    }
    const waiting = this.waiting.get(message.id);
    if (!waiting) return;
    this.begins();
    this.isHeard = true;
    this.sign();
    if ('progress' in message) {
      waiting.onProgress?.(message.progress);
      return;
    }
    if ('result' in message) {
      this.waiting.delete(message.id);
      if (!waiting.again) this.deaths = 0;
      if (waiting.lesson && 'answer' in message.result) {
        this.lessons.answered(waiting.lesson, message.result.answer);
        if (opOf(waiting) === 'apart' && JSON.parse(message.result.answer).ok)
          this.lostApart = undefined;
      }
      waiting.settle(message.result);
      return;
    }
    const failure = new Failure(message.failure.code, message.failure.args);
    // A core that threw cannot be trusted any more.
    if (ENDS_THE_CORE.has(failure.code)) {
      this.die(failure);
      return;
    }
    this.waiting.delete(message.id);
    waiting.fail(failure);
  }

  /**
   * The worker is replaced, unless it dies again and again. Who asked for what it was at is told, unless the next one
   * does it.
   * @param {Failure} reason
   */
  die(reason) {
    // A worker of which nothing was heard has nothing in its hands: whoever waits does not notice.
    const wasHeard = this.isHeard;
    const current = wasHeard ? this.current() : undefined;
    this.deaths += 1;
    const gaveUp = this.deaths > MOST_RESTARTS;
    const isRepeated = current && !current.repeated && REPEATS.has(opOf(current));
    if (isRepeated) current.repeated = true;
    const victim = isRepeated && !gaveUp ? undefined : current;
    const during = victim && !victim.again ? opOf(victim) : '';
    this.dropWorker();
    if (victim) this.failOne(victim, reason);
    if (gaveUp) {
      this.failAll(reason);
    } else {
      this.startAnew();
    }
    if (wasHeard || gaveUp) this.onDeath({ reason, during, gaveUp });
  }

  /** Ends what the worker is at, and whatever belongs to what others were held up for. Everything else goes on. */
  stop() {
    const current = this.current();
    if (!current) return;
    this.dropWorker();
    // Where a core is just told something, it is for the first who asked.
    const calls = [...this.waiting.values()];
    const first = current.again ? calls.find(({ again, posted }) => posted && !again) : current;
    for (const call of calls) if (call === first || call.within) this.failOne(call, new Stopped());
    this.startAnew();
  }

  /** Ends whatever is being read. Everything else goes on, or is done once more. */
  stopReading() {
    const calls = [...this.waiting.values()].filter((call) => !call.again && READS.has(opOf(call)));
    const isPosted = calls.some(({ posted }) => posted);
    if (isPosted) this.dropWorker();
    for (const call of calls) this.failOne(call, new Stopped());
    if (isPosted) this.startAnew();
  }

  dropWorker() {
    this.deafen();
    this.worker?.terminate();
    this.worker = undefined;
    this.lessons.isThere = false;
    this.sign();
  }

  /** A worker that knows nothing is told everything, and then does what is left to do. */
  startAnew() {
    const left = [...this.waiting.values()].filter(({ posted }) => posted);
    for (const call of left) {
      call.posted = false;
      if (call.again) this.waiting.delete(call.id);
    }
    this.start();
    const lessons = this.lessons.all();
    let open = lessons.length;
    const told = () => {
      open -= 1;
      if (open <= 0) this.onRecovered();
    };
    if (open === 0) queueMicrotask(told);
    for (const lesson of lessons) this.teach(lesson, told);
    for (const call of left) if (!call.again) this.post(call);
  }

  /**
   * Tells a core what it should know.
   * @param {Lesson} lesson
   * @param {() => void} [told]
   */
  teach(lesson, told = () => {}) {
    const op = String(lesson.request.op);
    const lost = (/** @type {Error} */ failure) => {
      this.lose(lesson, failure);
      told();
    };
    const settle = (/** @type {{answer: string}} */ { answer }) => {
      const { ok, value, error } = JSON.parse(answer);
      if (!ok) {
        lost(new Failure(error.code, error.args, error.where, error.issues));
        return;
      }
      if (op === 'apart') this.lostApart = undefined;
      if (op === 'run' && !this.lessons.isFoundAgain(value)) lost(new Failure('page.otherResult'));
      else told();
    };
    const call = this.waitFor(
      { task: 'call', request: JSON.stringify(lesson.request), attachments: lesson.attachments },
      { settle, fail: lost, again: true },
    );
    this.send(call);
  }

  /**
   * What could not be told is not there any more. A confidential list stays wanted instead: no run goes on without it.
   * @param {Lesson} lesson
   * @param {Error} failure
   */
  lose(lesson, failure) {
    if (lesson.request.op === 'apart') {
      this.lostApart = lesson;
      for (const call of [...this.waiting.values()]) this.refuse(call);
    } else {
      this.lessons.forget(lesson);
    }
    this.onLost(lesson.request, failure);
  }

  /** Whether it is a run without the confidential list, which fails. @param {Waiting} call */
  refuse(call) {
    if (!this.lostApart || opOf(call) !== 'run') return false;
    const { file } = this.lostApart.request;
    this.failOne(call, new Failure('page.apartLost', { file }));
    return true;
  }

  /**
   * From now on every core is told of these people.
   * @param {Lesson} lesson the profile of them
   */
  learn(lesson) {
    this.lessons.learn(lesson);
  }

  /** The page has dropped the outcome: nobody makes it again. */
  forgetOutcome() {
    this.lessons.found = undefined;
  }

  /** @param {Waiting} call @param {Error} reason */
  failOne(call, reason) {
    this.waiting.delete(call.id);
    // What the engine tells a core it tells the next one.
    if (!call.again) call.fail(reason);
  }

  /** @param {Error} reason given to every call that is still waiting */
  failAll(reason) {
    for (const call of [...this.waiting.values()]) this.failOne(call, reason);
  }

  /**
   * Until the release that comes back is called, only tasks that are `within` go to the worker; the others wait, as
   * they would for one long task.
   */
  hold() {
    let release = () => {};
    const held = new Promise((resolve) => {
      release = () => resolve(undefined);
    });
    this.held = held;
    return () => {
      if (this.held === held) this.held = undefined;
      release();
    };
  }

  /** Ends it for good. */
  end() {
    clearInterval(this.clock);
    this.dropWorker();
    this.failAll(new Stopped());
  }

  /**
   * @param {object} message
   * @param {Pick<Waiting, 'settle' | 'fail'> & Partial<Waiting>} call
   * @returns {Waiting}
   */
  waitFor(message, call) {
    this.lastId += 1;
    const whole = { again: false, within: false, posted: false, ...call, id: this.lastId, message };
    this.waiting.set(whole.id, whole);
    return whole;
  }

  /** To the worker, after what it has to know first. @param {Waiting} call */
  post(call) {
    // Whoever was stopped meanwhile waits no more.
    if (!this.waiting.has(call.id)) return;
    if (this.refuse(call)) return;
    if (!this.worker) this.startAnew();
    for (const lesson of this.lessons.before(call.lesson)) this.teach(lesson);
    this.send(call);
  }

  /** @param {Waiting} call */
  send(call) {
    this.waiting.delete(call.id);
    this.waiting.set(call.id, call);
    call.posted = true;
    if (call.lesson) this.lessons.given(call.lesson);
    if (this.current() === call) this.sign();
    this.worker?.postMessage({ ...call.message, id: call.id });
  }

  /**
   * @template {Task['task']} Kind
   * @param {Kind} kind
   * @param {object} task
   * @param {{onProgress?: (json: string) => void, within?: boolean, lesson?: Lesson}} [options]
   * @returns {Promise<TaskResults[Kind]>}
   */
  ask(kind, task, { onProgress, within = false, lesson } = {}) {
    return new Promise((settle, fail) => {
      const call = this.waitFor(
        { ...task, task: kind },
        { settle, fail, onProgress, within, lesson },
      );
      if (this.held && !within) this.held.then(() => this.post(call));
      else this.post(call);
    });
  }

  /**
   * One request through the door.
   * @param {Record<string, unknown>} request
   * @param {{attachments?: import('./messages.js').Attachment[], onProgress?: (progress: {stage: string, done: number}) => void,
   *   within?: boolean}} [options]
   * @returns {Promise<{value: any, files: NamedBlob[]}>}
   */
  async call(request, { attachments = [], onProgress, within } = {}) {
    const task = { request: JSON.stringify(request), attachments };
    const listen = onProgress && ((/** @type {string} */ json) => onProgress(JSON.parse(json)));
    const lesson = { request, attachments };
    const { answer, files } = await this.ask('call', task, { onProgress: listen, within, lesson });
    const { ok, value, error } = JSON.parse(answer);
    if (!ok) throw new Failure(error.code, error.args, error.where, error.issues);
    return { value, files };
  }
}

/** What a call is about. @param {Waiting} call */
function opOf({ lesson, message }) {
  return String(lesson?.request.op ?? /** @type {any} */ (message).task);
}
