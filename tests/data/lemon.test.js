/** The matching solver against LEMON, an independent implementation, on graphs too large for brute force. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Random } from '../../tools/lib/random.mjs';
import { ROOT } from '../../tools/lib/run.mjs';

const HEADER = '/usr/include/lemon/matching.h';
const folder = join(ROOT, 'build/lemon');

/** @param {string} program @param {string[]} args */
function readValue(program, args) {
  const output = execFileSync(program, args).toString();
  return output.match(/^value (-?\d+)$/m)?.[1];
}

test('weft-solve finds the weight that LEMON finds', {
  skip: !existsSync(HEADER) && 'LEMON is not installed',
}, () => {
  mkdirSync(folder, { recursive: true });
  const lemon = join(folder, 'lemon_matching');
  execFileSync('g++', [
    ...['-std=c++17', '-O2', '-w', join(ROOT, 'tools/bench/peers/lemon_matching.cpp')],
    ...['-o', lemon],
  ]);
  const random = new Random(20);
  for (const [people, degree, range] of [
    [100, 99, 10],
    [300, 299, 1_000_000],
    [600, 599, 3],
    [2000, 6, 100],
    [4000, 12, 1_000_000],
  ]) {
    /** @type {Map<string, string>} */
    const edges = new Map();
    const add = (/** @type {number} */ u, /** @type {number} */ v) => {
      const [low, high] = u < v ? [u, v] : [v, u];
      if (u !== v) edges.set(`${low} ${high}`, `${low} ${high} ${1 + random.below(range)}`);
    };
    for (let u = 0; u < people; u += 1) {
      add(u, u ^ 1); // a perfect matching exists
      for (let i = 0; i < degree / 2; i += 1) add(u, random.below(people));
    }
    const file = join(folder, `${people}.txt`);
    writeFileSync(file, `${people} ${edges.size}\n${[...edges.values()].join('\n')}\n`);
    const ours = readValue(join(ROOT, 'build/native/weft-solve'), ['matching', file]);
    assert.equal(ours, readValue(lemon, [file]), `${people} vertices`);
  }
});

test('weft-solve assigns for the sum that LEMON finds', {
  skip: !existsSync('/usr/include/lemon/network_simplex.h') && 'LEMON is not installed',
}, () => {
  mkdirSync(folder, { recursive: true });
  const lemon = join(folder, 'lemon_assignment');
  execFileSync('g++', [
    ...['-std=c++17', '-O2', '-w', join(ROOT, 'tools/bench/peers/lemon_assignment.cpp')],
    ...['-o', lemon],
  ]);
  const random = new Random(21);
  for (const [rows, columns, places, degree, range] of [
    [300, 40, 10, 8, 1000],
    [500, 100, 4, 10, 5],
    [1000, 1000, 1, 6, 1_000_000],
    [200, 150, 1, 0, 1_000_000], // dense
    [300, 300, 1, 0, 7],
  ]) {
    const lines = [`${rows} ${columns} ${degree === 0 ? 'dense' : rows * degree}`];
    lines.push(Array.from({ length: columns }, () => random.below(places + 1)).join(' '));
    for (let row = 0; row < rows; row += 1) {
      const weights = Array.from({ length: degree || columns }, () => random.below(range));
      if (degree === 0) {
        lines.push(weights.join(' '));
        continue;
      }
      const first = random.below(columns);
      const step = columns % 7 === 0 ? 1 : 7; // no column twice
      for (const [i, weight] of weights.entries()) {
        lines.push(`${row} ${(first + i * step) % columns} ${weight}`);
      }
    }
    const file = join(folder, `assign-${rows}-${columns}-${range}.txt`);
    writeFileSync(file, `${lines.join('\n')}\n`);
    const ours = readValue(join(ROOT, 'build/native/weft-solve'), ['assign', file]);
    assert.ok(ours);
    assert.equal(ours, readValue(lemon, [file]), `${rows} × ${columns}`);
  }
});
