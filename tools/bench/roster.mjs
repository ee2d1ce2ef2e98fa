/** Reading and profiling large rosters as WebAssembly, beside PapaParse: with a count per column, and cells alone. */
import { createWriteStream, existsSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { median } from '../lib/median.mjs';
import { run as runProgram } from '../lib/run.mjs';
import { rosterChunks } from '../make-roster.mjs';

export const title = 'reading large rosters';

/** @typedef {{rows: number, seconds: number, memory: number}} Reading */

/** @param {import('../bench.mjs').Context} context */
export async function run({ quick, root, build, log }) {
  await build('wasm');
  const folder = join(root, 'build/bench');
  mkdirSync(folder, { recursive: true });
  /** @type {import('../bench.mjs').Row[]} */
  const rows = [];
  for (const people of quick ? [100_000] : [100_000, 1_000_000]) {
    const file = join(folder, `roster-${people}.csv`);
    if (!existsSync(file)) {
      log(`writing a roster of ${people.toLocaleString('en')} people`);
      await pipeline(Readable.from(rosterChunks({ people })), createWriteStream(file));
    }
    const size = statSync(file).size;
    const what = `${people.toLocaleString('en')} people × 12 columns`;
    const papa = await read('papaparse', file, people, quick ? 1 : 3);
    const cells = await read('cells', file, people, quick ? 1 : 3);
    const weft = await read('weft', file, people, quick ? 1 : 3);
    rows.push({
      what: `${what}: read and profiled`,
      value: weft.seconds,
      unit: 's',
      peer: papa.seconds,
      ratio: papa.seconds / weft.seconds,
      target: 'PapaParse with a count per column takes 5× as long or more',
      ok: papa.seconds / weft.seconds >= 5,
    });
    rows.push({
      what: `${what}: the same, beside PapaParse splitting cells alone`,
      value: weft.seconds,
      unit: 's',
      peer: cells.seconds,
      ratio: cells.seconds / weft.seconds,
    });
    rows.push({
      what: `${what}: peak memory over the file's ${Math.round(size / 1e6)} MB`,
      value: weft.memory / size,
      unit: '×',
      peer: papa.memory / size,
      target: 'at most 4×',
      ok: weft.memory / size <= 4,
    });
  }
  return rows;
}

/**
 * @param {'weft' | 'papaparse' | 'cells'} reader
 * @param {string} file
 * @param {number} people
 * @param {number} times
 * @returns {Promise<Reading>}
 */
async function read(reader, file, people, times) {
  /** @type {Reading[]} */
  const readings = [];
  for (let time = 0; time < times; time += 1) {
    const ran = await runProgram(process.execPath, [
      '--max-old-space-size=16000',
      'tools/bench/parts/read-roster.mjs',
      reader,
      file,
    ]);
    if (ran.code !== 0) throw new Error(ran.output);
    const reading = /** @type {Reading} */ (JSON.parse(ran.output));
    if (reading.rows !== people)
      throw new Error(`${reader} read ${reading.rows} rows of ${people}`);
    readings.push(reading);
  }
  return {
    rows: people,
    seconds: median(readings.map(({ seconds }) => seconds)),
    memory: median(readings.map(({ memory }) => memory)),
  };
}
