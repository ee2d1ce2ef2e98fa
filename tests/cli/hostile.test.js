/** Some hundred hostile files of `npm run fuzz -- files`, the same ones each time. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { playFiles } from '../fuzz/files/play.js';

test('hostile tables, documents and workbooks are answered, and what is wrong has a sentence', async () => {
  /** @type {string[]} */
  const found = [];
  const onFind = (/** @type {import('../fuzz/files/play.js').Find} */ { number, kind, why }) =>
    found.push(`${number} (${kind}): ${why}`);
  const { cases } = await playFiles({ seed: 20_261_130, cases: 300, onFind });
  assert.equal(cases, 300);
  assert.deepEqual(found, []);
});
