/** Packed folders that mean no good. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zipSync } from 'fflate';
import { TableError } from '../../web/io/table-error.js';
import { unzip } from '../../web/io/unzip.js';

const isBroken = (/** @type {unknown} */ error) =>
  error instanceof TableError && error.code === 'page.sheet.zip';

test('files that are too large come without their bytes, and share what stands for them', () => {
  const large = Object.fromEntries(
    Array.from({ length: 500 }, (_, index) => [`${index}.md`, new Uint8Array(2_000)]),
  );
  const files = unzip(zipSync({ ...large, 'small.md': new Uint8Array(10) }), { most: 1_000 });
  assert.equal(files.length, 501);
  assert.equal(files.find(({ name }) => name === 'small.md')?.bytes.length, 10);
  const stands = new Set(
    files.filter(({ bytes }) => bytes.length > 1_000).map(({ bytes }) => bytes),
  );
  assert.equal(stands.size, 1);
});

test('a folder of too many files, one that unpacks to too much, and none at all are refused', () => {
  const many = Object.fromEntries(
    Array.from({ length: 20_001 }, (_, index) => [`${index}`, new Uint8Array()]),
  );
  assert.throws(() => unzip(zipSync(many), { most: 10 }), isBroken);
  const much = Object.fromEntries(
    Array.from({ length: 3 }, (_, index) => [`${index}`, new Uint8Array(70_000_000)]),
  );
  assert.throws(() => unzip(zipSync(much, { level: 1 }), { most: 100_000_000 }), isBroken);
  assert.throws(() => unzip(new Uint8Array([0x50, 0x4b, 3, 4]), { most: 10 }), isBroken);
});
