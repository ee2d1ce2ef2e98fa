/** Starts the page: the worker, the state, and the count of requests. */

import { render } from 'preact';
import packedFindings from 'weft-findings';
import packedSample from 'weft-sample';
import packedWorker from 'weft-worker';
import { createActions, today } from './app/actions.js';
import { App } from './app/app.jsx';
import { address, readAddress } from './app/routes.js';
import { createStore, emptyState } from './app/store.js';
import { fromText } from './io/packed.js';
import { fitLongTexts } from './views/long-text.js';
import { scriptAddress } from './worker/address.js';
import { Engine } from './worker/client.js';
import { listenToHeart } from './worker/heart.js';
import { leavesTheMachine } from './worker/requests.js';
import { SideBySide } from './worker/side-by-side.js';

/** Everything this document and its workers have fetched since it was opened, each for itself. */
const requests = { page: 0, workers: /** @type {number[]} */ ([]) };
const store = createStore({ ...emptyState(), date: today() });

function showRequests() {
  store.update({ requests: requests.workers.reduce((sum, made) => sum + made, requests.page) });
}

new PerformanceObserver((list) => {
  const fetched = list.getEntries().filter(leavesTheMachine);
  if (fetched.length === 0) return;
  requests.page += fetched.length;
  showRequests();
}).observe({ type: 'resource', buffered: true });

/** @param {string} text what the page builder has packed */
async function unpack(text) {
  const unpacked = new Blob([fromText(text)]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(unpacked).text();
}

/**
 * @param {import('./app/routes.js').Room} room
 * @param {{instead?: boolean}} [options] `instead`: the back button shall not lead to the room that is left
 */
function enter(room, { instead = false } = {}) {
  const to = address(readAddress(location.hash).language, room);
  if (instead) location.replace(to);
  else location.hash = to;
}

async function begin() {
  const [worker, sample, findings] = await Promise.all([
    unpack(packedWorker),
    unpack(packedSample),
    unpack(packedFindings),
  ]);
  const inside = JSON.parse(findings);
  // Every start of a worker uses the same address.
  const url = scriptAddress(worker);
  const startEngine = () => {
    const index = requests.workers.push(0) - 1;
    const engine = new Engine(
      () => new Worker(/** @type {string} */ (url), { name: 'weft' }),
      (made) => {
        if (made === requests.workers[index]) return;
        requests.workers[index] = made;
        showRequests();
      },
      listenToHeart,
    );
    engine.watch();
    return engine;
  };
  const engine = startEngine();
  const runs = new SideBySide(engine, startEngine, navigator.hardwareConcurrency ?? 1);
  const language = () => readAddress(location.hash).language;
  const room = () => readAddress(location.hash).room;
  const actions = createActions({ store, engine, runs, sample, inside, enter, room, language });
  fitLongTexts();
  const root = /** @type {HTMLElement} */ (document.getElementById('page'));
  render(<App store={store} actions={actions} />, root);
}

begin();
