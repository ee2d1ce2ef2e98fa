#!/usr/bin/env node
/**
 * Runs each fuzzer for a while, from the kept corpus on: `npm run fuzz -- [--seconds 60]`. What it finds is in
 * build/fuzz/found; a find worth keeping goes to tests/fuzz/corpus, which `npm test` replays.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './lib/build.mjs';
import { ROOT, run } from './lib/run.mjs';

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '60' } } });

const setup = await run('tools/setup', ['fuzz'], { show: true });
if (setup.code !== 0) process.exit(setup.code);
await build('fuzz');

let broken = 0;
for (const fuzzer of ['csv', 'profile']) {
  const grown = join(ROOT, 'build/fuzz/corpus', fuzzer);
  const found = join(ROOT, 'build/fuzz/found', fuzzer);
  for (const folder of [grown, found]) mkdirSync(folder, { recursive: true });
  const ran = await run(`build/fuzz/weft-fuzz-${fuzzer}`, [
    `-max_total_time=${values.seconds}`,
    `-artifact_prefix=${found}/`,
    '-max_len=2048',
    '-timeout=20',
    '-print_final_stats=1',
    grown,
    join(ROOT, 'tests/fuzz/corpus', fuzzer),
  ]);
  const inputs = /number_of_executed_units:\s*(\d+)/.exec(ran.output)?.[1] ?? '0';
  console.log(`${fuzzer}: ${inputs} inputs, ${ran.code === 0 ? 'nothing found' : 'BROKEN'}`);
  if (ran.code !== 0) {
    broken += 1;
    console.log(ran.output.slice(-4000));
  }
}
process.exit(broken === 0 ? 0 : 1);
