/** Looking ahead of a run, and helping after it: asked once, dropped when late, missed by nobody. */

import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import { createAhead, loosened, obstacles } from '../../web/app/ahead.js';
import { createStore, emptyState } from '../../web/app/store.js';
import { Failure, Stopped } from '../../web/worker/client.js';

/** @typedef {Record<string, any>} Request */

const MET = { met: { rounds: 6, programs: ['Lunch'] } };
const DIFFERENT = { different: '@department' };
const FORECAST = {
  rounds: { atLeast: 7, atMost: 9 },
  why: { code: 'forecast.person', args: { name: 'Ana', partners: 9, count: 1 } },
};
const SHORTER = { rule: 1, code: 'loosen.rounds', args: { rounds: 5 }, people: 9 };
const LONG_MS = 1000;

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout'] });
});

/** Lets every answer arrive that is on its way. */
async function settle() {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

/** Lets the hand rest for long. */
async function rest() {
  for (let turn = 0; turn < 3; turn += 1) {
    mock.timers.tick(LONG_MS);
    await settle();
  }
}

/** @param {{takingPart?: number, forecast?: unknown, loosen?: unknown}} [core] an Error is thrown */
function page({ takingPart = 60, forecast = FORECAST, loosen = { options: [SHORTER] } } = {}) {
  const answers = /** @type {Request} */ ({
    possible: { takingPart, issues: [] },
    forecast,
    loosen,
  });
  /** @type {Request[]} */
  const requests = [];
  /** @type {Array<() => void>} */
  const held = [];
  const core = { holds: false };
  const engine = {
    async call(/** @type {Request} */ request) {
      requests.push(request);
      if (core.holds) await new Promise((go) => held.push(() => go(undefined)));
      const value = answers[request.op];
      if (value instanceof Error) throw value;
      return { value, files: [] };
    },
  };
  const store = createStore({
    ...emptyState(),
    date: '2026-12-01',
    roster: /** @type {any} */ ({ name: 'roster.csv' }),
    program: { weft: 1, format: 'lunch', name: 'Lunch', rules: [DIFFERENT, MET] },
  });
  const place = { room: /** @type {import('../../web/app/routes.js').Room} */ ('program') };
  const ahead = createAhead({ store, engine, room: () => place.room });
  const ops = () => requests.map((request) => request.op);
  /** @param {Partial<import('../../web/app/types.js').Program>} change */
  const change = (change) => {
    const { program } = store.get();
    if (program) store.update({ program: { ...program, ...change } });
    ahead.recount();
  };
  /** @param {number} people @param {number} leftOutCount */
  const finish = (people, leftOutCount) => {
    const outcome = /** @type {any} */ ({
      leftOutCount,
      measures: { matched: { people: people - leftOutCount, of: people } },
    });
    const program = /** @type {any} */ (store.get().program);
    store.update({ result: { outcome, program, date: '2026-12-01', apart: null }, help: null });
    ahead.afterRun();
  };
  const release = async () => {
    core.holds = false;
    for (const go of held.splice(0)) go();
    await settle();
  };
  return { store, ahead, place, core, answers, requests, ops, change, finish, release };
}

test('the forecast is asked once the count is there and the hand rests', async () => {
  const { store, ahead, ops } = page();
  ahead.recount();
  mock.timers.tick(200);
  await settle();
  assert.deepEqual(ops(), ['possible']);
  assert.equal(store.get().counting, false);
  await rest();
  assert.deepEqual(ops(), ['possible', 'forecast']);
  assert.deepEqual(store.get().forecast, FORECAST);
});

test('wishes and chance leave the forecast as it is; a rule makes it void at once', async () => {
  const { store, ahead, ops, change } = page();
  ahead.recount();
  await rest();
  change({ seed: 8, favour: 'worst', criteria: [{ novelty: true, weight: 20 }] });
  assert.deepEqual(store.get().forecast, FORECAST);
  await rest();
  assert.deepEqual(ops(), ['possible', 'forecast', 'possible']);
  change({ rules: [MET] });
  assert.equal(store.get().forecast, null);
  await rest();
  assert.deepEqual(ops().slice(3), ['possible', 'forecast']);
});

test('another roster, history or list makes the forecast void', async () => {
  for (const part of ['roster', 'workspace', 'apart', 'lists']) {
    const { store, ahead, ops } = page();
    ahead.recount();
    await rest();
    store.update({ [part]: { name: 'other' } });
    ahead.recount();
    assert.equal(store.get().forecast, null, part);
    await rest();
    assert.deepEqual(ops().slice(2), ['possible', 'forecast'], part);
  }
});

test('in the room of who knows what nothing is asked ahead; in the next one it is', async () => {
  const { store, ahead, place, ops, change } = page();
  const enter = (/** @type {import('../../web/app/routes.js').Room} */ room) => {
    place.room = room;
    ahead.enterRoom();
  };
  // A roster has been read, and HR goes on at once.
  enter('columns');
  ahead.recount();
  mock.timers.tick(500);
  enter('knowledge');
  await rest();
  change({ seed: 8 });
  await rest();
  assert.deepEqual(ops(), []);
  assert.equal(store.get().counting, true);
  enter('program');
  mock.timers.tick(0);
  await settle();
  assert.deepEqual(ops(), ['possible']);
  assert.equal(store.get().counting, false);
  enter('knowledge');
  await rest();
  assert.deepEqual(ops(), ['possible']);
  enter('columns');
  await rest();
  await rest();
  assert.deepEqual(ops(), ['possible', 'forecast']);
  // Nothing is asked again because a room is entered.
  enter('program');
  await rest();
  assert.deepEqual(ops(), ['possible', 'forecast']);
});

test('what was changed while the core counted waits until HR has left the room of who knows what', async () => {
  const { ahead, place, core, ops, change, release } = page();
  core.holds = true;
  change({ seed: 8 });
  mock.timers.tick(200);
  change({ seed: 9 });
  mock.timers.tick(200);
  place.room = 'knowledge';
  ahead.enterRoom();
  await release();
  await rest();
  assert.deepEqual(ops(), ['possible']);
  place.room = 'program';
  ahead.enterRoom();
  await rest();
  assert.deepEqual(ops(), ['possible', 'possible', 'forecast']);
});

test('nothing is foretold for many people, or where repeats are no matter', async () => {
  const many = page({ takingPart: 20_001 });
  many.ahead.recount();
  await rest();
  assert.deepEqual(many.ops(), ['possible']);
  const free = page();
  free.change({ rules: [DIFFERENT] });
  await rest();
  assert.deepEqual(free.ops(), ['possible']);
});

test('a core that cannot foretell is asked once, and nothing is shown', async () => {
  const { store, ahead, ops } = page({ forecast: new Failure('request.unknownOp') });
  ahead.recount();
  await rest();
  ahead.recount();
  await rest();
  assert.deepEqual(ops(), ['possible', 'forecast', 'possible']);
  assert.equal(store.get().forecast, null);
  assert.equal(store.get().possibleFailure, null);
});

test('no repeat in sight is no forecast', async () => {
  const { store, ahead } = page({ forecast: { rounds: null } });
  ahead.recount();
  await rest();
  assert.equal(store.get().forecast, null);
});

test('while the core counts, changes wait and are counted once', async () => {
  const { store, core, requests, change, release } = page();
  core.holds = true;
  change({ seed: 1 });
  await rest();
  change({ seed: 2 });
  await rest();
  change({ seed: 3 });
  await rest();
  assert.equal(requests.length, 1);
  assert.equal(store.get().counting, true);
  await release();
  assert.deepEqual(
    requests.map((request) => request.program.seed),
    [1, 3],
  );
  assert.equal(store.get().counting, false);
});

test('a count that was stopped does not stand in the way of the next', async () => {
  const { store, ahead, answers } = page();
  const { possible } = answers;
  answers.possible = new Stopped();
  ahead.recount();
  await rest();
  assert.equal(store.get().counting, false);
  assert.equal(store.get().possibleFailure?.code, 'page.countStopped');
  const { blocked, stopped } = obstacles(store.get());
  assert.deepEqual([blocked, stopped], [false, true], 'nor in the way of a run');
  answers.possible = possible;
  ahead.recount();
  await rest();
  assert.equal(store.get().counting, false);
  assert.deepEqual(store.get().possible, possible);
});

test('errors, a count that failed and too few people stand in the way of a run', () => {
  const issue = /** @type {const} */ ({ severity: 'error', code: 'x' });
  const possible = /** @type {any} */ ({ takingPart: 2, issues: [] });
  const none = { possible, possibleFailure: null };
  assert.equal(obstacles(none).blocked, false);
  assert.equal(obstacles({ possible: null, possibleFailure: null }).blocked, false);
  for (const state of [
    { ...none, possible: { ...possible, issues: [issue] } },
    { ...none, possible: { ...possible, takingPart: 1 } },
    { possible: null, possibleFailure: { code: 'page.engineDied', args: {}, where: '' } },
  ])
    assert.equal(obstacles(state).blocked, true);
});

test('a forecast that comes too late is dropped', async () => {
  const { store, ahead, core, change, release } = page();
  ahead.recount();
  mock.timers.tick(200);
  await settle();
  core.holds = true;
  await rest();
  change({ rules: [MET] });
  await release();
  assert.equal(store.get().forecast, null);
});

test('what a run kept from being foretold is asked after it', async () => {
  const { store, ahead, ops, finish } = page();
  ahead.recount();
  mock.timers.tick(200);
  await settle();
  ahead.halt();
  await rest();
  assert.deepEqual(ops(), ['possible']);
  finish(60, 0);
  await rest();
  assert.deepEqual(ops(), ['possible', 'forecast']);
  assert.deepEqual(store.get().forecast, FORECAST);
});

test('what would help is asked only if somebody is left out, and unasked only for few people', async () => {
  const nobody = page();
  nobody.finish(60, 0);
  await rest();
  assert.ok(!nobody.ops().includes('loosen'));
  const few = page();
  few.finish(60, 14);
  assert.ok(!few.ops().includes('loosen'), 'the lists of the result come first');
  await rest();
  assert.deepEqual(few.store.get().help, [SHORTER]);
  const many = page();
  many.finish(2001, 14);
  await rest();
  assert.ok(!many.ops().includes('loosen'));
  assert.equal(many.store.get().help, null);
  await many.ahead.seekHelp();
  assert.deepEqual(many.store.get().help, [SHORTER]);
});

test('a core that does not know what would help leaves it unknown', async () => {
  const { store, finish } = page({ loosen: new Failure('request.unknownOp') });
  finish(60, 14);
  await rest();
  assert.equal(store.get().help, 'unknown');
});

test('options that the page cannot carry out are not offered', async () => {
  const options = [
    { rule: 1, code: 'loosen.magic', args: {}, people: 20 },
    { rule: 7, code: 'loosen.drop', args: {}, people: 12 },
    { rule: 0, code: 'loosen.rounds', args: { rounds: 5 }, people: 11 },
    SHORTER,
  ];
  const { store, finish } = page({ loosen: { options } });
  finish(60, 14);
  await rest();
  assert.deepEqual(store.get().help, [SHORTER]);
});

test('help for a result that is gone is dropped', async () => {
  const { store, core, finish, release } = page();
  core.holds = true;
  finish(60, 14);
  await rest();
  assert.equal(store.get().help, 'asking');
  store.update({ result: null, help: null });
  await release();
  assert.equal(store.get().help, null);
});

test('a rule is taken out or its gap shortened, and nothing else is touched', () => {
  const program = /** @type {any} */ ({ name: 'Lunch', rules: [DIFFERENT, MET], seed: 7 });
  const before = structuredClone(program);
  assert.deepEqual(loosened(program, SHORTER), {
    ...before,
    rules: [DIFFERENT, { met: { rounds: 5, programs: ['Lunch'] } }],
  });
  assert.deepEqual(loosened(program, { ...SHORTER, rule: 0, code: 'loosen.drop', args: {} }), {
    ...before,
    rules: [MET],
  });
  assert.deepEqual(program, before);
});
