/** Searches side by side: every part is searched once, whoever is free, and what is found goes back by its seed. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Failure, Stopped } from '../../web/worker/client.js';
import { SideBySide } from '../../web/worker/side-by-side.js';

/** @typedef {import('../../web/app/types.js').Progress} Progress */

/** @param {number} seed */
const part = (seed, from = 0, to = 1) => ({
  id: seed,
  request: { op: 'search', seed, work: 10 },
  attachments: ['problem', `start-${seed}`],
  from,
  to,
});

/**
 * A core that wants waves of parts, and helpers that answer when they are told to.
 * @param {{counts: string, parts: ReturnType<typeof part>[]}[]} waves
 */
function stage(
  waves,
  {
    most = 3,
    start = 3,
    resumes = false,
    fails = /** @type {Error | undefined} */ (undefined),
  } = {},
) {
  /** @type {any[]} */
  const asked = [];
  /** What the core searched itself. @type {number[]} */
  const alone = [];
  /** @type {any[]} */
  const started = [];
  /** @type {{request: any, attachments: any[], onProgress: (now: Progress) => void, done: () => void, fail: (error: Error) => void}[]} */
  const searching = [];
  let helpers = 0;
  let ended = 0;
  let held = 0;
  const engine = {
    hold() {
      held += 1;
      return () => {
        held -= 1;
      };
    },
    async call(/** @type {any} */ request, /** @type {any} */ { attachments = [], onProgress }) {
      if (request.op === 'search') {
        alone.push(request.seed);
        return { value: {}, files: [{ name: 'groups', blob: new Blob([`own ${request.seed}`]) }] };
      }
      asked.push({ request, attachments });
      onProgress({ stage: 'fit', done: 0 });
      /** @type {typeof waves[number] | undefined} */
      const wave =
        request.found &&
        waves.find(({ parts }) => parts.some((one) => !request.found.includes(one.id)));
      if (!wave) {
        onProgress({ stage: 'check', done: 1 });
        return { value: { outcome: request.found ?? 'alone' }, files: [] };
      }
      onProgress({ stage: 'match', done: 0, bound: 100 });
      const parts = wave.parts.filter(({ id }) => !resumes || !request.found.includes(id));
      const names = ['problem', ...parts.map((one) => `start-${one.id}`)];
      return {
        value: { searches: { ...wave, parts } },
        files: names.map((name) => ({ name, blob: new Blob([name]) })),
      };
    },
  };
  const startHelper = () => {
    if (helpers === start) throw new Error('no more workers');
    helpers += 1;
    const helper = {
      call: (/** @type {any} */ request, /** @type {any} */ { attachments, onProgress }) =>
        new Promise((resolve, reject) => {
          if (fails) {
            reject(fails);
            return;
          }
          const files = [{ name: 'groups', blob: new Blob([`groups of ${request.seed}`]) }];
          const done = () => resolve({ value: {}, files });
          searching.push({ request, attachments, onProgress, done, fail: reject });
        }),
      end: () => {
        ended += 1;
      },
      onQuiet: (/** @type {boolean} */ _quiet) => {},
      onDeath: (/** @type {any} */ _death) => {},
    };
    started.push(helper);
    return helper;
  };
  const runs = new SideBySide(/** @type {any} */ (engine), /** @type {any} */ (startHelper), most);
  /** @type {Progress[]} */
  const told = [];
  const result = runs.run({ op: 'run' }, { onProgress: (now) => told.push(now) });
  const counts = () => ({ helpers, ended, held });
  return { result, asked, alone, started, searching, told, runs, counts };
}

const settle = () => new Promise((resolve) => setTimeout(resolve));

