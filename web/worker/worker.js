/** The worker: owns the core and the spreadsheet library, so that the page never freezes. */

import { zipSync } from 'fflate';
import { createWeft, wasm } from 'weft-core';
import { isOutOfMemory } from '../io/memory.js';
import { fromText } from '../io/packed.js';
import { problemCsv } from '../io/problem-rows.js';
import { TableError } from '../io/table-error.js';
import { unzip } from '../io/unzip.js';
import { readSheet, writeSheet } from '../io/xlsx.js';
import { bytesOf, giveForDigests, withAttachments } from './attachments.js';
import { promisingDigests } from './digests.js';
import { beat } from './heart.js';
import { leavesTheMachine } from './requests.js';

/** @typedef {import('./messages.js').Task} Task */
/** @typedef {import('./messages.js').Message} Message */
/** @typedef {import('./messages.js').NamedBytes} NamedBytes */

/**
 * @typedef {{call(request: string, attachments: (Uint8Array | import('./attachments.js').Room)[],
 *   onProgress: (json: string) => void): {answer: string, files: NamedBytes[]}}} Door
 */

async function openCore() {
  const unpacked = new Blob([fromText(wasm)]).stream().pipeThrough(new DecompressionStream('gzip'));
  const wasmBinary = await new Response(unpacked).arrayBuffer();
  const core = await createWeft({ wasmBinary });
  return { core, door: /** @type {Door} */ (new core.Door()) };
}

const opens = openCore();

const scope = /** @type {DedicatedWorkerGlobalScope} */ (/** @type {unknown} */ (self));

/** @param {Message} message */
function send(message) {
  scope.postMessage(message);
}

/** @param {Uint8Array} bytes */
function blobOf(bytes) {
  return new Blob([/** @type {BlobPart} */ (bytes)]);
}

/** @param {Task} task */
async function perform(task) {
  switch (task.task) {
    case 'call': {
      const { core, door } = await opens;
      const request = promisingDigests(task.request) ?? task.request;
      const { answer, files } = await withAttachments(core, task.attachments, (taken) =>
        door.call(request, taken, (json) => send({ id: task.id, progress: json })),
      );
      return { answer, files: files.map(({ name, bytes }) => ({ name, blob: blobOf(bytes) })) };
    }
    case 'problems': {
      const { core, door } = await opens;
      const { answer } = await withAttachments(core, task.attachments, (taken) =>
        door.call(task.request, taken, () => {}),
      );
      return { csv: blobOf(problemCsv(answer, task.words, task.style)) };
    }
    case 'readSheet': {
      const { csv, ...told } = await readSheet(await bytesOf(task.file), task.sheet);
      return { ...told, csv: blobOf(csv) };
    }
    case 'writeSheet': {
      const cells = JSON.parse(await task.cells.text());
      /** @type {import('../app/types.js').Notice[]} */
      const issues = [];
      const bytes = await writeSheet(cells, task.sheet, (issue) => issues.push(issue));
      return { blob: blobOf(bytes), issues };
    }
    case 'zip': {
      /** @type {Record<string, Uint8Array>} */
      const files = {};
      for (const { name, blob } of task.files) files[name] = await bytesOf(blob);
      return { blob: blobOf(zipSync(files)) };
    }
    case 'unzip':
      return { files: unzip(await bytesOf(task.file), { most: task.most }) };
  }
}

/** How long the page may need to show the answer that it has just been sent. */
const SHOWING_MS = 400;

let waiting = 0;
let wanted = () => {};

/**
 * The page and its browser get the processor for themselves until the answer can be seen, or until they
 * want something else.
 */
async function breath() {
  if (waiting > 0) return;
  await new Promise((resolve) => {
    wanted = () => resolve(undefined);
    setTimeout(wanted, SHOWING_MS);
  });
}

/** What a task leaves to be done when its answer is on its way. @param {Task} task */
async function finish(task) {
  if (task.task !== 'call' || !promisingDigests(task.request)) return;
  const { door } = await opens;
  await breath();
  await giveForDigests(task.attachments, (request, piece) => door.call(request, [piece], () => {}));
}

/** Those that are done without the core: it is as good as before where one of them fails. */
const WITHOUT_CORE = new Set(['readSheet', 'writeSheet', 'zip', 'unzip']);

/** @param {unknown} error @param {Task} task */
function describe(error, { task }) {
  if (error instanceof TableError) return { code: error.code, args: error.args };
  const detail = error instanceof Error ? error.name : typeof error;
  const isFull = isOutOfMemory(error);
  if (WITHOUT_CORE.has(task))
    return { code: isFull ? 'page.file.noMemory' : 'page.file.notMade', args: { detail } };
  return { code: isFull ? 'page.outOfMemory' : 'page.engineFailed', args: { detail } };
}

/** Tasks are done one after the other, in the order in which they came. */
let last = Promise.resolve();

scope.addEventListener('message', (event) => {
  const told = /** @type {import('./messages.js').ToWorker} */ (event.data);
  if ('heart' in told) {
    // A browser that is steered from outside, or whose tools are open, may never come back from making a worker
    // in a worker. So the page hears first that this one has begun, and knows by the silence after it.
    const begin = () => {
      send({ begun: true });
      Object.assign(scope, { heart: beat(told.heart) });
    };
    opens.then(begin, begin);
    return;
  }
  const task = told;
  waiting += 1;
  wanted();
  last = last.then(async () => {
    waiting -= 1;
    try {
      send({ id: task.id, result: await perform(task) });
      await finish(task);
    } catch (error) {
      send({ id: task.id, failure: describe(error, task) });
    }
    send({ requests: performance.getEntriesByType('resource').filter(leavesTheMachine).length });
  });
});
