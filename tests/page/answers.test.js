/** What HR answers is held, shown, taken back, and remembered from one month to the next. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  answersFor,
  choiceOf,
  listAnswers,
  noAnswers,
  openQuestions,
  partsOf,
  readings,
  rebased,
  savedAnswers,
  withChoice,
  withMeaning,
  withMerge,
  without,
} from '../../web/app/answers.js';

/** @typedef {import('../../web/app/types.js').Issue} Issue */

/** @type {Issue} */
const similar = {
  severity: 'note',
  code: 'roster.similarValues',
  column: 'Dept',
  args: { value: 'Salse', like: 'Sales', people: 1, likePeople: 40 },
};

test('a change to a column keeps what else was said about it', () => {
  let answers = withChoice(noAnswers, 'Level', { role: 'level' });
  answers = withChoice(answers, 'Level', { order: ['Junior', 'Senior'] });
  answers = withMerge(answers, 'Level', 'Jr', 'Junior');
  assert.deepEqual(choiceOf(answers, 'Level'), {
    role: 'level',
    order: ['Junior', 'Senior'],
    merge: { Jr: 'Junior' },
  });
  assert.deepEqual(noAnswers, { columns: {}, accounts: [], same: {} });
});

test('a role alone, as older workspaces have it, is a choice too', () => {
  const answers = { ...noAnswers, columns: { Dept: 'department' } };
  assert.deepEqual(choiceOf(withMerge(answers, 'Dept', 'a', 'b'), 'Dept'), {
    role: 'department',
    merge: { a: 'b' },
  });
});

test('every answer is listed and can be taken back, and nothing is left of it', () => {
  let answers = withMerge(noAnswers, 'Dept', 'Salse', 'Sales');
  answers = withMerge(answers, 'Dept', 'IT', 'IT');
  answers = withChoice(answers, 'Hired', { dates: 'month' });
  answers = withMeaning(answers, 'Opt-in', 'Hm', 'in');
  answers = withMeaning(answers, 'Opt-in', 'Rather not', 'out');
  answers = { ...answers, same: { E1: 'two' }, accounts: ['guest'], persons: { E7: 'yes' } };
  const list = listAnswers(answers);
  assert.deepEqual(list.map((answer) => answer.kind).sort(), [
    'accounts',
    'answer',
    'answer',
    'dates',
    'keep',
    'merge',
    'person',
    'same',
  ]);
  assert.deepEqual(list.reduce(without, answers), noAnswers);
});

test('a merge closes its question, and so does keeping apart; the urgent questions come first', () => {
  /** @type {Issue[]} */
  const issues = [
    similar,
    { severity: 'warning', code: 'roster.dateOrder', column: 'Hired', args: { value: '3/4/26' } },
    { severity: 'warning', code: 'roster.missingValues', column: 'Site' },
    { severity: 'warning', code: 'roster.duplicateAsked', args: { value: 'E1' } },
  ];
  const codes = (/** @type {typeof noAnswers} */ answers) =>
    openQuestions(issues, answers).map((question) => question.code);
  assert.deepEqual(codes(noAnswers), [
    'roster.duplicateAsked',
    'roster.dateOrder',
    'roster.similarValues',
  ]);
  assert.equal(codes(withMerge(noAnswers, 'Dept', 'Salse', 'Sales')).length, 2);
  assert.equal(codes(withMerge(noAnswers, 'Dept', 'Salse', 'Salse')).length, 2);
  assert.equal(codes(withMerge(noAnswers, 'Site', 'Salse', 'Sales')).length, 3);
  assert.equal(codes({ ...noAnswers, same: { E1: 'one' } }).length, 2);
  assert.equal(codes(withChoice(noAnswers, 'Hired', { dates: 'day' })).length, 2);
});

test('the workspace’s answers hold, but for what was answered since', () => {
  const workspace = /** @type {any} */ ({
    columns: { Dept: 'department', Floor: 'site' },
    accounts: ['bot'],
    same: { E1: 'one' },
  });
  const since = { columns: { Floor: 'ignored' }, accounts: ['bot', 'guest'], same: {} };
  assert.deepEqual(savedAnswers(workspace, since), {
    columns: { Dept: 'department', Floor: 'ignored' },
    accounts: ['bot', 'guest'],
    same: { E1: 'one' },
  });
  assert.deepEqual(savedAnswers(null), noAnswers);
});

