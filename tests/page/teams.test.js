/** Teams in the page: bars beside the mean, the odd criterion, what a move says of itself, and what pressing a name does. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSpeech } from '../../web/locales/index.js';
import {
  barsOf,
  changesOf,
  effectText,
  moveArgs,
  oddText,
  pressed,
  teamName,
} from '../../web/views/formats/teams/measures.js';
import { sizedBy, withSizedBy } from '../../web/views/formats/teams/sized.js';

const speech = createSpeech('en', 'teams');

const outcome = /** @type {import('../../web/app/types.js').Outcome} */ (
  /** @type {unknown} */ ({
    measures: {
      criteria: [
        { criterion: 0, code: 'mix', column: 'Department' },
        { criterion: 1, code: 'novelty' },
      ],
    },
    extra: {
      points: [800, 900],
      teams: [
        { points: [850, 1000], odd: -1 },
        { points: [500, 900], odd: 0, title: 'Portal' },
      ],
    },
  })
);

test('a bar for each criterion, marked where the mean is', () => {
  assert.deepEqual(barsOf(speech, outcome, 1), [
    { label: 'Different: Department', share: 0.85, mark: 0.8, text: '85%' },
    { label: 'Have not met', share: 1, mark: 0.9, text: '100%' },
  ]);
  assert.deepEqual(barsOf(speech, outcome, 3), []);
});

test('what a team lags in is named; a team that lags in nothing says nothing', () => {
  assert.equal(oddText(speech, outcome, 1), '');
  assert.equal(
    oddText(speech, outcome, 2),
    'Behind the others in “Different: Department”: 50%, the mean is 80%.',
  );
  assert.equal(barsOf(speech, outcome, 2)[0]?.kind, 'odd');
});

test('a team is called by its project, else by its number', () => {
  assert.equal(teamName(speech, 2, 'Portal'), 'Portal');
  assert.equal(teamName(speech, 3, ''), 'Team 3');
});

/** @param {number} gain @param {boolean} breaks */
const effect = (gain, breaks) => ({
  ...{ gain, breaks },
  teams: [
    {
      ...{ team: 1, title: '', before: 50, after: 60, ofBefore: 100, ofAfter: 100 },
      ...{ pointsBefore: [500, 900], pointsAfter: [600, 900], broken: [] },
    },
    {
      ...{ team: 2, title: '', before: 70, after: 70 + gain - 10, ofBefore: 100, ofAfter: 100 },
      ...{ pointsBefore: [700, 1000], pointsAfter: [700, 1000], broken: [] },
    },
  ],
});

test('a move says whether it makes the two teams better, and never when it breaks a rule', () => {
  assert.equal(
    effectText(speech, effect(10, false)),
    'Better: the two teams go from 60% to 65% of what they could be.',
  );
  assert.match(effectText(speech, effect(-3, false)), /^Worse: .* from 60% to 58\.5%/);
  assert.match(effectText(speech, effect(0, false)), /^Neither better nor worse/);
  assert.match(effectText(speech, effect(10, true)), /^This would break a rule\./);
});

test('only criteria that change are shown, for both teams', () => {
  assert.deepEqual(changesOf(['Department', 'New'], effect(10, false)), [
    {
      name: 'Department',
      cells: [
        { before: 50, after: 60 },
        { before: 70, after: 70 },
      ],
    },
  ]);
});

test('a name that is pressed is picked, let go, or the one to change places with', () => {
  const ana = { id: 'E1', name: 'Ana', team: 1 };
  const ben = { id: 'E2', name: 'Ben', team: 1 };
  const eva = { id: 'E3', name: 'Eva', team: 2 };
  const none = { picked: null, target: null };
  const picked = pressed(none, ana);
  assert.deepEqual(picked, { picked: ana, target: null });
  assert.deepEqual(pressed(picked, ana), none);
  assert.deepEqual(pressed(picked, ben), { picked: ben, target: null });
  const swap = pressed(picked, eva);
  assert.deepEqual(swap.target, { team: 2, other: { id: 'E3', name: 'Eva' } });
  assert.deepEqual(pressed(swap, eva), picked);
  assert.ok(swap.picked && swap.target);
  assert.deepEqual(moveArgs(swap.picked, swap.target), { person: 'E1', other: 'E3' });
  assert.deepEqual(moveArgs(ana, { team: 2, other: null }), { person: 'E1', team: 2 });
});

test('teams are as many or as large as said, and a list of projects goes before both', () => {
  const program = /** @type {import('../../web/app/types.js').Program} */ ({
    ...{ weft: 1, format: 'teams', name: 'Teams', count: 12 },
  });
  assert.equal(sizedBy(program, false), 'count');
  assert.equal(sizedBy(program, true), 'projects');
  const sized = withSizedBy(program, 'size');
  assert.deepEqual([sized.count, sized.size], [undefined, { min: 6, max: 8 }]);
  assert.equal(sizedBy(sized, false), 'size');
  assert.equal(sizedBy(withSizedBy(program, 'both'), false), 'both');
  assert.deepEqual(withSizedBy(withSizedBy(program, 'both'), 'count'), program);
});
