#!/usr/bin/env node
/**
 * Measures: `npm run bench [-- --quick] [NAME …]` runs tools/bench/*.mjs, or those named, prints a table
 * and writes build/bench.json. Figures that miss their target are marked "short"; that is a finding,
 * not a failure, so the exit code is 0 unless a benchmark breaks.
 *
 * A benchmark exports `title` and `async run({quick, root, build, log})`, which gives rows.
 */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './lib/build.mjs';
import { ROOT, run as runProgram } from './lib/run.mjs';

/**
 * @typedef {object} Row
 * @property {string} what
 * @property {number | string} value
 * @property {string} [unit]
 * @property {number | string} [peer] the same figure of whom we compare with
 * @property {number} [ratio]
 * @property {string} [target] in words, such as "under 2 s"
 * @property {boolean} [ok] whether the target is met, where there is one
 *
 * @typedef {object} Context
 * @property {boolean} quick smaller sizes, to see that it runs
 * @property {string} root
 * @property {typeof build} build
 * @property {(text: string) => void} log
 *
 * @typedef {{title: string, run: (context: Context) => Promise<Row[]>}} Benchmark
 */

const folder = join(ROOT, 'tools/bench');
const available = readdirSync(folder)
  .filter((name) => name.endsWith('.mjs'))
  .map((name) => name.replace('.mjs', ''))
  .sort();
const { values, positionals } = parseArgs({
  options: { quick: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const unknown = positionals.filter((name) => !available.includes(name));
if (unknown.length > 0) {
  console.error(`No such benchmark: ${unknown.join(', ')}. There are: ${available.join(', ')}`);
  process.exit(2);
}

const setup = await runProgram('tools/setup', ['bench'], { show: true });
if (setup.code !== 0) process.exit(setup.code);

/** @type {Record<string, {title: string, seconds: number, rows: Row[]}>} */
const results = {};
for (const name of positionals.length > 0 ? positionals : available) {
  /** @type {Benchmark} */
  const benchmark = await import(`./bench/${name}.mjs`);
  console.log(`\n${name}: ${benchmark.title}`);
  const start = performance.now();
  try {
    const rows = await benchmark.run({
      quick: values.quick,
      root: ROOT,
      build,
      log: (text) => console.log(`  ${text}`),
    });
    const seconds = Math.round((performance.now() - start) / 100) / 10;
    results[name] = { title: benchmark.title, seconds, rows };
    console.log(table(rows));
  } catch (error) {
    console.error(error instanceof Error ? error.stack : error);
    process.exitCode = 1;
  }
}
mkdirSync(join(ROOT, 'build'), { recursive: true });
writeFileSync(join(ROOT, 'build/bench.json'), `${JSON.stringify(results, null, 2)}\n`);

/** @param {Row[]} rows */
function table(rows) {
  const cells = [
    ['', 'figure', 'peer', 'ratio', 'target', ''],
    ...rows.map(({ what, value, unit = '', peer, ratio, target = '', ok }) => [
      what,
      `${figure(value)} ${unit}`.trim(),
      peer === undefined ? '' : `${figure(peer)} ${unit}`.trim(),
      ratio === undefined ? '' : `${figure(ratio)}×`,
      target,
      ok === undefined ? '' : ok ? 'ok' : 'SHORT',
    ]),
  ];
  const widths = cells[0].map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  return cells
    .map((row) =>
      row
        .map((cell, column) =>
          column >= 1 && column <= 3 ? cell.padStart(widths[column]) : cell.padEnd(widths[column]),
        )
        .join('  ')
        .trimEnd(),
    )
    .map((line) => `  ${line}`)
    .join('\n');
}

/** Three significant digits, and no more. @param {number | string} value */
function figure(value) {
  if (typeof value === 'string') return value;
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(3)));
}
