/** Workspaces, programs and outcomes that are meant to break their reader. From a seed. */

import { damaged } from './tables.js';

/** @typedef {import('../../../tools/lib/random.mjs').Random} Random */

const NUMBERS = [0, 1, -1, 2, 7, 1000, 2 ** 31, 2 ** 53, -(2 ** 53), 1e300, 0.5];
const WORDS = [
  '',
  'lunch',
  'E1',
  'Ana',
  '2026-11-30',
  '2026-13-99',
  '@department',
  'Department',
  'file',
  'ever',
  '\u0000',
  '=',
];
const FORMATS = [
  'lunch',
  'tandem',
  'teams',
  'mentoring',
  'shadowing',
  'barcamp',
  'spaces',
  'unknown',
];

const DOCUMENTS = {
  workspace: {
    weft: 1,
    kind: 'workspace',
    programs: [{ weft: 1, format: 'lunch', name: 'Lunch' }],
    columns: { Dept: { role: 'department', type: 'category', merge: { a: 'b' }, order: ['x'] } },
    accounts: ['bot'],
    same: { E1: 'one' },
    export: { columns: [{ header: 'Name', role: 'name' }], people: 3 },
    people: ['E1', 'E2', 'E3'],
    rounds: [
      {
        program: 'Lunch',
        format: 'lunch',
        date: '2026-10-01',
        seed: 1,
        groups: [[0, 1], [2]],
        odd: [2],
        leftOut: [],
        until: '2026-12-01',
        meets: true,
      },
    ],
  },
  program: {
    weft: 1,
    format: 'lunch',
    name: 'P',
    who: [{ column: 'Dept', is: ['IT'] }, { not: { any: [{ column: 'Site', is: 'Graz' }] } }],
    size: { min: 2, max: 4 },
    odd: 'trio',
    rules: [
      { different: '@department' },
      { apart: [['E1', 'E2']] },
      { together: [['E1', 'E3']] },
      { met: { rounds: 3 } },
      { distance: 'Level', min: 1 },
      { atLeast: 1, who: { column: 'Dept', is: 'IT' } },
    ],
    criteria: [{ mix: '@department', weight: 3 }],
    load: { max: 2 },
    runs: { months: 1 },
    rounds: { count: 2, weeks: 2 },
    serendipity: 5,
    seed: 3,
  },
  outcome: {
    weft: 1,
    kind: 'outcome',
    groups: [{ people: [{ id: 'E1', role: '' }, { id: 'E2' }], value: 3, title: 'T', round: 1 }],
    leftOut: [{ id: 'E3' }],
    certificate: { value: 3, bound: 3 },
    run: { date: '2026-11-30' },
    rounds: [{ value: 3, bound: 3 }],
    extra: {},
  },
};

/** @param {Random} random @param {number} depth @returns {unknown} */
function anything(random, depth) {
  const kind = random.below(depth > 4 ? 4 : 6);
  if (kind === 0) return random.pick(NUMBERS);
  if (kind === 1) return random.pick([null, true, false]);
  if (kind < 4) return random.pick(WORDS);
  const items = Array.from({ length: random.below(4) }, () => anything(random, depth + 1));
  if (kind === 4) return items;
  return Object.fromEntries(items.map((item) => [random.pick(WORDS), item]));
}

/** A copy with a few places changed. @param {Random} random @param {any} value @returns {any} */
function changed(random, value) {
  if (random.chance(0.04)) return anything(random, 0);
  if (Array.isArray(value)) {
    const items = value.map((item) => changed(random, item));
    if (items.length > 0 && random.chance(0.05)) items.push(...items);
    return items;
  }
  if (value === null || typeof value !== 'object') return value;
  const members = Object.entries(value).filter(() => !random.chance(0.03));
  if (random.chance(0.05)) members.push([random.pick(WORDS), anything(random, 0)]);
  return Object.fromEntries(members.map(([key, member]) => [key, changed(random, member)]));
}

/** One place of a document made large or deep. @param {Random} random @param {string} text @param {number} size */
function swollen(random, text, size) {
  const levels = Math.ceil(size / 2);
  const members = Array.from(
    { length: Math.ceil(size / 12) },
    (_, index) => `"k${index}":${index}`,
  );
  const much = random.pick([
    () => `${'['.repeat(levels)}${']'.repeat(levels)}`,
    () => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`,
    () => '['.repeat(levels),
    () => `{${members.join(',')}}`,
    () => `[${members.map((_, index) => index).join(',')}]`,
    () => `[${members.map(() => '{}').join(',')}]`,
    () => JSON.stringify('x'.repeat(size)),
    () => '9'.repeat(size),
  ])();
  const places = [...text.matchAll(/:/g)].map(({ index }) => index + 1);
  if (places.length === 0) return much;
  const at = random.pick(places);
  // What stood there becomes a member of its own, or the document is cut off: both have to be told.
  const rest = text.slice(at);
  return random.chance(0.5)
    ? `${text.slice(0, at)}${much},"more":${rest}`
    : `${text.slice(0, at)}${much}`;
}

/**
 * @param {Random} random
 * @param {number} size about how many bytes, of those that are large
 * @returns {{kind: keyof typeof DOCUMENTS, bytes: Uint8Array}}
 */
export function hostileDocument(random, size) {
  const kind = /** @type {keyof typeof DOCUMENTS} */ (random.pick(Object.keys(DOCUMENTS)));
  const document = structuredClone(DOCUMENTS[kind]);
  if ('format' in document) document.format = random.pick(FORMATS);
  let text = JSON.stringify(changed(random, document)) ?? 'null';
  if (random.chance(0.25)) text = swollen(random, text, size);
  const bytes = new TextEncoder().encode(text);
  return { kind, bytes: random.chance(0.15) ? damaged(random, bytes) : bytes };
}
