/** The promise of digests that the worker adds to the reading of a roster. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { promisingDigests } from '../../web/worker/digests.js';

test('reading a roster promises its digests, no other request does', () => {
  assert.deepEqual(JSON.parse(promisingDigests('{"op":"profile","file":"a.csv"}') ?? ''), {
    op: 'profile',
    file: 'a.csv',
    digests: 'later',
  });
  assert.equal(promisingDigests('{"op":"inspect"}'), undefined);
});
