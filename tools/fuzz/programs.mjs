/**
 * Random programs for every format, checked by code of its own: `npm run fuzz -- programs [--count 10000] [--seed 1]
 * [--format lunch-pairs]`. What fails is written to build/fuzz/found/programs/<kind>-<seed>, made as small as it can be
 * while it still fails, with the command that repeats it.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KINDS } from '../../tests/random/generate.js';
import { hunt } from '../../tests/random/hunt.js';
import { shrunk } from '../../tests/random/shrink.js';
import { ROOT } from '../lib/run.mjs';

/** Finds beyond that are counted alone: they are mostly the same fault again. */
const MOST_SHRUNK = 10;

/** @typedef {import('../../tests/random/generate.js').Case} Case */

/**
 * @param {{count: number, seed: number, format?: string}} options
 * @returns {Promise<{inputs: number, found: string}>}
 */
export async function fuzzPrograms({ count, seed, format }) {
  const kinds = format ? KINDS.filter((kind) => kind.startsWith(format)) : KINDS;
  if (kinds.length === 0)
    return { inputs: 0, found: `No such format: ${format}. There are: ${KINDS.join(', ')}` };
  const { found } = await hunt({
    from: seed,
    count,
    kinds,
    each: ({ kase, objections }) =>
      console.log(`${kase.kind} ${kase.seed}: ${objections.slice(0, 2).join('; ')}`),
  });
  let told = '';
  for (const { kase } of found.slice(0, MOST_SHRUNK)) {
    const { kase: small, objections } = await shrunk(kase);
    const folder = join(ROOT, 'build/fuzz/found/programs', `${kase.kind}-${kase.seed}`);
    write(folder, small, objections);
    told += `${folder}:\n  ${objections.join('\n  ')}\n`;
  }
  if (found.length > 0) told += `${found.length} programs are broken.`;
  return { inputs: count, found: told };
}

/** @param {string} folder @param {Case} kase @param {string[]} objections */
function write(folder, { files, lists, program, date, columns, kind, seed }, objections) {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const workspace = {
    ...(files['workspace.weft.json']
      ? JSON.parse(files['workspace.weft.json'])
      : { weft: 1, kind: 'workspace', people: [], rounds: [] }),
    columns,
  };
  writeFileSync(join(folder, 'workspace.weft.json'), JSON.stringify(workspace, null, 1));
  writeFileSync(join(folder, 'program.json'), JSON.stringify(program, null, 1));
  const run = [
    'weft run --program program.json --roster roster.csv --workspace workspace.weft.json',
    ...lists.map((name) => `--list ${name}=${name}.csv`),
    ...(files['apart.csv'] ? ['--apart apart.csv'] : []),
    `--date ${date} --out out`,
  ].join(' ');
  const text = [
    `npm run fuzz -- programs --count 1 --seed ${seed} --format ${kind}`,
    `cd here && ${run}`,
    ...objections,
    '',
  ].join('\n');
  writeFileSync(join(folder, 'README'), text);
}
