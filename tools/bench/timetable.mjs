/** Timetables: the published bids, a large barcamp, and who attends what; values checked here. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Random } from '../lib/random.mjs';
import { readWords } from '../lib/words.mjs';

export const title = 'timetables';

const PUBLISHED = [
  { rooms: 6, slots: 9, value: 405, bound: 415 },
  { rooms: 9, slots: 6, value: 320, bound: 322 },
  { rooms: 11, slots: 5, value: 277, bound: 277 },
];
/** People and how much better the first session is liked than the later ones. */
const LARGE = [
  { people: 1000, lean: 0, what: 'votes at random' },
  { people: 1000, lean: 0.1, what: 'some sessions liked better' },
];
const SESSIONS = 80;
const LARGE_GAP = 0.03;

/**
 * Votes of a bid list: for each person, value by session.
 * @param {string} text
 */
function readBids(text) {
  return text
    .split('\n')
    .filter((line) => line.includes(';') && !line.startsWith('#'))
    .map((line) => {
      const [yes, maybe] = line.split(';').map((list) => list.split(',').filter(Boolean));
      return new Map([
        ...maybe.map((session) => /** @type {const} */ ([session, 1])),
        ...yes.map((session) => /** @type {const} */ ([session, 2])),
      ]);
    });
}

/**
 * The value of the `session slot` lines, from the definition; rooms are counted.
 * @param {Map<string, number>[]} people
 * @param {string} output
 * @param {number} rooms
 * @param {number} slots
 */
function valueOfAgenda(people, output, rooms, slots) {
  /** @type {Map<string, string[]>} */
  const bySlot = new Map();
  const seen = new Set();
  for (const line of output.split('\n').filter((one) => /^\d/.test(one))) {
    const [session, slot] = line.split(' ');
    if (seen.has(session)) throw new Error(`session ${session} takes place twice`);
    seen.add(session);
    bySlot.set(slot, [...(bySlot.get(slot) ?? []), session]);
  }
  for (const [slot, sessions] of bySlot) {
    if (Number(slot) < 1 || Number(slot) > slots) throw new Error(`there is no slot ${slot}`);
    if (sessions.length > rooms) throw new Error(`slot ${slot} has too few rooms`);
  }
  let value = 0;
  for (const votes of people) {
    for (const sessions of bySlot.values()) {
      value += Math.max(0, ...sessions.map((session) => votes.get(session) ?? 0));
    }
  }
  return value;
}

/**
 * A bid list of 5 to 10 votes each, half of them yes.
 * @param {number} people
 * @param {number} lean
 */
function makeBids(people, lean) {
  const random = new Random(1);
  const weights = Object.fromEntries(
    Array.from({ length: SESSIONS }, (_, s) => [s + 1, 1 / (1 + s * lean)]),
  );
  const lines = [`# ${SESSIONS} sessions`];
  for (let p = 0; p < people; p += 1) {
    const count = 5 + random.below(6);
    /** @type {Set<string>} */
    const own = new Set();
    while (own.size < count) own.add(random.weighted(weights));
    const list = [...own];
    const yes = (count + 1) >> 1;
    lines.push(`${list.slice(0, yes).join(',')};${list.slice(yes).join(',')}`);
  }
  return `${lines.join('\n')}\n`;
}

/** @param {import('../bench.mjs').Context} context */
export async function run({ quick, root, build, log }) {
  await build('wasm');
  const solve = (/** @type {string[]} */ args) =>
    execFileSync(
      'node',
      [join(root, 'build/wasm/weft-solve.js'), 'timetable', ...args, '--print'],
      {
        maxBuffer: 1 << 28,
      },
    ).toString();
  /** @type {import('../bench.mjs').Row[]} */
  const rows = [];

  const bids = join(root, '../shared/data/barcamp/preflib-00039-bids.txt');
  if (!existsSync(bids)) log('the published bids are not on this machine');
  for (const { rooms, slots, value, bound } of existsSync(bids) ? PUBLISHED : []) {
    const output = solve([bids, '--rooms', `${rooms}`, '--slots', `${slots}`]);
    const words = readWords(output);
    const reached = valueOfAgenda(readBids(readFileSync(bids, 'utf8')), output, rooms, slots);
    if (reached !== Number(words.value)) throw new Error(`the value is ${reached}`);
    const what = `bids, ${rooms} rooms × ${slots} slots`;
    rows.push({
      what: `${what}, optimal ${words.optimal}`,
      value: reached,
      unit: `of at most ${words.bound}`,
      target: `${value} or more, bound ${bound} or less`,
      ok: reached >= value && Number(words.bound) <= bound,
    });
    rows.push({
      what: `${what}, WebAssembly`,
      value: Number(words.seconds),
      unit: 's',
      target: 'under 2 s',
      ok: Number(words.seconds) < 2,
    });
  }

  const folder = join(root, 'build/bench/timetable');
  mkdirSync(folder, { recursive: true });
  for (const { people, lean, what } of quick ? LARGE.slice(1) : LARGE) {
    const file = join(folder, `${people}-${lean}.txt`);
    const text = makeBids(people, lean);
    writeFileSync(file, text);
    const output = solve([file, '--rooms', '8', '--slots', '6']);
    const words = readWords(output);
    const reached = valueOfAgenda(readBids(text), output, 8, 6);
    if (reached !== Number(words.value)) throw new Error(`the value is ${reached}`);
    const gap = Number(words.bound) / reached - 1;
    rows.push({
      what: `80 proposals, 8 × 6, 1,000 people, ${what}: ${reached} of at most ${words.bound}`,
      value: (gap * 100).toFixed(2),
      unit: '% gap',
      target: 'under 3 %',
      ok: gap < LARGE_GAP,
    });
    rows.push({
      what: `the same, WebAssembly`,
      value: Number(words.seconds),
      unit: 's',
      target: 'under 5 s',
      ok: Number(words.seconds) < 5,
    });
  }

  const file = join(folder, '5000.txt');
  writeFileSync(file, makeBids(5000, 0.1));
  const words = readWords(
    solve([file, '--rooms', '8', '--slots', '6', '--seats', '500', '--work', '20000000']),
  );
  rows.push({
    what: `timetables of 5,000 people in rooms of 500, ${words.attendance}, WebAssembly`,
    value: Number(words.attendance_seconds),
    unit: 's',
    target: 'exact, under 1 s',
    ok: words.attendance === 'exact' && Number(words.attendance_seconds) < 1,
  });
  return rows;
}
