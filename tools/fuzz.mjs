#!/usr/bin/env node
/**
 * Runs each fuzzer for a while: `npm run fuzz -- [NAME…] [--seconds 60] [--seed 1]`, all of them without a name.
 * What they find is in build/fuzz/found. A find of csv or profile that is worth keeping goes to tests/fuzz/corpus,
 * which `npm test` replays; one of files or programs becomes a case of a test. Programs are counted, not timed:
 * `npm run fuzz -- programs [--count 10000] [--format teams]`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { playFiles } from '../tests/fuzz/files/play.js';
import { fuzzPrograms } from './fuzz/programs.mjs';
import { build } from './lib/build.mjs';
import { ROOT, run } from './lib/run.mjs';

/** @typedef {{seconds: number, seed: number, count: number, format?: string}} Options */

/** What is told of a fuzzer: how many inputs it tried, and what it found. @typedef {{inputs: number, found: string}} Told */

/** @type {Record<string, {needs: 'fuzz' | 'native', play: (options: Options) => Promise<Told>}>} */
const FUZZERS = {
  csv: { needs: 'fuzz', play: (options) => mutate('csv', options) },
  profile: { needs: 'fuzz', play: (options) => mutate('profile', options) },
  files: { needs: 'native', play: files },
  programs: { needs: 'native', play: fuzzPrograms },
};

/** @param {string} name */
function foundIn(name) {
  const folder = join(ROOT, 'build/fuzz/found', name);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Mutates the kept corpus, with libFuzzer. @param {string} fuzzer @param {Options} options @returns {Promise<Told>} */
async function mutate(fuzzer, { seconds }) {
  const grown = join(ROOT, 'build/fuzz/corpus', fuzzer);
  mkdirSync(grown, { recursive: true });
  const ran = await run(`build/fuzz/weft-fuzz-${fuzzer}`, [
    `-max_total_time=${seconds}`,
    `-artifact_prefix=${foundIn(fuzzer)}/`,
    '-max_len=2048',
    '-timeout=20',
    '-print_final_stats=1',
    grown,
    join(ROOT, 'tests/fuzz/corpus', fuzzer),
  ]);
  const inputs = Number(/number_of_executed_units:\s*(\d+)/.exec(ran.output)?.[1] ?? 0);
  return { inputs, found: ran.code === 0 ? '' : ran.output.slice(-4000) };
}

/** Makes hostile tables, documents and workbooks. @param {Options} options @returns {Promise<Told>} */
async function files({ seconds, seed }) {
  const folder = foundIn('files');
  let found = '';
  const { cases } = await playFiles({
    seed,
    seconds,
    size: 20_000,
    onFind: ({ number, kind, bytes, why }) => {
      const name = `${seed}-${number}.${kind}`;
      writeFileSync(join(folder, name), bytes);
      found += `${name}: ${why.slice(0, 400)}\n`;
    },
  });
  return { inputs: cases, found };
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '10000' },
    format: { type: 'string' },
  },
});
const unknown = positionals.filter((name) => !Object.hasOwn(FUZZERS, name));
if (unknown.length > 0) {
  console.error(
    `${unknown.join(', ')}: no such fuzzer. There are ${Object.keys(FUZZERS).join(', ')}.`,
  );
  process.exit(2);
}
const wanted = positionals.length > 0 ? positionals : Object.keys(FUZZERS);
if (wanted.some((name) => FUZZERS[name].needs === 'fuzz')) {
  const setup = await run('tools/setup', ['fuzz'], { show: true });
  if (setup.code !== 0) process.exit(setup.code);
}

let broken = 0;
for (const name of wanted) {
  const { needs, play } = FUZZERS[name];
  await build(needs);
  const { inputs, found } = await play({
    seconds: Number(values.seconds),
    seed: Number(values.seed),
    count: Number(values.count),
    format: values.format,
  });
  console.log(`${name}: ${inputs} inputs, ${found === '' ? 'nothing found' : 'BROKEN'}`);
  if (found === '') continue;
  broken += 1;
  console.log(found);
}
process.exit(broken === 0 ? 0 : 1);
