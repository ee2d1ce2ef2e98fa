/** Files are taken as they were when they were given. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { copyOf, takenIn } from '../../web/app/reading.js';
import { Failure, Stopped } from '../../web/worker/client.js';

/** A file on disk that can be saved again. */
class Saved extends File {
  reads = 0;
  /** @type {Blob} */
  onDisk = new Blob();
  /** @override @param {number} from @param {number} to */
  slice(from, to) {
    return Object.assign(new Blob(), {
      arrayBuffer: () => {
        this.reads += 1;
        return this.onDisk.slice(from, to).arrayBuffer();
      },
    });
  }
}

/** @param {string} text */
function saved(text) {
  const file = new Saved([text], 'people.csv');
  file.onDisk = new Blob([text]);
  return file;
}

test('what is saved later is no part of the copy', async () => {
  const file = saved('before');
  const { file: copy, name } = takenIn({ name: 'people.csv', file });
  const bytes = await copy;
  file.onDisk = new Blob(['after!']);
  assert.equal(await bytes.text(), 'before');
  assert.equal(name, 'people.csv');
  assert.equal(file.reads, 1);
});

test('a large file is copied piece by piece, whole', async () => {
  const text = 'weft '.repeat(2 << 20);
  const file = saved(text);
  const copy = await copyOf(file);
  assert.equal(file.reads, 3);
  assert.equal(await copy.text(), text);
});

test('a file that is saved while it is copied is told, not mixed', async () => {
  const file = saved('before');
  file.onDisk = new Blob(['new']);
  await assert.rejects(copyOf(file), (error) => {
    assert.ok(error instanceof Failure);
    assert.equal(error.code, 'page.file.unreadable');
    return true;
  });
});

test('of a large file it is told how much is copied, and the copying can be ended', async () => {
  const file = saved('weft '.repeat(2 << 20));
  const copying = new AbortController();
  /** @type {number[]} */
  const copied = [];
  const { file: copy } = takenIn(
    { name: 'people.csv', file },
    {
      signal: copying.signal,
      onCopied: (bytes) => {
        copied.push(bytes);
        if (copied.length === 2) copying.abort(new Stopped());
      },
    },
  );
  await assert.rejects(copy, Stopped);
  assert.deepEqual(copied, [4 << 20, 8 << 20]);
});

test('what the page made is not copied', async () => {
  const blob = new Blob(['made']);
  assert.equal(await copyOf(blob), blob);
});
