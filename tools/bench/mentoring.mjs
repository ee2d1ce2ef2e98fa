/** Mentoring: 500 mentors and 500 mentees with five criteria, from button to result, in WebAssembly; and large lists of wishes. */
import { loadWasm } from '../lib/doors.mjs';
import { median } from '../lib/median.mjs';
import { rosterChunks } from '../make-roster.mjs';

export const title = 'mentoring, WebAssembly';

const CRITERIA = [
  { mix: '@department', weight: 40 },
  { share: '@languages', weight: 30 },
  { near: '@hireDate', weight: 10 },
  { match: '@site', weight: 20 },
  { complement: true, weight: 60 },
];
const RUNS = 5;
const LIMIT_S = 0.5;
const MENTEES_EACH = 5;

/** @param {any} door @param {Record<string, unknown>} request @param {Uint8Array[]} attachments */
function ask(door, request, ...attachments) {
  const { answer } = door.call(JSON.stringify(request), attachments, () => {});
  const { ok, value, error } = JSON.parse(answer);
  if (!ok) throw new Error(JSON.stringify(error));
  return value;
}

/**
 * The made-up roster, every `every`th person a mentor.
 * @param {number} people
 * @param {number} every
 */
function roster(people, every) {
  const [header, ...lines] = [...rosterChunks({ people })].join('').trimEnd().split('\n');
  // Everybody wants to learn what somebody else knows.
  const wanted = (/** @type {number} */ index) =>
    lines[(index * 7 + 3) % lines.length]?.split(',').at(-2) ?? '';
  const rows = lines.map(
    (line, index) =>
      `${line},${index % every === 0 ? 'mentor' : 'mentee'},${every},${wanted(index)}`,
  );
  return new TextEncoder().encode(
    [`${header},Mentoring role,Mentoring capacity,Skills wanted`, ...rows].join('\n'),
  );
}

/** Ten mentors for every mentee. @param {number} people @param {number} every */
function wishes(people, every) {
  const id = (/** @type {number} */ index) => `P${String(index + 1).padStart(7, '0')}`;
  const lines = ['id,choice'];
  const mentors = Math.ceil(people / every);
  let state = 1;
  for (let index = 0; index < people; index += 1) {
    if (index % every === 0) continue;
    const mine = new Set();
    while (mine.size < 10) {
      state = (state * 1103515245 + 12345) % 2147483648;
      mine.add(Math.floor((state / 2147483648) * mentors) * every);
    }
    for (const mentor of mine) lines.push(`${id(index)},${id(mentor)}`);
  }
  return new TextEncoder().encode(lines.join('\n'));
}

/** @param {Record<string, unknown>} more */
function program(more) {
  return {
    weft: 1,
    format: 'mentoring',
    mentors: [{ column: 'Mentoring role', is: ['mentor'] }],
    capacity: { default: 1, column: 'Mentoring capacity' },
    criteria: CRITERIA,
    ...more,
  };
}

/** @param {any} door @param {number} times @param {Record<string, unknown>} more */
function measure(door, times, more) {
  const seconds = [];
  let outcome;
  for (let time = 0; time < times; time += 1) {
    const start = performance.now();
    outcome = ask(door, { op: 'run', date: '2026-12-01', program: program(more) });
    seconds.push((performance.now() - start) / 1000);
  }
  if (!outcome.check?.passed) throw new Error(JSON.stringify(outcome.issues));
  return { seconds: median(seconds), outcome };
}

/** @param {import('../bench.mjs').Context} context */
export async function run({ quick, build, log }) {
  await build('wasm');
  const module = await loadWasm();
  const rows = [];
  {
    const door = new module.Door();
    ask(door, { op: 'profile', file: 'roster.csv', today: '2026-12-01' }, roster(1000, 2));
    ask(door, { op: 'digest' }, roster(1000, 2));
    for (const aim of ['stable', 'fit', 'worst']) {
      const { seconds } = measure(door, quick ? 1 : RUNS, {
        aim,
        capacity: { default: 1 },
      });
      rows.push({
        what: `500 mentors, 500 mentees, five criteria, ${aim}`,
        value: seconds,
        unit: 's',
        target: `under ${LIMIT_S} s`,
        ok: seconds < LIMIT_S,
      });
    }
    door.delete();
  }
  const people = quick ? 12_000 : 120_000;
  const door = new module.Door();
  const file = roster(people, MENTEES_EACH + 1);
  ask(door, { op: 'profile', file: 'roster.csv', today: '2026-12-01' }, file);
  ask(door, { op: 'digest' }, file);
  ask(
    door,
    { op: 'list', kind: 'preferences', file: 'wishes.csv' },
    wishes(people, MENTEES_EACH + 1),
  );
  const { seconds, outcome } = measure(door, 1, { aim: 'stable' });
  log(`${outcome.extra.matched} of ${outcome.extra.mentees} mentees have a mentor`);
  rows.push({ what: `${people} people, ten wishes each, stable`, value: seconds, unit: 's' });
  door.delete();
  return rows;
}
