#!/usr/bin/env node
/**
 * Sets up what is missing and runs every test, or the stages that are named: `npm test -- style csv`.
 * A failing stage does not keep the others from running.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { refuseWarnings } from './lib/build.mjs';
import { ROOT, run } from './lib/run.mjs';
import { STAGES } from './test/stages.mjs';

/** What is shown of a failing stage; all of it is in build/test/. */
const LINES_SHOWN = 150;

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !STAGES.some((stage) => stage.name === name));
if (unknown.length > 0) {
  console.error(`No such stage: ${unknown.join(', ')}. There are:`);
  for (const { name, title } of STAGES) console.error(`  ${name.padEnd(8)} ${title}`);
  process.exit(2);
}

const setup = await run('tools/setup', ['test'], { show: true });
if (setup.code !== 0) process.exit(setup.code);
refuseWarnings();

/** @type {{name: string, title: string, seconds: number, passed: number, failed: number}[]} */
const rows = [];
for (const { name, title, asked, run: runStage } of STAGES) {
  if (wanted.length > 0 ? !wanted.includes(name) : asked) continue;
  const start = performance.now();
  const { passed, failed, output } = await runStage().catch((error) => ({
    passed: 0,
    failed: 1,
    output: String(error instanceof Error ? error.message : error),
  }));
  const seconds = (performance.now() - start) / 1000;
  rows.push({ name, title, seconds, passed, failed });
  report(name, output, failed > 0);
  console.log(line(rows[rows.length - 1]));
}

/**
 * @param {string} name
 * @param {string} output
 * @param {boolean} hasFailed
 */
function report(name, output, hasFailed) {
  const folder = join(ROOT, 'build/test');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.log`), output);
  if (!hasFailed) return;
  const lines = output.trimEnd().split('\n');
  if (lines.length > LINES_SHOWN) {
    console.log(`\n… the last ${LINES_SHOWN} of ${lines.length} lines of build/test/${name}.log`);
  }
  console.log(`\n${lines.slice(-LINES_SHOWN).join('\n')}\n`);
}

/** @param {typeof rows[number]} row */
function line({ name, title, seconds, passed, failed }) {
  const verdict = failed > 0 ? `${failed} FAILED` : 'ok';
  return [
    name.padEnd(8),
    title.padEnd(30),
    `${seconds.toFixed(1).padStart(7)} s`,
    `${String(passed).padStart(6)} passed`,
    verdict,
  ].join('  ');
}

const sum = (/** @type {'seconds' | 'passed' | 'failed'} */ key) =>
  rows.reduce((total, row) => total + row[key], 0);
console.log(`\nAll stages\n${rows.map(line).join('\n')}`);
console.log(`${'together'.padEnd(40)}  ${sum('seconds').toFixed(1).padStart(7)} s`);
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = sum('failed') > 0 ? 1 : 0;