test('as many search as may, the rest when somebody is free, and what is found keeps its order', async () => {
  const { result, asked, searching, counts } = stage([
    { counts: 'best', parts: [part(1), part(2), part(3), part(4)] },
  ]);
  await settle();
  assert.deepEqual(
    searching.map(({ request }) => request.seed),
    [1, 2, 3],
  );
  assert.equal(await searching[1].attachments[1].text(), 'start-2');
  searching[2].done();
  await settle();
  assert.deepEqual(
    searching.map(({ request }) => request.seed),
    [1, 2, 3, 4],
  );
  for (const at of [3, 1, 0]) searching[at].done();
  assert.deepEqual(await result, { outcome: [1, 2, 3, 4] });
  const { request, attachments } = asked.at(-1);
  assert.deepEqual(request.found, [1, 2, 3, 4]);
  const texts = await Promise.all(attachments.map((/** @type {Blob} */ blob) => blob.text()));
  assert.deepEqual(
    texts,
    [1, 2, 3, 4].map((seed) => `groups of ${seed}`),
  );
  assert.deepEqual(counts(), { helpers: 3, ended: 3, held: 0 });
});

test('waves follow each other with the same helpers', async () => {
  const { result, searching, counts } = stage([
    { counts: 'sum', parts: [part(1, 0, 0.5), part(2, 0, 0.5)] },
    { counts: 'sum', parts: [part(3, 0.5, 1), part(4, 0.5, 1)] },
  ]);
  await settle();
  for (const { done } of searching.splice(0)) done();
  await settle();
  for (const { done } of searching.splice(0)) done();
  assert.deepEqual(await result, { outcome: [1, 2, 3, 4] });
  assert.deepEqual(counts(), { helpers: 2, ended: 2, held: 0 });
});

test('what is told goes on and never back, with the value of all and the bound of the whole', async () => {
  for (const [how, value] of /** @type {const} */ ([
    ['best', 9],
    ['sum', 13],
    ['least', 4],
    ['', undefined],
  ])) {
    const { result, searching, told } = stage([
      { counts: how, parts: [part(1, 0, 0.5), part(2, 0, 0.5)] },
    ]);
    await settle();
    searching[0].onProgress({ stage: 'match', done: 0.5, value: 9 });
    assert.equal(told.at(-1)?.value, how === 'best' ? 9 : undefined);
    searching[1].onProgress({ stage: 'match', done: 1, value: 4 });
    assert.deepEqual(told.at(-1), { stage: 'match', done: 0.375, value, bound: 100 });
    for (const { done } of searching) done();
    await result;
    assert.deepEqual(
      told.map(({ stage }) => stage),
      ['fit', 'match', 'match', 'match', 'check'],
    );
  }
});

test('a run with nothing to search, or one core, is one call', async () => {
  const without = stage([]);
  assert.deepEqual(await without.result, { outcome: [] });
  assert.equal(without.counts().helpers, 0);
  const single = stage([{ counts: 'best', parts: [part(1)] }], { most: 1 });
  assert.deepEqual(await single.result, { outcome: 'alone' });
  assert.equal(single.asked.length, 1);
});

test('where a helper fails the core searches itself, and where it is stopped nothing goes on', async () => {
  const broken = stage([{ counts: 'best', parts: [part(1), part(2)] }], {
    fails: new Failure('page.engineFailed'),
  });
  assert.deepEqual(await broken.result, { outcome: [1, 2] });
  assert.deepEqual(broken.alone, [1, 2]);
  const { result, asked, counts } = stage([{ counts: 'best', parts: [part(1), part(2)] }], {
    fails: new Stopped(),
  });
  await assert.rejects(result, Stopped);
  assert.equal(asked.length, 1);
  assert.equal(counts().ended, 2);
});

test('a run that was broken off goes on from what was found, another one does not', async () => {
  const wave = { counts: 'best', parts: [part(1), part(2), part(3), part(4)] };
  const { result, asked, searching, runs } = stage([wave], { resumes: true, start: 9 });
  await settle();
  searching[2].done();
  await settle();
  searching[0].fail(new Stopped());
  await assert.rejects(result, Stopped);
  const onProgress = () => {};
  const again = runs.run({ op: 'run' }, { onProgress });
  await settle();
  assert.deepEqual(asked.at(-1).request.found, [3]);
  assert.deepEqual(
    searching.slice(4).map(({ request }) => request.seed),
    [1, 2, 4],
  );
  for (const { done } of searching.slice(4)) done();
  assert.deepEqual(await again, { outcome: [3, 1, 2, 4] });

  const other = runs.run({ op: 'run', program: 'other' }, { onProgress });
  await settle();
  assert.deepEqual(asked.at(-1).request.found, []);
  for (const { done } of searching.slice(7)) done();
  await settle();
  for (const { done } of searching.slice(10)) done();
  await other;
});

