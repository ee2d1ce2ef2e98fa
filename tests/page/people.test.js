/** Files on their way in: what goes wrong is undone, what is answered meanwhile is asked for once. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apartFindings } from '../../web/app/apart.js';
import { createPeople } from '../../web/app/people.js';
import { createStore, emptyState } from '../../web/app/store.js';
import { programKey } from '../../web/app/unsaved.js';
import { Failure, Stopped } from '../../web/worker/client.js';

/** @typedef {Record<string, any>} Request */

const KINDS = ['roster', 'people', 'pairs', 'preferences', 'dates', 'rooms'];

/** A core that goes by the names of the files. */
class FakeEngine {
  /** @type {Request[]} */
  requests = [];
  hasRoster = false;
  /** The people that a new core would be told of. @type {Request | null} */
  learned = null;
  /** What happens to requests before they are answered. @type {(request: Request) => void | Promise<void>} */
  meets = () => {};
  /** @param {Request} request */
  async call(request) {
    this.requests.push(request);
    await this.meets(request);
    return { value: this.answer(request), files: [] };
  }
  /** @param {{request: Request}} lesson */
  learn({ request }) {
    this.learned = request;
  }
  /** Stops the next such request. @param {string} op @param {string} [file] */
  stopAt(op, file) {
    this.meets = (request) => {
      if (request.op !== op || (file && request.file !== file)) return;
      this.meets = () => {};
      throw new Stopped();
    };
  }
  /** @param {Request} request @returns {unknown} */
  answer({ op, kind, file = '', columns: choices, joined = [], unknown }) {
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
      return { file, people: 2, rows: 2, columns: [], issues };
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
      ? { pairs: 1, issues: [], passedOver: unknown ? 2 : 0 }
      : { formats: [], roles: [], lists: KINDS.slice(3) };
  }
  /** @param {string} op */
  of(op) {
    return this.requests.filter((request) => request.op === op);
  }
}

