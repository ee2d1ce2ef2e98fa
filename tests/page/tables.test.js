/** Of several tables each gets its part, whatever the order in which they come. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assignTables as assign, meaningOf } from '../../web/app/tables.js';

/** @typedef {import('../../web/app/types.js').Table} Table */
/** @typedef {import('../../web/app/types.js').TableKind} TableKind */

/**
 * @param {string} name
 * @param {TableKind} kind
 * @param {{columns?: number, rows?: number, sample?: boolean}} [more]
 * @returns {Table}
 */
function table(name, kind, { columns = 3, rows = 10, sample = false } = {}) {
  const headers = Array.from({ length: columns }, (_, index) => `C${index}`);
  const file = new Blob([name]);
  return {
    ...{ name, kind, rows, headers, sample, file, csv: file },
    ...{ workbook: false, sheets: [], means: 'in' },
  };
}

const nothing = { roster: null, joined: [], aside: [], apart: null, lists: {} };

/** @param {Table[]} tables @param {Parameters<typeof assign>[1]} loaded */
const assignTables = (tables, loaded) => assign(tables, loaded, ['rooms', 'groups']);

const names = (/** @type {Table[]} */ tables) => tables.map(({ name }) => name);

test('roster, lists and pairs are told apart in one go', () => {
  const given = [table('pairs', 'pairs'), table('optin', 'people'), table('roster', 'roster')];
  const { roster, joined, pairs, aside, notices } = assignTables(given, nothing);
  assert.equal(roster?.name, 'roster');
  assert.deepEqual(names(joined), ['optin']);
  assert.equal(pairs?.name, 'pairs');
  assert.deepEqual([...aside, ...notices], []);
});

test('of two rosters the wider is taken, and the other is left aside and named', () => {
  const given = [table('long', 'roster', { rows: 99 }), table('wide', 'roster', { columns: 9 })];
  const { roster, aside, notices } = assignTables(given, nothing);
  assert.equal(roster?.name, 'wide');
  assert.deepEqual(names(aside), ['long']);
  assert.deepEqual(notices[0]?.args, { file: 'long', roster: 'wide' });
});

test('a later list is joined to the roster instead of replacing it', () => {
  const loaded = { ...nothing, roster: table('roster', 'roster'), joined: [table('a', 'people')] };
  const { roster, joined } = assignTables([table('b', 'people')], loaded);
  assert.equal(roster, null);
  assert.deepEqual(names(joined), ['a', 'b']);
});

test('the same list once more takes the place of the old one', () => {
  const loaded = { ...nothing, roster: table('roster', 'roster'), joined: [table('a', 'people')] };
  const again = table('a', 'people', { rows: 77 });
  assert.deepEqual(assignTables([again], loaded).joined, [again]);
});

test('a new roster replaces the old one; the lists stay, the old roster is at hand', () => {
  const loaded = { ...nothing, roster: table('old', 'roster'), joined: [table('a', 'people')] };
  const { roster, joined, aside, notices } = assignTables([table('new', 'roster')], loaded);
  assert.equal(roster?.name, 'new');
  assert.deepEqual(names(joined), ['a']);
  assert.deepEqual(names(aside), ['old']);
  assert.deepEqual(notices, []);
  const corrected = assignTables([table('old', 'roster')], loaded);
  assert.deepEqual(names(corrected.aside), []);
});

test('the sample company leaves nothing behind', () => {
  const loaded = { ...nothing, roster: table('company', 'roster', { sample: true }) };
  assert.deepEqual(assignTables([table('new', 'roster')], loaded).aside, []);
});

test('a plain list of people is a roster until a better one comes, and is joined then', () => {
  const list = table('list', 'people');
  assert.equal(assignTables([list], nothing).roster, list);
  const later = assignTables([table('roster', 'roster')], { ...nothing, roster: list });
  assert.equal(later.roster?.name, 'roster');
  assert.deepEqual(names(later.joined), ['list']);
});

test('what is unclear changes nothing beside a roster, and is tried where there is none', () => {
  const loaded = { ...nothing, roster: table('roster', 'roster') };
  const beside = assignTables([table('cats', 'unknown')], loaded);
  assert.equal(beside.roster, null);
  assert.deepEqual(names(beside.aside), ['cats']);
  assert.equal(beside.notices[0]?.code, 'page.file.unclear');
  assert.equal(assignTables([table('cats', 'unknown')], nothing).roster?.name, 'cats');
});

test('pairs wait for a roster', () => {
  const first = assignTables([table('pairs', 'pairs')], nothing);
  assert.equal(first.pairs, null);
  assert.deepEqual(names(first.aside), ['pairs']);
  assert.equal(first.notices[0]?.code, 'page.file.pairsWait');
  const then = assignTables([table('roster', 'roster')], { ...nothing, aside: first.aside });
  assert.equal(then.pairs?.name, 'pairs');
  assert.deepEqual(then.aside, []);
});

test('one list of pairs holds; a second is left aside and said so', () => {
  const given = [
    table('roster', 'roster'),
    table('p1', 'pairs', { rows: 20 }),
    table('p2', 'pairs'),
  ];
  const { pairs, aside, notices } = assignTables(given, nothing);
  assert.equal(pairs?.name, 'p1');
  assert.deepEqual(names(aside), ['p2']);
  assert.equal(notices[0]?.code, 'page.file.otherPairs');
});

test('a second list of a kind stays aside for as long as the first is loaded, whatever else comes', () => {
  const roster = table('roster', 'roster');
  const aside = [table('p2', 'pairs'), table('rooms2', 'rooms')];
  const rooms = /** @type {any} */ ({ kind: 'rooms', table: table('rooms1', 'rooms') });
  const loaded = { ...nothing, roster, aside, apart: {}, lists: { rooms } };
  const beside = assignTables([table('optin', 'people')], loaded);
  assert.deepEqual([beside.pairs, beside.lists], [null, []]);
  assert.deepEqual(beside.aside, aside);
  const given = assignTables([table('p3', 'pairs')], loaded);
  assert.equal(given.pairs?.name, 'p3', 'HR gives another one');
  const free = assignTables([table('optin', 'people')], { ...loaded, apart: null, lists: {} });
  assert.deepEqual([free.pairs?.name, names(free.lists)], ['p2', ['rooms2']]);
});

test('a bare list is taken for those who do not take part where its name says so', () => {
  for (const name of ['exclusions.csv', 'Opt-out.xlsx', 'Abgemeldet.csv', 'not attending.csv']) {
    assert.equal(meaningOf(name), 'out', name);
  }
  for (const name of ['optin.csv', 'Zusagen.csv', 'participants.csv', 'pasted table']) {
    assert.equal(meaningOf(name), 'in', name);
  }
});

test('groups of earlier are a list beside a roster, and the roster where there is none', () => {
  const groups = table('groups', 'groups');
  const alone = assignTables([groups], nothing);
  assert.equal(alone.roster, groups);
  assert.deepEqual([alone.lists, alone.aside, alone.notices], [[], [], []]);
  const beside = assignTables([groups, table('roster', 'roster')], nothing);
  assert.equal(beside.roster?.name, 'roster');
  assert.deepEqual(names(beside.lists), ['groups']);
});
