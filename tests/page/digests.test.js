/** Digests that the worker adds to a request. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { withDigests } from '../../web/worker/digests.js';

const bytes = new TextEncoder().encode('id,name\n1,Ana\n');

test('a profile carries the digest of every attachment, as the core would make it', async () => {
  const list = new Uint8Array([1, 2, 3]);
  const request = JSON.parse(await withDigests('{"op":"profile"}', [bytes, list]));
  const expected = [bytes, list].map(
    (part) => `sha256:${createHash('sha256').update(part).digest('hex')}`,
  );
  assert.deepEqual(request, { op: 'profile', digests: expected });
});

test('other requests go as they are', async () => {
  assert.equal(await withDigests('{"op":"inspect"}', [bytes]), '{"op":"inspect"}');
});
