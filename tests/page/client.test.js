/** The page's side of the worker: answers find their callers, stopping frees them, crashes are survived. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Engine, Failure, Stopped } from '../../web/worker/client.js';

class FakeWorker extends EventTarget {
  /** @type {any[]} */
  tasks = [];
  ended = false;
  postMessage(/** @type {any} */ task) {
    this.tasks.push(task);
  }
  terminate() {
    this.ended = true;
  }
  says(/** @type {unknown} */ data) {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }
}

function engineWithFakes() {
  /** @type {FakeWorker[]} */
  const workers = [];
  /** @type {number[]} */
  const requests = [];
  const engine = new Engine(
    () => {
      const worker = new FakeWorker();
      workers.push(worker);
      return /** @type {any} */ (worker);
    },
    (made) => requests.push(made),
  );
  return { engine, workers, requests, newest: () => /** @type {FakeWorker} */ (workers.at(-1)) };
}

/** @param {unknown} value */
const answers = (value) => ({ answer: JSON.stringify({ ok: true, value }), files: [] });

test('answers find their callers, in whatever order they come', async () => {
  const { engine, newest, requests } = engineWithFakes();
  const first = engine.call({ op: 'hello' });
  const second = engine.call({ op: 'possible' });
  const [one, two] = newest().tasks;
  newest().says({ id: two.id, result: answers('two') });
  newest().says({ id: one.id, result: answers('one') });
  newest().says({ requests: 0 });
  assert.equal((await first).value, 'one');
  assert.equal((await second).value, 'two');
  assert.deepEqual(requests, [0]);
});

test('an error of the core becomes a failure with its code, place and issues', async () => {
  const { engine, newest } = engineWithFakes();
  const call = engine.call({ op: 'run' });
  const error = { code: 'program.version', args: { got: 2 }, where: '/weft', issues: [] };
  newest().says({
    id: newest().tasks[0].id,
    result: { answer: JSON.stringify({ ok: false, error }), files: [] },
  });
  await assert.rejects(call, (failure) => {
    assert.ok(failure instanceof Failure);
    assert.deepEqual(
      [failure.code, failure.args, failure.where],
      ['program.version', { got: 2 }, '/weft'],
    );
    return true;
  });
});

test('while somebody holds the worker the others wait, and stopping frees them', async () => {
  const { engine, newest } = engineWithFakes();
  const release = engine.hold();
  const within = engine.call({ op: 'run' }, { within: true });
  const other = engine.call({ op: 'hello' });
  assert.deepEqual(
    newest().tasks.map(({ request }) => JSON.parse(request).op),
    ['run'],
  );
  newest().says({ id: newest().tasks[0].id, result: answers('run') });
  assert.equal((await within).value, 'run');
  release();
  await new Promise((resolve) => setTimeout(resolve));
  newest().says({ id: newest().tasks[1].id, result: answers('hello') });
  assert.equal((await other).value, 'hello');

  engine.hold();
  const stopped = assert.rejects(engine.call({ op: 'hello' }), Stopped);
  engine.stop();
  await stopped;
  assert.equal(newest().tasks.length, 0);
});

test('progress is passed on until the answer comes', async () => {
  const { engine, newest } = engineWithFakes();
  /** @type {number[]} */
  const seen = [];
  const call = engine.call({ op: 'run' }, { onProgress: ({ done }) => seen.push(done) });
  const { id } = newest().tasks[0];
  newest().says({ id, progress: '{"stage":"match","done":0.25}' });
  newest().says({ id, progress: '{"stage":"match","done":0.5}' });
  newest().says({ id, result: answers(1) });
  newest().says({ id, progress: '{"stage":"match","done":0.75}' });
  await call;
  assert.deepEqual(seen, [0.25, 0.5]);
});

test('stopping ends the worker, starts another, and frees everybody who waits', async () => {
  const { engine, workers } = engineWithFakes();
  const call = engine.call({ op: 'run' });
  engine.stop();
  await assert.rejects(call, Stopped);
  assert.deepEqual(
    workers.map((worker) => worker.ended),
    [true, false],
  );
});

test('a core that threw is replaced, but not for ever', async () => {
  const { engine, workers, newest } = engineWithFakes();
  let crashes = 0;
  engine.onCrash = () => {
    crashes += 1;
  };
  for (let turn = 0; turn < 5; turn += 1) {
    const call = engine.call({ op: 'run' });
    const failure = { code: 'page.engineFailed', args: {} };
    newest().says({ id: newest().tasks.at(-1).id, failure });
    await assert.rejects(call, Failure);
  }
  assert.equal(crashes, 2);
  assert.equal(workers.length, 3);
});

test('a workbook that cannot be read is no crash', async () => {
  const { engine, workers, newest } = engineWithFakes();
  const call = engine.ask('readSheet', { bytes: new Uint8Array() });
  newest().says({ id: newest().tasks[0].id, failure: { code: 'page.file.locked', args: {} } });
  await assert.rejects(call, Failure);
  assert.equal(workers.length, 1);
});
