/**
 * Reads one roster file in a process of its own and prints seconds and memory as JSON, from the file on
 * the disk to the answer: `node read-roster.mjs weft|papaparse|cells FILE`. `papaparse` does what can be
 * compared: rows by column name, and how many different and missing values each column has. `cells` only
 * splits the text.
 */
import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import Papa from 'papaparse';
import { promisingDigests } from '../../../web/worker/digests.js';
import { loadWasm } from '../../lib/doors.mjs';

/** As the page's worker reads. */
const SLICE = 4 << 20;

const [reader, file] = process.argv.slice(2);
const module = reader === 'weft' ? await loadWasm() : undefined;
const door = module && new module.Door();
const idle = process.resourceUsage().maxRSS;

const start = performance.now();
let rows = 0;
if (module && door) {
  const profile = { op: 'profile', file: 'roster.csv', today: '2026-11-23' };
  const request = promisingDigests(JSON.stringify(profile)) ?? '';
  rows = JSON.parse(door.call(request, [readIntoCore(module)], () => {}).answer).value.rows;
} else {
  const text = new TextDecoder().decode(readFileSync(file));
  rows = reader === 'papaparse' ? readAndCount(text) : splitOnly(text);
}
const seconds = (performance.now() - start) / 1000;

console.log(
  JSON.stringify({ rows, seconds, memory: (process.resourceUsage().maxRSS - idle) * 1024 }),
);

/** @param {import('../../lib/doors.mjs').WasmModule} core */
function readIntoCore(core) {
  const open = openSync(file, 'r');
  const { size } = fstatSync(open);
  const room = new core.Bytes(size);
  for (let from = 0; from < size; ) {
    const read = readSync(open, room.window(from, Math.min(SLICE, size - from)));
    if (read === 0) throw new Error(`${file} has become shorter`);
    from += read;
  }
  closeSync(open);
  return room;
}

/** @param {string} text */
function splitOnly(text) {
  return Papa.parse(text, { header: false, skipEmptyLines: true }).data.length - 1;
}

/** @param {string} text */
function readAndCount(text) {
  const { data, meta } = Papa.parse(text, { header: true, skipEmptyLines: true });
  const people = /** @type {Record<string, string>[]} */ (data);
  for (const field of meta.fields ?? []) {
    /** @type {Map<string, number>} */
    const counts = new Map();
    for (const person of people) {
      const value = person[field] ?? '';
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
  }
  return people.length;
}