function page(engine = new FakeEngine()) {
  const store = createStore(emptyState());
  /** @type {string[]} */
  const rooms = [];
  let settled = 0;
  const { actions, useSampleLists, loseApart, loseList } = createPeople({
    store,
    engine: /** @type {any} */ (engine),
    sample: 'Id,Dept\n1,A\n',
    enter: (room) => rooms.push(room),
    language: () => 'en',
    today: '2026-11-24',
    recount: () => {},
    settleProgram: () => {
      settled += 1;
    },
    suggestProgram: () => null,
    setProgram: (program) => store.update({ program }),
    takeProgram: () => {},
  });
  /** @param {string[]} names */
  const give = (...names) =>
    actions.takeFiles(names.map((name) => ({ name, file: new Blob(['Id,Dept\n1,A\n2,B\n']) })));
  const codes = () => store.get().notices.map((notice) => notice.code);
  const lose = { loseApart, loseList };
  return {
    store,
    engine,
    rooms,
    actions,
    useSampleLists,
    ...lose,
    give,
    codes,
    settled: () => settled,
  };
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

test('a file that is added goes with the people, however like a roster it looks', async () => {
  const { store, actions, give, codes } = page();
  await give('roster.csv');
  const add = (/** @type {string} */ name) =>
    actions.takeFiles([{ name, file: new Blob(['Id,Dept\n1,A\n']) }], { beside: true });
  await add('roster-skills.csv');
  assert.equal(store.get().roster?.name, 'roster.csv');
  assert.deepEqual(
    store.get().joined.map(({ name }) => name),
    ['roster-skills.csv'],
  );
  assert.deepEqual(codes(), []);
  await add('roster.csv');
  assert.equal(store.get().roster?.name, 'roster.csv');
  assert.equal(store.get().joined.length, 1);
  await give('roster-of-next-month.csv');
  assert.equal(store.get().roster?.name, 'roster-of-next-month.csv');
  assert.deepEqual(codes(), ['page.file.rosterReplaced']);
});

test('of a joined workbook and of a confidential one another sheet can be taken', async () => {
  const { store, engine, actions, give, codes } = page();
  await give('roster.csv', 'people.csv', 'pairs.csv');
  const ask = async (/** @type {string} */ _kind, /** @type {{sheet: string}} */ { sheet }) => {
    if (sheet === 'Torn') throw new Failure('page.file.emptySheet', { sheet });
    return { csv: new Blob(['Id\n2\n']), sheet, sheets: [{ name: sheet, rows: 1 }] };
  };
  Object.assign(engine, { ask });
  await actions.chooseJoinedSheet(store.get().joined[0], 'Other');
  assert.equal(store.get().joined[0].sheet, 'Other');
  assert.equal(engine.of('profile').length, 2);
  await actions.chooseJoinedSheet(store.get().joined[0], 'Torn');
  assert.equal(store.get().joined[0].sheet, 'Other');
  assert.deepEqual(codes(), ['page.file.emptySheet']);
  await actions.chooseApartSheet('Secret');
  assert.equal(store.get().apart?.table.sheet, 'Secret');
  assert.equal(engine.of('apart').length, 2);
  await actions.chooseApartSheet('Torn');
  assert.equal(store.get().apart?.table.sheet, 'Secret');
  assert.equal(store.get().apartIssues[0]?.code, 'page.file.emptySheet');
});

test('the header row that HR gives a joined table goes with it, and not to another sheet', async () => {
  const { store, engine, actions, give } = page();
  await give('roster.csv', 'people.csv');
  await actions.chooseJoinedHeaderRow(store.get().joined[0], 2);
  assert.deepEqual(engine.of('profile').at(-1)?.joined, [
    { file: 'people.csv', means: 'in', headerRow: 2 },
  ]);
  const ask = async (/** @type {string} */ _kind, /** @type {{sheet: string}} */ { sheet }) => ({
    ...{ csv: new Blob(['Id\n2\n']), sheet, sheets: [{ name: sheet, rows: 1 }] },
  });
  Object.assign(engine, { ask });
  await actions.chooseJoinedSheet(store.get().joined[0], 'Other');
  assert.deepEqual(engine.of('profile').at(-1)?.joined, [{ file: 'people.csv', means: 'in' }]);
});

test('a core that is stopped before it has said what it can do is asked again', async () => {
  const engine = new FakeEngine();
  engine.stopAt('hello');
  const { store, give } = page(engine);
  await give('roster.csv');
  assert.equal(store.get().engineFailed, false);
  assert.deepEqual(store.get().hello?.lists, KINDS.slice(3));
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

test('a table that names nobody opens the room People, and what HR says of it holds bit by bit', async () => {
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
  await actions.passOverApart(true);
  assert.equal(engine.of('apart').at(-1)?.unknown, 'gone');
  assert.equal(store.get().apart?.passedOver, 2);
  await actions.passOverApart(false);
  assert.equal(engine.of('apart').at(-1)?.unknown, undefined, 'that can be taken back');
  assert.equal(store.get().apart?.passedOver, 0);
  await actions.passOverApart(true);
  await give('roster-two.csv');
  assert.equal(engine.of('apart').at(-1)?.unknown, undefined);
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

test('the core keeps its lists, whoever the people are: nothing is given twice', async () => {
  const all = page();
  await all.give('roster.csv', 'preferences.csv', 'dates.csv');
  await all.give('roster-of-december.csv');
  await all.actions.setAnswers({ ...all.store.get().answers, accounts: ['guest'] });
  assert.deepEqual(given(all, 'dates'), ['dates.csv']);
});

test('an empty list leaves the core what it had', async () => {
  const all = page();
  const hollow = new File(['Room\n'], 'hollow.csv');
  await all.give('roster.csv');
  await all.actions.takeList('rooms', [hollow]);
  assert.deepEqual(given(all, 'rooms'), ['hollow.csv', 'forgotten']);
  await all.give('rooms.csv');
  await all.actions.takeList('rooms', [hollow]);
  assert.deepEqual(given(all, 'rooms').slice(2), ['rooms.csv', 'hollow.csv', 'rooms.csv']);
  assert.equal(all.store.get().lists.rooms?.file, 'rooms.csv');
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
  // With other people, what Weft proposed gives way, and what HR has changed stays.
  const other = { program: { ...program, format: 'teams' }, from: '', seedFromDate: true };
  const proposed = { program: { ...program, format: 'tandem' }, from: '', seedFromDate: true };
  all.store.update({
    remembered: { teams: other, tandem: proposed },
    given: [programKey(proposed.program, true)],
  });
  await all.give('roster-of-december.csv');
  assert.equal(all.store.get().program, program);
  assert.deepEqual(all.store.get().remembered, { teams: other });
  all.store.update({ given: [programKey(program, true)] });
  await all.give('roster-of-january.csv');
  assert.equal(all.store.get().program, null);
});

test('what HR changes in the program while the people are read again stays', async () => {
  const all = page();
  const program = /** @type {any} */ ({ format: 'lunch', name: 'Mine' });
  await all.give('roster.csv');
  all.engine.meets = ({ op }) => {
    if (op === 'profile') all.store.update({ program });
  };
  await all.actions.setAnswers({ ...all.store.get().answers, accounts: ['guest'] });
  assert.equal(all.store.get().program, program);
});

const aside = (/** @type {ReturnType<typeof page>} */ { store }) =>
  store.get().aside.map(({ name }) => name);

test('a list that waits is at hand again where the roster is of no use, or is stopped', async () => {
  for (const spoil of [
    (/** @type {FakeEngine} */ engine) => engine.stopAt('profile'),
    (/** @type {FakeEngine} */ engine) => {
      engine.meets = ({ op }) => {
        if (op === 'profile') throw new Failure('page.engineDied');
      };
    },
  ]) {
    const all = page();
    await all.give('pairs.csv', 'rooms.csv');
    spoil(all.engine);
    await all.give('roster.csv', 'people.csv');
    assert.equal(all.store.get().roster, null);
    for (const name of ['pairs.csv', 'rooms.csv', 'people.csv'])
      assert.ok(aside(all).includes(name), name);
    all.engine.meets = () => {};
    await all.give('roster.csv');
    assert.equal(all.store.get().apart?.table.name, 'pairs.csv');
    assert.equal(all.store.get().lists.rooms?.file, 'rooms.csv');
    assert.deepEqual(
      all.store.get().joined.map(({ name }) => name),
      ['people.csv'],
    );
    assert.deepEqual(aside(all), []);
  }
});

test('a confidential list that could not be read is at hand still, and the one in force stays', async () => {
  const all = page();
  await all.give('roster.csv', 'pairs.csv');
  all.engine.meets = ({ op }) => {
    if (op === 'apart') throw new Failure('file.binary');
  };
  await all.give('pairs-of-may.csv');
  assert.equal(all.store.get().apart?.table.name, 'pairs.csv');
  assert.deepEqual(aside(all), ['pairs-of-may.csv']);
  assert.deepEqual(all.codes(), ['file.binary']);
  const { issues } = apartFindings(all.store.get());
  assert.deepEqual([issues[0]?.code, issues[0]?.args?.file], ['file.binary', 'pairs-of-may.csv']);
});

test('a second confidential list changes nothing until HR gives it; then the change is told', async () => {
  const all = page();
  await all.give('roster.csv', 'pairs.csv', 'pairs-b.csv');
  await all.give('people.csv');
  assert.equal(all.store.get().apart?.table.name, 'pairs.csv');
  await all.give('pairs-c.csv');
  assert.equal(all.store.get().apart?.table.name, 'pairs-c.csv');
  assert.deepEqual(all.codes(), ['page.file.pairsTaken', 'page.file.pairsReplaced']);
  await all.give('dates.csv');
  await all.give('dates-b.csv');
  assert.deepEqual(all.codes(), ['page.file.listTaken', 'page.file.listReplaced']);
});

test('another confidential list that cannot be read is told beside the one in force, and so is a stop', async () => {
  const all = page();
  await all.give('roster.csv', 'pairs.csv');
  const file = new File(['A,B\n'], 'may.csv');
  const codes = () => apartFindings(all.store.get()).issues.map(({ code }) => code);
  all.engine.meets = ({ op }) => {
    if (op === 'apart') throw new Failure('file.binary');
  };
  await all.actions.takeApart([file]);
  assert.equal(all.store.get().apart?.table.name, 'pairs.csv');
  assert.deepEqual(codes(), ['file.binary']);
  all.engine.stopAt('apart');
  await all.actions.takeApart([file]);
  assert.deepEqual(codes(), ['page.stopped']);
  for (const act of [all.actions.forgetApart, () => all.actions.passOverApart(true)]) {
    all.engine.stopAt('apart');
    await act();
    assert.deepEqual(all.codes(), ['page.stopped']);
    assert.equal(all.store.get().apart?.table.name, 'pairs.csv');
  }
  await all.actions.takeApart([file]);
  assert.deepEqual([all.store.get().apart?.table.name, codes()], ['may.csv', []]);
});

test('a list that the core could not be given again is left aside; a confidential one is asked for', async () => {
  const all = page();
  await all.give('roster.csv', 'rooms.csv', 'pairs.csv');
  all.loseList('rooms', new Failure('page.file.unreadable'));
  assert.deepEqual([all.store.get().lists, aside(all)], [{}, ['rooms.csv']]);
  assert.equal(all.store.get().listFailures.rooms?.[0]?.args?.file, 'rooms.csv');
  all.loseApart(new Failure('page.file.unreadable'));
  const { issues } = apartFindings(all.store.get());
  assert.deepEqual(
    issues.map(({ code, args }) => [code, args?.file]),
    [
      ['page.apartLost', 'pairs.csv'],
      ['page.file.unreadable', 'pairs.csv'],
    ],
  );
});

test('a new core is told of the people that the page shows, and of no others', async () => {
  const all = page();
  await all.give('roster.csv');
  assert.equal(all.engine.learned?.file, 'roster.csv');
  await all.give('roster-bad.csv');
  assert.equal(all.engine.learned?.file, 'roster.csv');
  all.engine.stopAt('profile');
  await all.give('roster-two.csv');
  assert.equal(all.engine.learned?.file, 'roster.csv');
  await all.give('roster-two.csv', 'people.csv');
  assert.equal(all.engine.learned?.file, 'roster-two.csv');
  assert.deepEqual(all.engine.learned?.joined, [{ file: 'people.csv', means: 'in' }]);
  await all.actions.setAnswers({ ...all.store.get().answers, accounts: ['guest'] });
  assert.deepEqual(all.engine.learned?.accounts, ['guest']);
});

test('what is stopped is told; what was read before is at hand, and there is a program', async () => {
  const all = page();
  all.engine.stopAt('inspect', 'people.csv');
  await all.give('roster.csv', 'people.csv', 'rooms.csv');
  assert.deepEqual([aside(all), all.codes()], [['roster.csv'], ['page.stopped']]);
  assert.deepEqual([all.store.get().reading, all.settled()], ['', 1]);
  await all.give('roster.csv', 'people.csv');
  const [joined] = all.store.get().joined;
  all.engine.stopAt('profile');
  await all.actions.useAs(/** @type {any} */ (joined), 'rooms');
  assert.deepEqual([all.store.get().joined, aside(all)], [[joined], []]);
  all.engine.stopAt('list');
  await all.actions.useAs(/** @type {any} */ (joined), 'rooms');
  assert.deepEqual(aside(all), ['people.csv']);
  assert.equal(all.settled(), 4);
  const [table] = all.store.get().aside;
  all.engine.stopAt('profile');
  await all.actions.useAs(/** @type {any} */ (table), 'people');
  assert.deepEqual([aside(all), all.codes()], [['people.csv'], ['page.stopped']]);
  assert.equal(all.settled(), 5);
  all.engine.stopAt('profile');
  await all.actions.setAnswers({ ...all.store.get().answers, accounts: ['guest'] });
  assert.deepEqual([all.store.get().answers.accounts, all.codes()], [[], ['page.stopped']]);
});

test('answers that are given while a list is joined stay, and are read after it', async () => {
  const all = page();
  await all.give('roster.csv');
  all.engine.meets = ({ op }) => {
    if (op !== 'profile') return;
    all.engine.meets = () => {};
    all.actions.chooseColumn('Dept', { role: 'team' });
  };
  await all.give('people.csv');
  assert.deepEqual(all.store.get().answers.columns, { Dept: { role: 'team' } });
  await all.actions.setAnswers(all.store.get().answers);
  assert.deepEqual(all.engine.of('profile').at(-1)?.columns, { Dept: { role: 'team' } });
});

test('an answer that fails takes none of those with it that were given meanwhile', async () => {
  for (const end of [new Stopped(), new Failure('roster.noPeople')]) {
    const all = page();
    await all.give('roster.csv');
    let reads = 0;
    /** @type {Promise<void> | undefined} */
    let second;
    all.engine.meets = ({ op }) => {
      if (op !== 'profile') return;
      reads += 1;
      if (reads > 1) return;
      second = all.actions.setAnswers({
        ...all.store.get().answers,
        ...{ accounts: ['guest', 'bot'], same: { a: 'one' } },
      });
      throw end;
    };
    await all.actions.setAnswers({ ...all.store.get().answers, accounts: ['guest'] });
    await second;
    assert.deepEqual(all.store.get().answers, {
      columns: {},
      accounts: ['bot'],
      same: { a: 'one' },
    });
    assert.deepEqual(all.store.get().roster?.answers, all.store.get().answers);
  }
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
