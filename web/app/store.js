/** One state for the page, changed only through `update`. */

import { noAnswers } from './answers.js';

/** @typedef {import('./types.js').State} State */

/** @returns {State} */
export function emptyState() {
  return {
    hello: null,
    engineFailed: false,
    reading: '',
    readDone: null,
    notices: [],
    fileIssues: [],
    roster: null,
    joined: [],
    aside: [],
    answers: noAnswers,
    workspace: null,
    apart: null,
    apartIssues: [],
    lists: {},
    listFailures: {},
    program: null,
    remembered: {},
    programFrom: '',
    seedFromDate: true,
    date: '',
    possible: null,
    possibleFailure: null,
    counting: false,
    forecast: null,
    run: null,
    stopped: false,
    runFailure: null,
    result: null,
    handed: null,
    kept: null,
    given: [],
    trouble: null,
    quiet: false,
    revived: 0,
    help: null,
    loosened: null,
    learned: { sheets: [], issues: [] },
    saving: '',
    said: '',
    requests: 0,
  };
}

/** @param {State} initial */
export function createStore(initial) {
  let state = initial;
  /** @type {Set<() => void>} */
  const listeners = new Set();
  return {
    get: () => state,
    /** @param {Partial<State>} change */
    update(change) {
      state = { ...state, ...change };
      for (const listener of listeners) listener();
    },
    /** @param {() => void} listener */
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

/** @typedef {ReturnType<typeof createStore>} Store */
