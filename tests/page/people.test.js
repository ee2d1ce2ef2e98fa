/** Files on their way in: what goes wrong is undone, what is answered meanwhile is asked for once. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPeople } from '../../web/app/people.js';
import { createStore, emptyState } from '../../web/app/store.js';
import { Failure } from '../../web/worker/client.js';

/** @typedef {Record<string, any>} Request */

/** A core that goes by the names of the files. */
class FakeEngine {
  /** @type {Request[]} */
  requests = [];
  /** @param {Request} request */
  async call(request) {
    this.requests.push(request);
    return { value: this.answer(request), files: [] };
  }
  /** @param {Request} request @returns {unknown} */
  answer({ op, file = '', columns, joined = [] }) {
    if (op === 'inspect') {
      if (file.startsWith('torn')) throw new Failure('file.binary');
      const kind = ['roster', 'people', 'pairs'].find((each) => file.startsWith(each));
      return {
        kind: kind ?? 'unknown',
        rows: file.includes('hollow') ? 0 : 2,
        columns: [{ header: 'Id' }, { header: 'Dept' }],
      };
    }
    if (op === 'profile') {
      /** @type {object[]} */
      const issues = [];
      if (file.includes('bad')) issues.push({ severity: 'error', code: 'roster.nobodyNamed' });
      for (const list of joined) {
        if (!list.file.includes('strange')) continue;
        issues.push({ severity: 'error', code: 'join.noKey', file: list.file, args: {} });
      }
      if (columns.Id === 'ignored') throw new Failure('roster.noPeople');
      return { file, people: 2, rows: 2, columns: [], issues };
    }
    if (op === 'workspace') return { programs: [], rounds: [], columns: { Dept: 'team' } };
    return op === 'apart' ? { pairs: 1, issues: [] } : { formats: [], roles: [] };
  }
  /** @param {string} op */
  of(op) {
    return this.requests.filter((request) => request.op === op);
  }
}

function page() {
  const store = createStore(emptyState());
  const engine = new FakeEngine();
  /** @type {string[]} */
  const rooms = [];
  const { actions } = createPeople({
    store,
    engine: /** @type {any} */ (engine),
    sample: 'Id,Dept\n1,A\n',
    enter: (room) => rooms.push(room),
    language: () => 'en',
    today: '2026-11-24',
    recount: () => {},
    settleProgram: () => {},
    suggestProgram: () => null,
    setProgram: (program) => store.update({ program }),
    takeProgram: () => {},
  });
  /** @param {string[]} names */
  const give = (...names) =>
    actions.takeFiles(names.map((name) => ({ name, file: new Blob(['Id,Dept\n1,A\n2,B\n']) })));
  const codes = () => store.get().notices.map((notice) => notice.code);
  return { store, engine, rooms, actions, give, codes };
}

test('several files: the list is joined, the pairs become the confidential list', async () => {
  const { store, engine, rooms, give, codes } = page();
  await give('people.csv', 'pairs.csv', 'roster.csv');
  const { roster, joined, apart } = store.get();
  assert.equal(roster?.name, 'roster.csv');
  assert.deepEqual(
    joined.map(({ name }) => name),
    ['people.csv'],
  );
  assert.equal(apart?.pairs, 1);
  assert.deepEqual(engine.of('profile').at(-1)?.joined, [{ file: 'people.csv', means: 'in' }]);
  assert.deepEqual(codes(), ['page.file.pairsTaken']);
  assert.deepEqual(rooms, ['columns']);
});

test('a torn file among good ones is named; the good ones are taken', async () => {
  const { store, rooms, give } = page();
  await give('torn.csv', 'roster.csv');
  assert.equal(store.get().roster?.name, 'roster.csv');
  assert.deepEqual(store.get().notices, [
    { severity: 'error', code: 'file.binary', args: { file: 'torn.csv' }, where: '', issues: [] },
  ]);
  assert.deepEqual(rooms, [], 'the error stays in sight');
});

test('a header without rows is no list, whatever its columns', async () => {
  const { store, give, codes } = page();
  await give('roster.csv');
  await give('people-hollow.csv');
  assert.deepEqual(codes(), ['roster.headerOnly']);
  assert.deepEqual(store.get().joined, []);
});

test('a roster of no use leaves the one that was there, and what came with it is joined to that', async () => {
  const { store, engine, give, codes } = page();
  await give('roster.csv');
  await give('roster-bad.csv', 'people.csv');
  const { roster, joined, aside } = store.get();
  assert.equal(roster?.name, 'roster.csv');
  assert.deepEqual(
    joined.map(({ name }) => name),
    ['people.csv'],
  );
  assert.deepEqual(aside, []);
  assert.deepEqual(codes(), ['page.file.rosterBlocked']);
  assert.equal(engine.of('profile').at(-1)?.file, 'roster.csv', 'the core holds the good one');
});

