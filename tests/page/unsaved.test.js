/** What the page asks about before it is closed, and says in its rooms: all of HR's own work that no workspace holds. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { noAnswers } from '../../web/app/answers.js';
import { emptyState } from '../../web/app/store.js';
import { keptNow, programKey, programsToKeep, unsaved } from '../../web/app/unsaved.js';

/** @typedef {import('../../web/app/types.js').State} State */

const csv = new Blob(['Id,Name']);
const answers = { columns: { Dept: 'team' }, accounts: [], same: {} };
const roster = /** @type {any} */ ({ name: 'roster.csv', sample: false, csv, answers });
const undecided = { ...roster, answers: noAnswers };
const company = { ...roster, sample: true };
const lunch = { weft: /** @type {const} */ (1), format: 'lunch', name: 'Lunch', seed: 20261124 };
const teams = { ...lunch, format: 'teams', name: 'Teams' };
const edited = { ...lunch, name: 'Lunch in May' };
const given = [programKey(lunch, true), programKey(teams, true)];
const result = /** @type {any} */ ({ outcome: { format: 'lunch' }, program: lunch });
const workspace = /** @type {any} */ ({ name: 'w.weft.json', made: false });
const remembered = { teams: { program: { ...teams, name: 'Ours' }, from: '', seedFromDate: true } };

/** @param {Partial<State>} change @returns {State} */
const state = (change) => ({ ...emptyState(), given, ...change });

/** @type {Array<[string, Partial<State>, string[]]>} */
const table = [
  ['an empty page', {}, []],
  ['the made-up company', { roster: company, program: lunch }, []],
  ['answers about the made-up company', { roster: company, program: lunch, answers }, []],
  ["answers about people of HR's own", { roster, program: lunch }, ['people']],
  ['people about whom nothing was decided', { roster: undecided, program: lunch }, []],
  [
    'people as they were decided in the workspace that came from a file',
    { roster, program: lunch, workspace: { ...workspace, columns: answers.columns } },
    [],
  ],
  ['a program as it was proposed', { program: lunch }, []],
  ['a program of another day', { program: { ...lunch, seed: 20261125 } }, []],
  ["a seed of one's own", { program: { ...lunch, seed: 7 }, seedFromDate: false }, ['program']],
  ['a program that was changed', { roster: company, program: edited }, ['program']],
  ['one of another format, changed before', { program: lunch, remembered }, ['program']],
  ['a result of the made-up company', { roster: company, program: lunch, result }, ['result']],
  [
    'a result',
    { roster, program: edited, result: { ...result, program: edited } },
    ['people', 'program', 'result'],
  ],
  ['a workspace that came from a file', { workspace }, []],
  ['rounds that were taken over unsaved', { workspace: { ...workspace, made: true } }, ['rounds']],
];

describe('unsaved is', () => {
  for (const [name, change, parts] of table) {
    test(name, () => {
      const now = state(change);
      assert.deepEqual(unsaved(now), parts);
      const kept = keptNow(now);
      assert.deepEqual(unsaved({ ...now, kept }), [], 'nothing, once the workspace is saved');
    });
  }
});

/** @type {Array<[string, Partial<State>, string[]]>} */
const later = [
  ['an answer that the core has not read', { answers: { ...answers, accounts: ['guest'] } }, []],
  [
    'another answer',
    { roster: { ...roster, answers: { ...answers, accounts: ['guest'] } } },
    ['people'],
  ],
  [
    'a list that was joined',
    { joined: [{ ...roster, name: 'in.csv', csv: new Blob(['Id']) }] },
    ['people'],
  ],
  ['another roster', { roster: { ...roster, csv: new Blob(['Id,Name']) } }, ['people']],
  ['the program once more', { program: { ...edited, name: 'Lunch in June' } }, ['program']],
  ['another result', { result: { ...result, outcome: { format: 'lunch' } } }, ['result']],
  ['a date', { date: '2027-01-01' }, []],
  ['a look at another room', { said: 'x', notices: [] }, []],
];

describe('after the workspace was saved, this is unsaved again:', () => {
  for (const [name, change, parts] of later) {
    test(name, () => {
      const before = state({ roster, answers, program: edited, result });
      assert.deepEqual(unsaved({ ...before, kept: keptNow(before), ...change }), parts);
    });
  }
});

test('the workspace gets the programs that were changed, the one in hand last', () => {
  assert.deepEqual(programsToKeep(state({ program: lunch })), []);
  assert.deepEqual(programsToKeep(state({ program: lunch, result })), [], 'the core has it');
  assert.deepEqual(programsToKeep(state({ program: edited })), [edited]);
  assert.deepEqual(programsToKeep(state({ program: edited, result })), [edited]);
  const ran = { ...result, program: edited };
  assert.deepEqual(programsToKeep(state({ program: edited, result: ran })), []);
  const other = remembered.teams.program;
  assert.deepEqual(programsToKeep(state({ program: lunch, remembered })), [other]);
  assert.deepEqual(programsToKeep(state({ program: edited, remembered })), [other, edited]);
  assert.deepEqual(programsToKeep(state({ program: lunch, remembered, result })), [other, lunch]);
});
