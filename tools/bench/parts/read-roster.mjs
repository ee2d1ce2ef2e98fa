/**
 * Reads one roster file in a process of its own and prints seconds and memory as JSON:
 * `node read-roster.mjs weft|papaparse FILE`.
 */
import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
import { withDigests } from '../../../web/worker/digests.js';
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
  const request = await withDigests(JSON.stringify(profile), [bytes]);
  rows = JSON.parse(door.call(request, [bytes], () => {}).answer).value.rows;
} else {
  const text = new TextDecoder().decode(bytes);
  rows = Papa.parse(text, { header: false, skipEmptyLines: true }).data.length - 1;
}
const seconds = (performance.now() - start) / 1000;

console.log(
  JSON.stringify({ rows, seconds, memory: (process.resourceUsage().maxRSS - idle) * 1024 }),
);
