/**
 * 300 random programs over all formats, each checked from its files alone. One that fails is run again with
 * `npm run fuzz -- programs --seed S --format KIND`; the seeds are in what the test says.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KINDS } from './generate.js';
import { hunt } from './hunt.js';

const PROGRAMS = 300;

for (const [at, kind] of KINDS.entries()) {
  const count = Math.ceil((PROGRAMS - at) / KINDS.length);
  test(`${kind}: ${count} random programs keep what they promise`, async () => {
    const { found, outcomes } = await hunt({ from: 1, count, kinds: [kind] });
    assert.deepEqual(
      found.map(({ kase, objections }) => ({ seed: kase.seed, objections })),
      [],
    );
    // Programs that are all refused would keep anything.
    assert.ok(outcomes * 3 > count, `${outcomes} of ${count} have an outcome`);
  });
}

/** What was found once: a bound below the value, a search that went in circles, a worst of nobody, words that lacked. */
const FOUND = [
  ['lunch-series', 1021],
  ['lunch-series', 1076],
  ['lunch-series', 1657],
  ['lunch-groups', 1044],
  ['lunch-groups', 1228],
  ['spaces-mixed', 1102],
];

test('what random programs found once is not found again', async () => {
  for (const [kind, seed] of FOUND) {
    const { found } = await hunt({ from: Number(seed), count: 1, kinds: [String(kind)] });
    assert.deepEqual(
      found.map(({ objections }) => objections),
      [],
      `${kind} ${seed}`,
    );
  }
});
