/** Programs and what is said of them: turning from format to format, and distances that have a sign. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { turnTo, withoutApart } from '../../web/app/programs.js';
import { asRank, withRank } from '../../web/app/rank.js';
import { emptyState } from '../../web/app/store.js';

/** @param {string} format @param {object} [more] */
const program = (format, more = {}) =>
  /** @type {import('../../web/app/types.js').Program} */ ({
    ...{ weft: 1, format, name: format, rules: [], seed: 1 },
    ...more,
  });

/**
 * @param {import('../../web/app/types.js').State} state
 * @param {string} id
 * @param {boolean} [untouched]
 */
function turn(state, id, untouched = false) {
  const turned = turnTo(state, id, { suggested: program(id), untouched, seed: 20261201 });
  assert.ok(turned);
  return { ...state, ...turned };
}

test('each format comes back as HR has left it', () => {
  const mine = program('lunch', { criteria: [{ novelty: true, weight: 5 }], seed: 7 });
  const begun = { ...emptyState(), program: mine, programFrom: 'mine.json', seedFromDate: false };
  const mentoring = turn(begun, 'mentoring');
  assert.equal(mentoring.program.format, 'mentoring');
  assert.equal(mentoring.programFrom, '');
  const back = turn(mentoring, 'lunch', true);
  assert.deepEqual(back.program, mine);
  assert.deepEqual([back.programFrom, back.seedFromDate], ['mine.json', false]);
  assert.deepEqual(Object.keys(back.remembered), ['lunch'], 'mentoring was only looked at');
});

test('a seed that is the date follows the date', () => {
  const state = { ...emptyState(), program: program('lunch', { name: 'Mine' }) };
  const back = turn(turn(state, 'teams'), 'lunch');
  assert.deepEqual([back.program.name, back.program.seed], ['Mine', 20261201]);
});

test('a program that asks for the confidential list does so until the list is taken away', () => {
  const rules = [{ apart: 'file' }, { same: '@site' }];
  const state = { ...emptyState(), program: program('lunch', { rules }) };
  // The core keeps a list that is loaded in every program: turning to another needs no rule for it.
  const teams = turn(state, 'teams');
  assert.deepEqual(teams.program.rules ?? [], []);
  assert.deepEqual(turn(teams, 'lunch').program.rules, rules);
  assert.deepEqual(withoutApart(state.program).rules, [{ same: '@site' }]);
  assert.equal(withoutApart(teams.program), teams.program);
});

test('turning to the same format, or to one that cannot begin, changes nothing', () => {
  const state = { ...emptyState(), program: program('lunch') };
  const parts = { suggested: program('lunch'), untouched: false, seed: 1 };
  assert.equal(turnTo(state, 'lunch', parts), null);
  assert.equal(turnTo(state, 'teams', { ...parts, suggested: null }), null);
});

test('a signed distance is said with its side, and changing what is said gives it back', () => {
  for (const [rule, said] of /** @type {const} */ ([
    [
      { min: 1, max: 3 },
      { shape: 'between', side: 'above', low: 1, high: 3 },
    ],
    [{ min: 2 }, { shape: 'atLeast', side: 'above', low: 2, high: undefined }],
    [{ max: 2 }, { shape: 'atMost', side: 'above', low: undefined, high: 2 }],
    [
      { min: -3, max: -1 },
      { shape: 'between', side: 'below', low: 1, high: 3 },
    ],
    [{ max: -1 }, { shape: 'atLeast', side: 'below', low: 1, high: undefined }],
    [{ min: -2 }, { shape: 'atMost', side: 'below', low: undefined, high: 2 }],
    [
      { min: -1, max: 2 },
      { shape: 'between', side: 'above', low: -1, high: 2 },
    ],
    [
      { min: 0, max: 0 },
      { shape: 'between', side: 'above', low: 0, high: 0 },
    ],
  ])) {
    assert.deepEqual(asRank(rule), said, JSON.stringify(rule));
    assert.deepEqual(withRank(rule, asRank(rule)), rule);
  }
});

test('another side or shape keeps the numbers; the far end is never nearer than the near one', () => {
  const rule = { distance: '@level', min: 1, max: 3 };
  assert.deepEqual(withRank(rule, { ...asRank(rule), side: 'below' }), {
    ...rule,
    ...{ min: -3, max: -1 },
  });
  assert.deepEqual(withRank(rule, { ...asRank(rule), shape: 'atLeast' }), {
    distance: '@level',
    min: 1,
  });
  assert.deepEqual(
    withRank({ distance: '@level', min: 5 }, { shape: 'between', side: 'above', low: 5 }),
    {
      distance: '@level',
      ...{ min: 5, max: 5 },
    },
  );
});
