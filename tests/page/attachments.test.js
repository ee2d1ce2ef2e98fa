/** How files reach the core: slice by slice into its memory, and once more for their digests. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { giveForDigests, withAttachments } from '../../web/worker/attachments.js';

/** @type {FakeRoom[]} */
const rooms = [];

class FakeRoom {
  /** @param {number} size */
  constructor(size) {
    this.bytes = new Uint8Array(size);
    this.deleted = false;
    rooms.push(this);
  }
  /** @param {number} from @param {number} size */
  window(from, size) {
    return this.bytes.subarray(from, from + size);
  }
  delete() {
    this.deleted = true;
  }
}

const core = { Bytes: FakeRoom };
const large = new Uint8Array(9_000_001).map((_, index) => index % 251);

class TornBlob extends Blob {
  /** @override */
  slice() {
    return new TornBlob();
  }
  /** @override */
  arrayBuffer() {
    return Promise.reject(new DOMException('changed on disk', 'NotReadableError'));
  }
  /** @override */
  get size() {
    return 1;
  }
}

test('files are put into the core’s memory, bytes are passed on, and the rooms are given back', async () => {
  const bytes = new Uint8Array([1, 2]);
  const taken = await withAttachments(core, [new Blob([large]), bytes, new Blob([])], (given) => [
    ...given,
  ]);
  assert.equal(taken[1], bytes);
  assert.deepEqual(/** @type {any} */ (taken[0]).bytes, large);
  assert.equal(/** @type {any} */ (taken[2]).bytes.length, 0);
  assert.ok(rooms.every((room) => room.deleted));
});

test('a file that can no longer be read is named for it, and its room is given back', async () => {
  const read = withAttachments(core, [new TornBlob()], () => assert.fail('it was not read'));
  await assert.rejects(read, { code: 'page.file.unreadable' });
  assert.equal(rooms.at(-1)?.deleted, true);
});

test('for digests every file comes in pieces and says where it ends', async () => {
  /** @type {Array<[string, number]>} */
  const given = [];
  await giveForDigests([new Blob([large]), new Uint8Array([1])], (request, piece) =>
    given.push([JSON.parse(request).piece, piece.length]),
  );
  assert.equal(given.filter(([piece]) => piece === 'last').length, 2);
  const size = given.reduce((sum, [, length]) => sum + length, 0);
  assert.equal(size, large.length + 1);
  assert.deepEqual(given.slice(-2), [
    ['part', 1],
    ['last', 0],
  ]);
});
