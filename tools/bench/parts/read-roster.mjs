/**
 * Reads one roster file in a process of its own and prints seconds and memory as JSON:
 * `node read-roster.mjs weft|papaparse|cells FILE`. `papaparse` does what can be compared: rows by column
 * name, and how many different and missing values each column has. `cells` only splits the text.
 */
import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
import { promisingDigests } from '../../../web/worker/digests.js';
import { loadWasm } from '../../lib/doors.mjs';

const [reader, file] = process.argv.slice(2);
const module = reader === 'weft' ? await loadWasm() : undefined;
const door = module && new module.Door();
const idle = process.resourceUsage().maxRSS;
const bytes = new Uint8Array(readFileSync(file));

const start = performance.now();
let rows = 0;
if (door) {
  const profile = { op: 'profile', file: 'roster.csv', today: '2026-11-23' };
  const request = promisingDigests(JSON.stringify(profile)) ?? '';
  rows = JSON.parse(door.call(request, [bytes], () => {}).answer).value.rows;
} else {
  const text = new TextDecoder().decode(bytes);
  rows = reader === 'papaparse' ? readAndCount(text) : splitOnly(text);
}
const seconds = (performance.now() - start) / 1000;

console.log(
  JSON.stringify({ rows, seconds, memory: (process.resourceUsage().maxRSS - idle) * 1024 }),
);

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
