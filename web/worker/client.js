/** The page's side of the worker: promises instead of messages, and stopping by starting anew. */

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

/** @typedef {{settle: (result: any) => void, fail: (error: Error) => void, onProgress?: (json: string) => void}} Waiting */

const MOST_RESTARTS = 2;

export class Engine {
  /**
   * @param {() => Worker} startWorker
   * @param {(requests: number) => void} onRequests told how many requests the worker has made
   */
  constructor(startWorker, onRequests) {
    this.startWorker = startWorker;
    this.onRequests = onRequests;
    /** @type {Map<number, Waiting>} */
    this.waiting = new Map();
    this.lastId = 0;
    /** Starts that ended in a crash, since a worker last answered. */
    this.crashes = 0;
    /** @type {Promise<unknown> | undefined} */
    this.held = undefined;
    /** Called when a crashed worker was replaced by one that knows nothing. */
    this.onCrash = () => {};
    this.worker = this.start();
  }

  start() {
    const worker = this.startWorker();
    worker.addEventListener('message', (event) => this.receive(event.data));
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      this.crash(new Failure('page.engineFailed'));
    });
    return worker;
  }

  /** @param {Message} message */
  receive(message) {
    if ('requests' in message) {
      this.onRequests(message.requests);
      return;
    }
    const waiting = this.waiting.get(message.id);
    if (!waiting) return;
    if ('progress' in message) {
      waiting.onProgress?.(message.progress);
      return;
    }
    this.waiting.delete(message.id);
    if ('result' in message) {
      this.crashes = 0;
      waiting.settle(message.result);
      return;
    }
    const failure = new Failure(message.failure.code, message.failure.args);
    waiting.fail(failure);
    if (failure.code === 'page.engineFailed') this.crash(failure);
  }

  /**
   * A core that threw cannot be trusted any more: it is replaced, unless it never starts at all.
   * @param {Error} reason
   */
  crash(reason) {
    this.crashes += 1;
    if (this.crashes <= MOST_RESTARTS) {
      this.restart(reason);
      this.onCrash();
    } else {
      this.failAll(reason);
    }
  }

  /** @param {Error} reason given to every call that is still waiting */
  failAll(reason) {
    const waiting = [...this.waiting.values()];
    this.waiting.clear();
    for (const call of waiting) call.fail(reason);
  }

  /** @param {Error} reason given to every call that was still waiting */
  restart(reason) {
    this.worker.terminate();
    this.worker = this.start();
    this.failAll(reason);
  }

  /** Ends whatever is running. The new worker knows nothing: roster and workspace have to be read again. */
  stop() {
    this.restart(new Stopped());
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
    this.worker.terminate();
    this.failAll(new Stopped());
  }

  /**
   * @template {Task['task']} Kind
   * @param {Kind} kind
   * @param {object} task
   * @param {{onProgress?: (json: string) => void, within?: boolean}} [options]
   * @returns {Promise<TaskResults[Kind]>}
   */
  ask(kind, task, { onProgress, within = false } = {}) {
    this.lastId += 1;
    const id = this.lastId;
    return new Promise((settle, fail) => {
      this.waiting.set(id, { settle, fail, onProgress });
      const post = () => {
        // Whoever was stopped meanwhile waits no more.
        if (this.waiting.has(id)) this.worker.postMessage({ ...task, id, task: kind });
      };
      if (this.held && !within) this.held.then(post);
      else post();
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
    const { answer, files } = await this.ask('call', task, { onProgress: listen, within });
    const { ok, value, error } = JSON.parse(answer);
    if (!ok) throw new Failure(error.code, error.args, error.where, error.issues);
    return { value, files };
  }
}