test('lists that came with a roster of no use wait for the next one', async () => {
  const { store, give } = page();
  await give('roster-bad.csv', 'people.csv', 'pairs.csv');
  assert.equal(store.get().roster, null);
  await give('roster.csv');
  assert.deepEqual(
    store.get().joined.map(({ name }) => name),
    ['people.csv'],
  );
  assert.equal(store.get().apart?.pairs, 1);
});

test('a list that cannot be joined is named and dropped; the roster stays usable', async () => {
  const { store, engine, give, codes } = page();
  await give('roster.csv', 'people-strange.csv');
  assert.equal(store.get().roster?.name, 'roster.csv');
  assert.deepEqual(store.get().joined, []);
  assert.deepEqual(codes(), ['page.file.noKey']);
  assert.deepEqual(engine.of('profile').at(-1)?.joined, []);
});

test('answers hold at once, and the core reads once for all that were given meanwhile', async () => {
  const { store, engine, actions, give } = page();
  await give('roster.csv');
  const before = engine.of('profile').length;
  actions.chooseColumn('Dept', { role: 'team' });
  actions.chooseColumn('Site', { role: 'site' });
  actions.setAnswers({ ...store.get().answers, accounts: ['guest'] });
  assert.deepEqual(store.get().answers.accounts, ['guest']);
  await give('people.csv');
  const reads = engine.of('profile').slice(before);
  assert.equal(reads.length, 2);
  assert.deepEqual(reads[0]?.columns, { Dept: { role: 'team' }, Site: { role: 'site' } });
  assert.deepEqual(reads[0]?.accounts, ['guest']);
  assert.deepEqual(reads[1]?.columns, reads[0]?.columns, 'a list that is joined keeps the answers');
});

test('an answer after which nobody is left is taken back', async () => {
  const { store, engine, actions, give, codes } = page();
  await give('roster.csv');
  await actions.setAnswers({ ...store.get().answers, columns: { Id: 'ignored' } });
  assert.deepEqual(store.get().answers.columns, {});
  assert.deepEqual(codes(), ['roster.noPeople']);
  assert.deepEqual(engine.of('profile').at(-1)?.columns, {}, 'the core holds the good one');
});

test('the workspace’s answers are applied, whichever file comes first', async () => {
  for (const order of [
    ['roster.csv', 'last.weft.json'],
    ['last.weft.json', 'roster.csv'],
  ]) {
    const { store, engine, actions } = page();
    for (const name of order) {
      const content = name.endsWith('json') ? '{"weft": 1}' : 'Id,Dept\n1,A\n';
      await actions.takeFiles([{ name, file: new Blob([content]) }]);
    }
    assert.deepEqual(engine.of('profile').at(-1)?.columns, { Dept: 'team' });
    assert.deepEqual(store.get().answers.columns, { Dept: 'team' });
  }
});

test('a joined list can be taken out, and the people are matched to the others again', async () => {
  const { store, engine, actions, give } = page();
  await give('roster.csv', 'people-a.csv', 'people-b.csv');
  const [first] = store.get().joined;
  assert.ok(first);
  await actions.removeJoined(first);
  await actions.removeJoined(first);
  assert.deepEqual(
    store.get().joined.map(({ name }) => name),
    ['people-b.csv'],
  );
  assert.equal(engine.of('profile').length, 2);
});

test('what was left aside can be used after all, and the other roster is then at hand', async () => {
  const { store, actions, give } = page();
  await give('roster-a.csv', 'roster-b.csv');
  const [other] = store.get().aside;
  assert.ok(other);
  await actions.useAside(other, 'roster');
  assert.equal(store.get().roster?.name, other.name);
  assert.equal(store.get().aside.length, 1);
  const [first] = store.get().aside;
  assert.ok(first);
  await actions.useAside(first, 'people');
  assert.deepEqual(
    store.get().joined.map(({ name }) => name),
    [first.name],
  );
  assert.deepEqual(store.get().aside, []);
});

test('a pasted table says what came in', async () => {
  const { store, actions } = page();
  const file = new Blob(['Id\tDept\n1\tA\n2\tB\n']);
  await actions.takeFiles([{ name: 'roster', file, pasted: true }]);
  assert.deepEqual(store.get().notices, [
    { severity: 'note', code: 'page.file.pasted', args: { rows: 2, columns: 2 } },
  ]);
});