test('a part that is asked for in vain ends in one call', async () => {
  const { result, searching } = stage([
    { counts: 'best', parts: [part(1)] },
    { counts: 'best', parts: [part(1), part(5)] },
  ]);
  await settle();
  searching[0].done();
  await settle();
  for (const { done } of searching.slice(1)) done();
  assert.deepEqual(await result, { outcome: 'alone' });
});

test('where one fails the others make room; what was found is kept, and nothing goes back', async () => {
  const { result, asked, alone, searching, told, counts } = stage([
    { counts: 'best', parts: [part(1), part(2), part(3), part(4), part(5)] },
  ]);
  await settle();
  searching[1].onProgress({ stage: 'match', done: 0.8 });
  searching[2].done();
  await settle();
  searching[0].fail(new Failure('page.engineFailed'));
  await settle();
  const before = told.length;
  searching[1].onProgress({ stage: 'match', done: 1 });
  assert.equal(told.length, before);
  assert.deepEqual(await result, { outcome: [1, 2, 3, 4, 5] });
  assert.deepEqual(alone, [1, 2, 4, 5]);
  assert.equal(await asked.at(-1).attachments[2].text(), 'groups of 3');
  assert.equal(searching.length, 4);
  assert.deepEqual(counts(), { helpers: 3, ended: 3, held: 0 });
});

test('where no more workers can be started the core searches itself', async () => {
  const { result, alone, counts } = stage(
    [{ counts: 'best', parts: [part(1), part(2), part(3)] }],
    { start: 1 },
  );
  assert.deepEqual(await result, { outcome: [1, 2, 3] });
  assert.deepEqual(alone, [1, 2, 3]);
  assert.deepEqual(counts(), { helpers: 1, ended: 1, held: 0 });
});

test('silence and death of a helper are told; it is silent for as long as one of them is', async () => {
  const { result, started, searching, runs } = stage([
    { counts: 'best', parts: [part(1), part(2)] },
  ]);
  /** @type {any[]} */
  const heard = [];
  runs.onQuiet = (quiet) => heard.push(quiet);
  runs.onDeath = ({ reason }) => heard.push(reason.code);
  await settle();
  started[0].onQuiet(true);
  started[1].onQuiet(true);
  started[0].onQuiet(false);
  started[1].onQuiet(false);
  started[1].onDeath({ reason: new Failure('page.engineDied'), during: '', gaveUp: false });
  assert.deepEqual(heard, [true, true, true, false, 'page.engineDied']);
  for (const { done } of searching) done();
  await result;
});

test('a search after another goes on from where the first ended, and its value is told', async () => {
  const waves = [
    { counts: 'best', parts: [part(1)] },
    {
      counts: 'sum',
      parts: [
        { ...part(2), value: 20 },
        { ...part(3), value: 30 },
      ],
    },
  ];
  const { result, searching, told } = stage(waves);
  await settle();
  searching[0].onProgress({ stage: 'match', done: 0.9, value: 40 });
  searching[0].done();
  await settle();
  // What a block has to begin with counts until it says more.
  searching[1].onProgress({ stage: 'match', done: 0.5, value: 25 });
  assert.deepEqual(told.at(-1), { stage: 'match', done: 0.9, value: 55, bound: 100 });
  searching[1].onProgress({ stage: 'match', done: 0.6 });
  assert.equal(told.at(-1)?.value, 55);
  for (const { done } of searching.slice(1)) done();
  await result;
});