test('of another file only the columns that it has are still answered', () => {
  const answers = { ...noAnswers, columns: { Dept: 'department', Squad: 'team' } };
  const table = /** @type {any} */ ({ headers: ['Name', 'Dept'] });
  assert.deepEqual(answersFor(answers, table).columns, { Dept: 'department' });
});

test('an ambiguous date has two readings, any other none', () => {
  assert.deepEqual(readings('03/04/2026'), { day: '2026-04-03', month: '2026-03-04' });
  assert.deepEqual(readings('3.4.26'), { day: '2026-04-03', month: '2026-03-04' });
  assert.equal(readings('13/04/2026'), null);
  assert.equal(readings('2026-04-03'), null);
  assert.equal(readings(''), null);
});

test('unknown answers are one question for each column, and each value closes its part', () => {
  /** @type {Issue[]} */
  const issues = [
    { severity: 'warning', code: 'roster.optInUnknown', column: 'Join', args: { value: 'Hm' } },
    { severity: 'warning', code: 'roster.optInUnknown', column: 'Join', args: { value: 'Later' } },
    { severity: 'warning', code: 'roster.statusUnknown', column: 'A', args: { value: 'Mars' } },
    { severity: 'warning', code: 'roster.statusUnknown', column: 'B', args: { value: 'Mars' } },
  ];
  const parts = (/** @type {typeof noAnswers} */ answers) =>
    openQuestions(issues, answers)
      .flatMap(partsOf)
      .map(({ column, issues: of }) => `${column} ${of.length}`);
  assert.deepEqual(parts(noAnswers), ['Join 2', 'A 1', 'B 1']);
  assert.deepEqual(parts(withMeaning(noAnswers, 'Join', 'Hm', 'out')), ['Join 1', 'A 1', 'B 1']);
  assert.deepEqual(parts(withMeaning(noAnswers, 'A', 'Mars', 'in')), ['Join 2', 'B 1']);
});

test('questions about people go by what stays the same: ids rather than names and addresses', () => {
  /** @type {Issue[]} */
  const issues = [
    {
      severity: 'warning',
      code: 'roster.addressAsked',
      args: { value: 'ana@example.com', key: '1001 2001' },
    },
    { severity: 'warning', code: 'roster.personAsked', args: { value: 'Ineke Bot', key: 'E7' } },
  ];
  assert.equal(openQuestions(issues, noAnswers).length, 2);
  const answers = { ...noAnswers, same: { '1001 2001': 'one' }, persons: { E7: 'yes' } };
  assert.deepEqual(openQuestions(issues, /** @type {any} */ (answers)), []);
});

test('the row of headers and who is a person are remembered; the row does not go with another file', () => {
  const saved = savedAnswers(
    /** @type {any} */ ({ columns: {}, persons: { E7: 'no' }, headerRow: 3 }),
  );
  assert.equal(saved.headerRow, 3);
  assert.deepEqual(saved.persons, { E7: 'no' });
  assert.equal(
    'headerRow' in savedAnswers(/** @type {any} */ ({ columns: {}, headerRow: null })),
    false,
  );
  const other = answersFor(saved, /** @type {any} */ ({ headers: [] }));
  assert.deepEqual([other.persons, 'headerRow' in other], [{ E7: 'no' }, false]);
});

test('what was answered since is added to other answers, and nothing else of them changes', () => {
  const none = { columns: {}, accounts: [], same: {} };
  const dept = { merge: { A: 'B' }, order: ['x', 'y'] };
  const before = { ...none, columns: { Dept: dept, Site: 'site' }, accounts: ['guest'] };
  const after = {
    ...before,
    columns: { Dept: { ...dept, merge: { A: 'B', C: 'D' } }, Level: { role: 'level' } },
    accounts: ['bot'],
    persons: { p: /** @type {const} */ ('yes') },
    headerRow: 2,
  };
  assert.deepEqual(rebased(before, after, none), {
    columns: { Dept: { merge: { C: 'D' } }, Level: { role: 'level' } },
    ...{ accounts: ['bot'], same: {}, persons: { p: 'yes' }, headerRow: 2 },
  });
  assert.deepEqual(rebased(before, after, before), after);
  assert.deepEqual(rebased(before, before, none), none);
  assert.deepEqual(rebased(after, { ...after, headerRow: undefined }, after).headerRow, undefined);
});
