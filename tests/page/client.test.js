/** The page's side of the worker: answers find their callers, stops and deaths lose nothing that was loaded. */

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
  onBeat = () => {};
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
    (worker, onBeat) => {
      Object.assign(worker, { onBeat });
      return () => {};
    },
  );
  const newest = () => /** @type {FakeWorker} */ (workers.at(-1));
  /** What the present worker was asked. */
  const ops = () => newest().tasks.map(({ request }) => JSON.parse(request).op);
  /** It answers the last such request. @param {string} op @param {unknown} value */
  const say = (op, value) =>
    newest().says({ id: newest().tasks[ops().lastIndexOf(op)].id, result: answers(value) });
  return { engine, workers, requests, newest, ops, say };
}

const turn = () => new Promise((resolve) => setTimeout(resolve));

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

test('while somebody holds the worker the others wait, and a stop ends what they waited for alone', async () => {
  const { engine, newest, ops, say } = engineWithFakes();
  const release = engine.hold();
  const within = engine.call({ op: 'run' }, { within: true });
  const other = engine.call({ op: 'hello' });
  assert.deepEqual(ops(), ['run']);
  say('run', 'done');
  assert.equal((await within).value, 'done');
  release();
  await turn();
  say('hello', 'there');
  assert.equal((await other).value, 'there');

  const releaseAgain = engine.hold();
  const stopped = assert.rejects(engine.call({ op: 'run' }, { within: true }), Stopped);
  const waits = engine.call({ op: 'hello' });
  engine.stop();
  await stopped;
  assert.deepEqual(ops(), []);
  releaseAgain();
  await turn();
  say('hello', 'again');
  assert.equal((await waits).value, 'again');
  assert.equal(newest().tasks.length, 1);
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

test('stopping ends what is done now; what waits behind it is done by the next worker', async () => {
  const { engine, workers, ops, say } = engineWithFakes();
  const first = assert.rejects(engine.call({ op: 'forecast' }), Stopped);
  const second = engine.call({ op: 'possible' });
  engine.stop();
  await first;
  assert.deepEqual(
    workers.map((worker) => worker.ended),
    [true, false],
  );
  assert.deepEqual(ops(), ['possible']);
  say('possible', 7);
  assert.equal((await second).value, 7);
});

test('stopping what is read ends that, and what the worker is at is done once more', async () => {
  const { engine, workers, ops, say } = engineWithFakes();
  const count = engine.call({ op: 'possible' });
  const read = assert.rejects(engine.call({ op: 'profile' }), Stopped);
  engine.stopReading();
  await read;
  assert.equal(workers.length, 2);
  assert.deepEqual(ops(), ['possible']);
  engine.stopReading();
  assert.equal(workers.length, 2, 'nothing is read');
  say('possible', 7);
  assert.equal((await count).value, 7);
});

test('stopping a worker that does nothing leaves it alone', () => {
  const { engine, workers } = engineWithFakes();
  engine.stop();
  assert.equal(workers.length, 1);
});

const roster = { request: { op: 'profile', file: 'r.csv' }, attachments: [new Blob(['r'])] };
const apart = { request: { op: 'apart', file: 'a.csv' }, attachments: [new Blob(['a'])] };

/** @param {ReturnType<typeof engineWithFakes>} fakes @param {typeof roster} lesson @param {unknown} value */
async function taught({ engine, say }, { request, attachments }, value = {}) {
  const call = engine.call(request, { attachments });
  say(request.op, value);
  await call;
  if (request.op === 'profile') engine.learn({ request, attachments });
}

/** @type {Array<[string, (worker: FakeWorker, engine: Engine) => void]>} */
const deaths = [
  ['an error nobody caught', (worker) => worker.dispatchEvent(new Event('error'))],
  ['a message that cannot be read', (worker) => worker.dispatchEvent(new Event('messageerror'))],
  [
    'a trap in the core',
    (worker) => {
      const failure = { code: 'page.engineFailed', args: {} };
      worker.says({ id: worker.tasks.at(-1).id, failure });
    },
  ],
  [
    'a heart that stands still',
    (worker, engine) => {
      worker.onBeat();
      for (let check = 0; check < 6; check += 1) engine.check();
    },
  ],
];

for (const [name, kill] of deaths) {
  test(`${name}: another worker is told everything, people before the confidential list`, async () => {
    const fakes = engineWithFakes();
    const { engine, newest, workers, ops, say } = fakes;
    /** @type {any[]} */
    const told = [];
    engine.onDeath = ({ reason, during, gaveUp }) => told.push([reason.code, during, gaveUp]);
    engine.onRecovered = () => told.push('recovered');
    await taught(fakes, apart);
    await taught(fakes, roster);
    const call = assert.rejects(engine.call({ op: 'forecast' }), Failure);
    kill(newest(), engine);
    await call;
    assert.equal(workers[0].ended, true);
    assert.deepEqual(ops(), ['profile', 'apart']);
    assert.equal(newest().tasks[1].attachments[0], apart.attachments[0]);
    say('profile', {});
    say('apart', {});
    const code = name.startsWith('a trap') ? 'page.engineFailed' : 'page.engineDied';
    assert.deepEqual(told, [[code, 'forecast', false], 'recovered']);
  });
}

test('a worker that beats is alive, however long it is silent; somebody is asked about the silence', async () => {
  const { engine, newest, workers } = engineWithFakes();
  /** @type {boolean[]} */
  const quiet = [];
  engine.onQuiet = (is) => quiet.push(is);
  for (let check = 0; check < 50; check += 1) engine.check();
  assert.deepEqual(quiet, [], 'a worker that does nothing may be silent');
  const call = engine.call({ op: 'profile' });
  for (let check = 0; check < 50; check += 1) {
    newest().onBeat();
    engine.check();
  }
  assert.deepEqual(quiet, [true]);
  newest().says({ id: newest().tasks[0].id, progress: '{}' });
  assert.deepEqual(quiet, [true, false]);
  assert.equal(workers.length, 1);
  engine.stop();
  await assert.rejects(call, Stopped);
});

test('a worker that has nothing to do may take its time to begin', () => {
  const { engine, workers } = engineWithFakes();
  for (let check = 0; check < 100; check += 1) engine.check();
  assert.equal(workers.length, 1);
});

test('a worker that never begins is replaced, and what was posted is posted to the next one, whatever it is', async () => {
  const { engine, workers, ops, say } = engineWithFakes();
  /** @type {any[]} */
  const told = [];
  engine.onDeath = ({ during, gaveUp }) => told.push([during, gaveUp]);
  const run = engine.call({ op: 'run' });
  for (let check = 0; check < 60; check += 1) engine.check();
  assert.equal(workers.length, 1, 'a slow computer needs its time');
  engine.check();
  assert.equal(workers.length, 2);
  assert.deepEqual(ops(), ['run']);
  assert.deepEqual(told, [], 'nothing was lost, and nobody has to know');
  say('run', 'done');
  assert.equal((await run).value, 'done');
  const other = engineWithFakes().engine;
  other.onDeath = engine.onDeath;
  const never = assert.rejects(other.call({ op: 'run' }), Failure);
  for (let check = 0; check < 3 * 61; check += 1) other.check();
  await never;
  assert.deepEqual(told, [['', true]]);
});

test('a worker that has begun and whose heart does not beat soon is replaced, and what was posted is posted again', () => {
  const { engine, workers, newest, ops } = engineWithFakes();
  engine.call({ op: 'run' });
  newest().says({ begun: true });
  for (let check = 0; check < 10; check += 1) engine.check();
  assert.equal(workers.length, 1);
  engine.check();
  assert.equal(workers.length, 2);
  assert.deepEqual(ops(), ['run']);
});

test('what can be done twice is done by the next worker, once; then who asked is told', async () => {
  const { engine, newest, ops, say } = engineWithFakes();
  /** @type {any[]} */
  const told = [];
  engine.onDeath = ({ during }) => told.push(during);
  const saved = engine.call({ op: 'profile' });
  newest().onBeat();
  newest().dispatchEvent(new Event('error'));
  assert.deepEqual(ops(), ['profile']);
  say('profile', 'people');
  assert.equal((await saved).value, 'people');
  const lost = assert.rejects(engine.call({ op: 'workspace' }), Failure);
  newest().dispatchEvent(new Event('error'));
  newest().onBeat();
  newest().dispatchEvent(new Event('error'));
  await lost;
  assert.deepEqual(told, ['', '', 'workspace']);
});

test('people whom the page has not taken are told to no other worker', async () => {
  const fakes = engineWithFakes();
  const { engine, newest, say } = fakes;
  await taught(fakes, roster);
  const other = engine.call(
    { op: 'profile', file: 'other.csv' },
    { attachments: [new Blob(['o'])] },
  );
  say('profile', {});
  await other;
  newest().dispatchEvent(new Event('error'));
  assert.equal(newest().tasks[0].attachments[0], roster.attachments[0]);
});

test('without the confidential list that it should know the core matches nothing, until it knows it or it is removed', async () => {
  for (const again of [apart, { request: { op: 'apart' }, attachments: [] }]) {
    const fakes = engineWithFakes();
    const { engine, newest, ops, say } = fakes;
    await taught(fakes, roster);
    await taught(fakes, apart);
    newest().dispatchEvent(new Event('error'));
    const lost = { code: 'page.apartLost', args: { file: 'a.csv' } };
    const waits = assert.rejects(engine.call({ op: 'run' }), lost);
    const { id } = newest().tasks[ops().indexOf('apart')];
    newest().says({ id, failure: { code: 'page.file.unreadable', args: {} } });
    await waits;
    await assert.rejects(engine.call({ op: 'run' }), lost);
    await taught(fakes, /** @type {any} */ (again));
    const run = engine.call({ op: 'run' });
    say('run', 'done');
    assert.equal((await run).value, 'done');
  }
});

test('a list that could not be told is told to nobody any more, and named with its file', async () => {
  const fakes = engineWithFakes();
  const { engine, newest, ops } = fakes;
  /** @type {any[]} */
  const lost = [];
  engine.onLost = ({ kind, file }) => lost.push([kind, file]);
  const request = { op: 'list', kind: 'rooms', file: 'rooms.csv' };
  await taught(fakes, { request, attachments: [new Blob(['r'])] });
  newest().dispatchEvent(new Event('error'));
  const failure = { code: 'page.file.unreadable', args: {} };
  newest().says({ id: newest().tasks[0].id, failure });
  assert.deepEqual(lost, [['rooms', 'rooms.csv']]);
  newest().dispatchEvent(new Event('error'));
  assert.deepEqual(ops(), []);
});

test('an outcome that the page has dropped is not made again', async () => {
  const fakes = engineWithFakes();
  const { engine, newest, ops } = fakes;
  await taught(fakes, roster);
  await taught(fakes, { request: { op: 'run', file: '' }, attachments: [] }, { format: 'lunch' });
  engine.forgetOutcome();
  newest().dispatchEvent(new Event('error'));
  engine.call({ op: 'files' });
  assert.deepEqual(ops(), ['profile', 'files']);
});

test('questions about an outcome that ended with its worker are asked after the same run, with what was found', async () => {
  const fakes = engineWithFakes();
  const { engine, newest, ops, say } = fakes;
  await taught(fakes, roster);
  const found = new Blob(['groups']);
  const outcome = { format: 'lunch', groupCount: 2, run: { engine: '1' } };
  await taught(fakes, { request: { op: 'run', file: '' }, attachments: [found] }, outcome);
  await taught(fakes, { request: { op: 'groups', file: '' }, attachments: [] });
  assert.deepEqual(ops(), ['profile', 'run', 'groups']);
  // Not a run that was stopped, nor anything that was asked meanwhile.
  const stopped = assert.rejects(engine.call({ op: 'run', program: 2 }), Stopped);
  engine.stop();
  await stopped;
  assert.deepEqual(ops(), ['profile']);
  const groups = engine.call({ op: 'groups' });
  assert.deepEqual(ops(), ['profile', 'run', 'groups']);
  assert.equal(newest().tasks[1].attachments[0], found);
  say('profile', {});
  say('run', outcome);
  say('groups', { groups: [] });
  await groups;
  await taught(fakes, { request: { op: 'files', file: '' }, attachments: [] });
  assert.deepEqual(ops(), ['profile', 'run', 'groups', 'files'], 'once is enough');
});

test('who stops a core that makes an outcome again stops what asked about it', async () => {
  const fakes = engineWithFakes();
  const { engine, newest, ops } = fakes;
  await taught(fakes, roster);
  await taught(fakes, { request: { op: 'run', file: '' }, attachments: [] }, { format: 'lunch' });
  newest().dispatchEvent(new Event('error'));
  const stopped = assert.rejects(engine.call({ op: 'groups' }), Stopped);
  engine.stop();
  await stopped;
  assert.deepEqual(ops(), ['profile']);
});

test('a run that fails takes the outcome before it out of the core, not out of the page', async () => {
  const fakes = engineWithFakes();
  await taught(fakes, roster);
  const outcome = { format: 'lunch' };
  await taught(fakes, { request: { op: 'run', file: '' }, attachments: [] }, outcome);
  await taught(fakes, { request: { op: 'run', file: '2' }, attachments: [] }, { issues: [] });
  fakes.engine.call({ op: 'files' });
  assert.deepEqual(fakes.ops(), ['profile', 'run', 'run', 'run', 'files']);
});

test('an outcome comes back with the confidential list it was found with, and the present one is in force after it', async () => {
  const fakes = engineWithFakes();
  const { newest, ops, engine } = fakes;
  await taught(fakes, roster);
  await taught(fakes, apart);
  const outcome = { format: 'lunch' };
  await taught(fakes, { request: { op: 'run', file: '' }, attachments: [] }, outcome);
  const other = { request: { op: 'apart', file: 'b.csv' }, attachments: [new Blob(['b'])] };
  await taught(fakes, other);
  newest().dispatchEvent(new Event('error'));
  engine.call({ op: 'groups' });
  assert.deepEqual(ops(), ['profile', 'apart', 'apart', 'run', 'apart', 'groups']);
  const given = newest().tasks.map(({ attachments }) => attachments[0]);
  assert.deepEqual(
    [given[1], given[2], given[4]],
    [other.attachments[0], apart.attachments[0], other.attachments[0]],
  );
});

test('with other people there is no outcome to come back to; another result under its name is told', async () => {
  const fakes = engineWithFakes();
  const { engine, newest, ops, say } = fakes;
  /** @type {string[]} */
  const lost = [];
  engine.onLost = ({ op }, failure) => lost.push(`${op} ${Reflect.get(failure, 'code')}`);
  await taught(fakes, roster);
  await taught(
    fakes,
    { request: { op: 'run', file: '' }, attachments: [] },
    { format: 'lunch', n: 1 },
  );
  newest().dispatchEvent(new Event('error'));
  engine.call({ op: 'groups' });
  say('profile', {});
  say('run', { format: 'lunch', n: 2 });
  assert.deepEqual(lost, ['run page.otherResult']);
  say('groups', {});
  await taught(fakes, {
    request: { op: 'profile', file: 'other.csv' },
    attachments: [new Blob(['o'])],
  });
  newest().dispatchEvent(new Event('error'));
  engine.call({ op: 'groups' });
  assert.deepEqual(ops(), ['profile', 'groups']);
});

test('what cannot be told to another worker is named', async () => {
  const fakes = engineWithFakes();
  const { engine, newest, say } = fakes;
  /** @type {string[]} */
  const told = [];
  engine.onLost = ({ op }, failure) => told.push(`${op} ${Reflect.get(failure, 'code')}`);
  engine.onRecovered = () => told.push('recovered');
  await taught(fakes, roster);
  await taught(fakes, apart);
  newest().dispatchEvent(new Event('error'));
  newest().says({
    id: newest().tasks[0].id,
    failure: { code: 'page.file.unreadable', args: {} },
  });
  say('apart', {});
  assert.deepEqual(told, ['profile page.file.unreadable', 'recovered']);
});

test('a worker that dies again and again is replaced when something is asked, not for ever by itself', async () => {
  const fakes = engineWithFakes();
  const { engine, workers, newest, ops } = fakes;
  let gaveUp = 0;
  engine.onDeath = (death) => {
    gaveUp += death.gaveUp ? 1 : 0;
  };
  await taught(fakes, roster);
  for (let turns = 0; turns < 5; turns += 1) newest().dispatchEvent(new Event('error'));
  assert.equal(workers.length, 3);
  assert.equal(gaveUp, 1);
  const call = engine.call({ op: 'possible' });
  assert.equal(workers.length, 4);
  assert.deepEqual(ops(), ['profile', 'possible']);
  newest().dispatchEvent(new Event('error'));
  await assert.rejects(call, Failure);
});

test('a file that cannot be read or made is no crash', async () => {
  for (const code of ['page.file.locked', 'page.file.notMade', 'page.file.noMemory']) {
    const { engine, workers, newest } = engineWithFakes();
    const call = engine.ask('readSheet', { bytes: new Uint8Array() });
    newest().says({ id: newest().tasks[0].id, failure: { code, args: {} } });
    await assert.rejects(call, Failure);
    assert.equal(workers.length, 1);
  }
});
