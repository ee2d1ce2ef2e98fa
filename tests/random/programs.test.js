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
