/** The grid of who meets whom stays readable and loses no meeting. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { busiest, gather } from '../../web/charts/gather.js';

const rest = (/** @type {number} */ count) => `${count} others`;

/** @param {number[][]} matrix every meeting counted once */
function meetings(matrix) {
  return matrix.reduce(
    (sum, row, at) => sum + row.slice(at).reduce((inner, value) => inner + value, 0),
    0,
  );
}

test('a small grid is left as it is', () => {
  const grid = {
    labels: ['A', 'B'],
    matrix: [
      [1, 2],
      [2, 0],
    ],
  };
  assert.deepEqual(gather(grid, 4, rest), grid);
});

test('a large grid keeps the labels that meet most, and every meeting', () => {
  const size = 30;
  const labels = Array.from({ length: size }, (_, index) => `D${index}`);
  const matrix = labels.map((_, row) =>
    labels.map(
      (_unused, column) => ((row * column + row + column) % 5) + (row + column === 3 ? 400 : 0),
    ),
  );
  const small = gather({ labels, matrix }, 8, rest);
  assert.equal(small.labels.length, 8);
  assert.equal(small.labels.at(-1), '23 others');
  assert.ok(['D0', 'D1', 'D2', 'D3'].every((label) => small.labels.includes(label)));
  assert.equal(meetings(small.matrix), meetings(matrix));
});

test('the busiest connection comes first, and none is counted twice', () => {
  const entries = busiest({
    labels: ['A', 'B', 'C'],
    matrix: [
      [0, 2, 7],
      [2, 1, 0],
      [7, 0, 0],
    ],
  });
  assert.deepEqual(
    entries.map(({ one, other, count }) => `${one}${other}${count}`),
    ['AC7', 'AB2', 'BB1'],
  );
});
