/** Runs whose searches are done elsewhere end as those that do all themselves, whatever they have to search again for. */

import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { loadWasm } from '../../tools/lib/doors.mjs';
import { rosterChunks } from '../../tools/make-roster.mjs';

/** @typedef {import('../../tools/lib/doors.mjs').WasmDoor} WasmDoor */
/** @typedef {import('../../web/worker/side-by-side.js').Wanted} Wanted */

const DATE = '2026-12-01';
const MOST_WAVES = 20;

const lunch = {
  ...{ weft: 1, format: 'lunch', name: 'Lunch', seed: 7, size: { min: 4, max: 4 } },
  criteria: [
    { mix: '@title', weight: 70 },
    { share: '@languages', weight: 30 },
  ],
};
const vienna = { who: [{ column: '@site', is: ['Wien', 'Graz'] }], size: { min: 3, max: 3 } };

/** What makes a run search once more than once, in which parts. */
const PROGRAMS = {
  'segments, each with its own groups': { ...lunch, segments: [vienna] },
  'chance within a percentage': { ...lunch, serendipity: 5 },
  'rules that leave somebody over': {
    ...lunch,
    rules: [{ different: '@department' }, { same: '@site' }, { different: '@title' }],
  },
  // Many people, in blocks of teams; without criteria there is little work.
  'rules of thousands': {
    ...{ weft: 1, format: 'teams', name: 'Teams', seed: 7, count: 260 },
    rules: [{ notAlone: { column: '@site', is: ['Graz'] } }],
  },
  'the worst team first': {
    ...{ weft: 1, format: 'teams', name: 'Teams', seed: 7, count: 24, favour: 'worst' },
    criteria: [
      { mix: '@department', weight: 70 },
      { balance: '@hireDate', weight: 20 },
    ],
  },
};

/** @type {import('../../tools/lib/doors.mjs').WasmModule} */
let module;
before(async () => {
  module = await loadWasm();
});

/**
 * @param {WasmDoor} door
 * @param {object} request
 * @param {Uint8Array[]} [attachments]
 */
function ask(door, request, attachments = []) {
  const { answer, files } = door.call(JSON.stringify(request), attachments, () => {});
  const { ok, value, error } = JSON.parse(answer);
  assert.ok(ok, JSON.stringify(error));
  return { value, files };
}

/** @param {WasmDoor} door */
const outcome = (door) =>
  Buffer.from(ask(door, { op: 'files', which: ['outcome.json'] }).files[0].bytes).toString();

/**
 * The last part first, each by a door that knows nothing. How many waves there were.
 * @param {WasmDoor} door
 * @param {object} program
 */
function runElsewhere(door, program) {
  /** @type {number[]} */
  const found = [];
  /** @type {Uint8Array[]} */
  const groups = [];
  for (let waves = 0; waves < MOST_WAVES; waves += 1) {
    const { value, files } = ask(door, { op: 'run', program, date: DATE, found }, groups);
    /** @type {Wanted | undefined} */
    const wanted = value.searches;
    if (!wanted) return waves;
    for (const { id, request, attachments } of wanted.parts.reverse()) {
      assert.ok(!found.includes(id), 'a part was wanted twice');
      const given = attachments.map(
        (name) => files.find((file) => file.name === name)?.bytes ?? new Uint8Array(),
      );
      const helper = new module.Door();
      groups.push(ask(helper, request, given).files[0].bytes);
      found.push(id);
      helper.delete();
    }
  }
  throw new Error('the run wants to have more and more searched');
}

/** @param {number} people */
const roster = (people) => new TextEncoder().encode([...rosterChunks({ people })].join(''));

for (const [what, program] of Object.entries(PROGRAMS)) {
  test(`searched elsewhere or in place, the same: ${what}`, () => {
    const door = new module.Door();
    ask(door, { op: 'profile', file: 'people.csv', today: DATE }, [
      roster('rules' in program && 'count' in program ? 2400 : 150),
    ]);
    const { value } = ask(door, { op: 'run', program, date: DATE });
    assert.ok(value.certificate, JSON.stringify(value.issues));
    const inPlace = outcome(door);
    assert.ok(runElsewhere(door, program) > 0);
    assert.equal(outcome(door), inPlace);
    door.delete();
  });
}
