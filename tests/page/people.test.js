/** Files on their way in: what goes wrong is undone, what is answered meanwhile is asked for once. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPeople } from '../../web/app/people.js';
import { createStore, emptyState } from '../../web/app/store.js';
import { Failure } from '../../web/worker/client.js';

/** @typedef {Record<string, any>} Request */

const KINDS = ['roster', 'people', 'pairs', 'preferences', 'dates', 'rooms'];

/** A core that goes by the names of the files. */
class FakeEngine {
  /** @type {Request[]} */
  requests = [];
  hasRoster = false;
  /** @param {Request} request */
  async call(request) {
    this.requests.push(request);
    return { value: this.answer(request), files: [] };
  }
  /** @param {Request} request @returns {unknown} */
  answer({ op, kind, file = '', columns: choices, joined = [] }) {
    if (op === 'inspect') {
      if (file.startsWith('torn')) throw new Failure('file.binary');
      const kind = KINDS.find((each) => file.startsWith(each));
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
      this.hasRoster = true;
      if (choices.Id === 'ignored') throw new Failure('roster.noPeople');
      const columns = file.includes('garbled') ? [{ header: 'x\u0001', examples: [] }] : [];
      return { file, people: 2, rows: 2, columns, issues };
    }
    if (op === 'list') {
      if (file.includes('torn')) throw new Failure('file.binary');
      if (!this.hasRoster) throw new Failure('request.noRoster');
      return file
        ? { kind, file, rows: file.includes('hollow') ? 0 : 2, columns: [], issues: [] }
        : {};
    }
    if (op === 'workspace') return { programs: [], rounds: [], columns: { Dept: 'team' } };
    return op === 'apart'
      ? { pairs: 1, issues: [] }
      : { formats: [], roles: [], lists: KINDS.slice(3) };
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
  const { actions, useSampleLists } = createPeople({
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
  return { store, engine, rooms, actions, useSampleLists, give, codes };
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
  assert.deepEqual(
    aside.map(({ name }) => name),
    ['roster-bad.csv'],
  );
  assert.deepEqual(codes(), ['page.file.rosterBlocked']);
  assert.equal(engine.of('profile').at(-1)?.file, 'roster.csv', 'the core holds the good one');
});

test('a table that names nobody opens the columns step, and what HR says of it holds bit by bit', async () => {
  const { store, engine, rooms, actions, give, codes } = page();
  await give('roster-bad.csv');
  assert.equal(store.get().roster?.name, 'roster-bad.csv');
  assert.deepEqual([rooms, codes()], [['columns'], []]);
  await actions.chooseColumn('Dept', { role: 'department' });
  assert.deepEqual(codes(), [], 'nobody is named yet, and the answer stays');
  assert.deepEqual(store.get().answers.columns, { Dept: { role: 'department' } });
  await actions.chooseHeaderRow(0);
  assert.equal(engine.of('profile').at(-1)?.headerRow, 0);
  assert.equal(store.get().answers.headerRow, 0);
  await actions.setAnswers({ ...store.get().answers, accounts: ['guest'] });
  assert.equal(engine.of('profile').at(-1)?.headerRow, 0, 'it is asked for again and again');
});

test('bytes that are no text stay refused: there is nothing in them to give a meaning to', async () => {
  const { store, rooms, give, codes } = page();
  await give('roster-bad-garbled.csv');
  assert.equal(store.get().roster, null);
  assert.deepEqual([codes(), rooms], [['file.binary'], []]);
});

test('a roster in use gives way to a table that names nobody where HR asks for it', async () => {
  const { store, rooms, actions, give, codes } = page();
  await give('roster.csv');
  await give('roster-bad.csv');
  const [bad] = store.get().aside;
  assert.ok(bad);
  await actions.useAs(bad, 'roster');
  assert.equal(store.get().roster?.name, 'roster-bad.csv');
  assert.deepEqual([codes(), rooms], [[], ['columns']]);
});

test('lists that came with a roster that names nobody stay for the next one', async () => {
  const { store, give } = page();
  await give('roster-bad.csv', 'people.csv', 'pairs.csv');
  assert.equal(store.get().roster?.name, 'roster-bad.csv');
  await give('roster.csv');
  assert.equal(store.get().roster?.name, 'roster.csv');
  assert.deepEqual(
    store.get().joined.map(({ name }) => name),
    ['people.csv'],
  );
  assert.equal(store.get().apart?.pairs, 1);
});

test('a confidential list is asked for by no program of the page, and outlives them all', async () => {
  const { store, engine, actions, give } = page();
  const plain = /** @type {any} */ ({ format: 'lunch', rules: [] });
  await give('roster.csv');
  store.update({ program: plain });
  await give('pairs.csv');
  assert.equal(store.get().program, plain, 'the core keeps the list whatever the program says');
  assert.equal(engine.of('apart').length, 1);
  await give('people.csv');
  assert.equal(store.get().apart?.pairs, 1);
  // What HR says of its rows is said to the core, and asked anew with other people.
  await actions.passOverApart();
  assert.equal(engine.of('apart').at(-1)?.unknown, 'gone');
  assert.equal(store.get().apart?.passesOver, true);
  await give('roster-two.csv');
  assert.equal(engine.of('apart').at(-1)?.unknown, undefined);
  assert.equal(store.get().apart?.passesOver, false);
  // Taken away, it is asked for nowhere.
  const asks = /** @type {any} */ ({ format: 'teams', rules: [{ apart: 'file' }] });
  store.update({
    program: asks,
    remembered: { lunch: { program: asks, from: '', seedFromDate: true } },
  });
  await actions.forgetApart();
  assert.deepEqual(engine.of('apart').at(-1), { op: 'apart' });
  assert.equal(store.get().apart, null);
  assert.deepEqual(store.get().program?.rules, []);
  assert.deepEqual(store.get().remembered.lunch?.program.rules, []);
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
  await actions.useAs(other, 'roster');
  assert.equal(store.get().roster?.name, other.name);
  assert.equal(store.get().aside.length, 1);
  const [first] = store.get().aside;
  assert.ok(first);
  await actions.useAs(first, 'people');
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

/** @param {ReturnType<typeof page>} page @param {string} kind */
const given = ({ engine }, kind) =>
  engine
    .of('list')
    .flatMap((request) => (request.kind === kind ? (request.file ?? 'forgotten') : []));

test('a list that came with the roster is kept under its kind and said so', async () => {
  const all = page();
  await all.give('preferences.csv', 'roster.csv');
  assert.equal(all.store.get().lists.preferences?.file, 'preferences.csv');
  assert.deepEqual(all.store.get().notices, [
    {
      severity: 'note',
      code: 'page.file.listTaken',
      args: { file: 'preferences.csv', rows: 2, list: 'preferences' },
    },
  ]);
  assert.deepEqual(all.rooms, ['columns']);
});

test('a list without a roster waits for it', async () => {
  const all = page();
  await all.give('rooms.csv');
  assert.deepEqual(all.codes(), ['page.file.listWaits']);
  assert.deepEqual(given(all, 'rooms'), []);
  await all.give('roster.csv');
  assert.deepEqual(given(all, 'rooms'), ['rooms.csv']);
  assert.deepEqual(all.store.get().aside, []);
});

test('of two lists of a kind one is left aside; used instead, it takes the place of the other', async () => {
  const all = page();
  await all.give('roster.csv', 'dates-a.csv', 'dates-b.csv');
  assert.equal(all.store.get().lists.dates?.file, 'dates-a.csv');
  const [other] = all.store.get().aside;
  assert.equal(other?.name, 'dates-b.csv');
  await all.actions.useAs(/** @type {any} */ (other), 'dates');
  assert.equal(all.store.get().lists.dates?.file, 'dates-b.csv');
  assert.deepEqual(all.store.get().aside, []);
  await all.give('dates-c.csv');
  assert.equal(all.store.get().lists.dates?.file, 'dates-c.csv');
});

test('lists are given again when the roster is read again', async () => {
  const all = page();
  await all.give('roster.csv', 'preferences.csv', 'dates.csv');
  await all.give('roster-of-december.csv');
  assert.deepEqual(given(all, 'dates'), ['dates.csv', 'dates.csv']);
  await all.actions.setAnswers({ ...all.store.get().answers, accounts: ['guest'] });
  assert.equal(given(all, 'dates').length, 3);
});

test('a joined table can be the list of a format, and the other way round', async () => {
  const all = page();
  await all.give('roster.csv', 'people.csv');
  const [joined] = all.store.get().joined;
  await all.actions.useAs(/** @type {any} */ (joined), 'preferences');
  assert.deepEqual(all.store.get().joined, []);
  assert.equal(all.store.get().lists.preferences?.file, 'people.csv');
  assert.deepEqual(all.engine.of('profile').at(-1)?.joined, []);
  const list = all.store.get().lists.preferences;
  await all.actions.useAs(/** @type {any} */ (list).table, 'people');
  assert.deepEqual(all.store.get().lists, {});
  assert.equal(all.store.get().joined[0]?.name, 'people.csv');
  assert.equal(given(all, 'preferences').at(-1), 'forgotten');
});

test('a table that cannot be the other thing stays what it is', async () => {
  const all = page();
  await all.give('roster.csv', 'dates-strange.csv');
  const list = all.store.get().lists.dates;
  await all.actions.useAs(/** @type {any} */ (list).table, 'people');
  assert.deepEqual(all.codes(), ['page.file.noKey']);
  assert.equal(all.store.get().lists.dates?.file, 'dates-strange.csv');
});

test('a file chosen for a list replaces it; one that is no use leaves the good one, and says why', async () => {
  const all = page();
  await all.give('roster.csv', 'dates.csv');
  await all.actions.takeList('dates', [new File(['Id\n1\n'], 'later.csv')]);
  assert.equal(all.store.get().lists.dates?.file, 'later.csv');
  for (const [name, content, code] of [
    ['torn.csv', 'x', 'file.binary'],
    ['hollow.csv', 'x', 'page.file.listEmpty'],
    ['photo.csv', '\x89PNG', 'page.file.empty'],
    ['program.json', '{"format": "lunch"}', 'page.file.notAList'],
  ]) {
    const file = new File(name === 'photo.csv' ? [] : [String(content)], String(name));
    await all.actions.takeList('dates', [file]);
    const { lists, listFailures, reading } = all.store.get();
    assert.equal(lists.dates?.file, 'later.csv', name);
    assert.equal(listFailures.dates?.[0]?.code, code, name);
    assert.equal(listFailures.dates?.[0]?.args?.file, name);
    assert.equal(reading, '');
  }
  assert.equal(given(all, 'dates').at(-1), 'later.csv', 'the core holds the good one');
  await all.actions.forgetList('dates');
  assert.deepEqual([all.store.get().lists, all.store.get().listFailures], [{}, {}]);
  assert.equal(given(all, 'dates').at(-1), 'forgotten');
});

test('lists of the sample company go with it', async () => {
  const all = page();
  await all.actions.trySample();
  await all.useSampleLists({ rooms: 'Room\nA\n' });
  assert.equal(all.store.get().lists.rooms?.table.sample, true);
  await all.give('roster.csv');
  assert.deepEqual(all.store.get().lists, {});
  assert.equal(given(all, 'rooms').at(-1), 'forgotten');
});

test('a table joined later leaves the program as HR has changed it', async () => {
  const all = page();
  await all.give('roster.csv');
  const program = /** @type {any} */ ({ format: 'lunch', name: 'Mine' });
  all.store.update({ program });
  await all.give('people.csv');
  assert.equal(all.store.get().program, program);
  await all.give('roster-of-december.csv');
  assert.equal(all.store.get().program, null);
});

test('a file that is of no use leaves the result of before', async () => {
  const all = page();
  await all.give('roster.csv', 'preferences.csv', 'dates.csv');
  const result = /** @type {any} */ ({ outcome: {} });
  all.store.update({ result });
  await all.actions.takeList('dates', [new File(['?'], 'torn-dates.csv')]);
  assert.equal(all.store.get().lists.dates?.file, 'dates.csv');
  await all.actions.setAnswers({ columns: { Id: 'ignored' }, accounts: [], same: {} });
  await all.give('roster-bad.csv');
  await all.give('torn.csv');
  assert.equal(all.store.get().roster?.name, 'roster.csv');
  assert.equal(all.store.get().result, result);
  await all.actions.takeList('dates', [new File(['Id\n1\n'], 'dates-of-december.csv')]);
  assert.equal(all.store.get().result, null, 'other dates, another result');
});

test('a file that is saved again while others are read is taken as it was when it was given', async () => {
  const all = page();
  const first = all.give('roster.csv');
  const file = new File(['Id,Dept\n1,A\n2,B\n'], 'people.csv');
  let reads = 0;
  const slice = file.slice.bind(file);
  file.slice = (from, to) => {
    reads += 1;
    return slice(from, to);
  };
  const second = all.actions.takeFiles([{ name: 'people.csv', file }]);
  await Promise.resolve();
  assert.equal(reads, 1, 'at once, not in its turn');
  await Promise.all([first, second]);
  assert.equal(reads, 1);
  assert.equal(all.store.get().joined[0]?.file instanceof File, false);
});
