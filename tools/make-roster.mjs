#!/usr/bin/env node
/**
 * Writes a large made-up roster, the same for the same seed:
 * `node tools/make-roster.mjs --people N [--seed S] [--columns 12] [--delimiter ,] [--out FILE]`.
 */
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ascii } from './lib/ascii.mjs';
import { Random } from './lib/random.mjs';
import { DEPARTMENTS, INTERESTS, ORIGINS } from './make-sample-data.mjs';

const HEADERS = [
  'Employee ID',
  'Name',
  'E-mail',
  'Department',
  'Site',
  'Job title',
  'Level',
  'Manager ID',
  'Hire date',
  'Languages',
  'Skills offered',
  'Status',
];

const FUNCTIONS = [
  'Engineering',
  'Production',
  'Sales',
  'Service',
  'Logistics',
  'IT',
  'Finance',
  'People',
];
const REGIONS = ['Europe', 'Americas', 'Asia', 'Group', 'Africa & Middle East'];
const SITES = 'Wien,Graz,Zürich,München,Hamburg,Brno,Lyon,Porto,Gdańsk,Cork,Toronto,Pune'.split(
  ',',
);
const LEVELS = ['Junior', 'Professional', 'Senior', 'Lead', 'Director', 'Executive'];

/** People who report to one manager. */
const SPAN = 9;

const ROWS_PER_CHUNK = 2000;

/** A table of values to draw from, as often as their weights say. */
class Urn {
  /**
   * @param {readonly string[]} values
   * @param {(rank: number) => number} weight
   */
  constructor(values, weight) {
    const sum = values.reduce((total, _, rank) => total + weight(rank), 0);
    /** @type {number[]} */
    this.slots = values.flatMap((_, rank) =>
      Array(Math.max(1, Math.round((weight(rank) / sum) * 4096))).fill(rank),
    );
  }

  /** @param {Random} random */
  draw(random) {
    return this.slots[random.below(this.slots.length)];
  }
}

/**
 * What a hurried hand makes of a value: a doubled letter, a lost one, other case, a stray space.
 * @param {string} value
 * @param {Random} random
 */
function typo(value, random) {
  const at = 1 + random.below(Math.max(1, value.length - 1));
  switch (random.below(4)) {
    case 0:
      return value.slice(0, at) + value.slice(at - 1);
    case 1:
      return value.slice(0, at) + value.slice(at + 1);
    case 2:
      return value.toUpperCase();
    default:
      return `${value} `;
  }
}

/**
 * The roster in pieces of text, header first.
 * @param {{people: number, seed?: number, columns?: number, delimiter?: string}} options
 * @returns {Generator<string>}
 */
export function* rosterChunks({ people, seed = 1, columns = HEADERS.length, delimiter = ',' }) {
  const random = new Random(seed);
  const needsQuotes = new RegExp(`[${delimiter === '\t' ? '\\t' : delimiter}"\\n]`);
  const cell = (/** @type {string} */ text) =>
    needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  const line = (/** @type {string[]} */ cells) =>
    `${cells.slice(0, columns).map(cell).join(delimiter)}\n`;

  const departments = REGIONS.flatMap((region) => FUNCTIONS.map((name) => `${name} ${region}`));
  const department = new Urn(departments, (rank) => 1 / (rank + 1) ** 0.9);
  const level = new Urn(LEVELS, (rank) => [26, 41, 22, 9, 1.7, 0.3][rank]);
  const origins = Object.values(ORIGINS);
  const origin = new Urn(Object.keys(ORIGINS), (rank) => origins[rank].weight);
  const titles = Object.values(DEPARTMENTS).flatMap(({ teams }) =>
    Object.values(teams).map((team) => team.title),
  );
  const skills = Object.values(DEPARTMENTS).flatMap(({ teams }) =>
    Object.values(teams).flatMap((team) => team.skills),
  );
  /** Members of each department in order: the k-th reports to the (k-1)/SPAN-th. @type {number[][]} */
  const members = departments.map(() => []);
  const id = (/** @type {number} */ index) => `P${String(index + 1).padStart(7, '0')}`;
  const firstDay = Date.UTC(1996, 0, 1);

  let text = line(HEADERS);
  for (let index = 0; index < people; index += 1) {
    const home = department.draw(random);
    const mine = members[home];
    const rank = mine.length;
    const from = origins[origin.draw(random)];
    const first = random.pick(random.chance(0.47) ? from.women : from.men);
    const last = random.pick(from.last);
    const site = random.chance(0.8) ? SITES[home % SITES.length] : random.pick(SITES);
    const manager = rank > 0 ? mine[Math.floor((rank - 1) / SPAN)] : 0;
    const spoken = [from.language];
    if (from.language !== 'German' && random.chance(0.7)) spoken.push('German');
    if (from.language !== 'English' && random.chance(0.8)) spoken.push('English');
    const offered = random.some(random.chance(0.8) ? skills : INTERESTS, random.below(4));
    const days = Math.floor((1 - (random.below(4096) / 4096) ** 2) * 11_260);
    mine.push(index);
    text += line([
      id(index),
      `${first} ${last}`,
      `${ascii(first)}.${ascii(last)}${index + 1}@weave.example`,
      random.chance(0.002) ? typo(departments[home], random) : departments[home],
      random.chance(0.002) ? typo(site, random) : site,
      random.pick(titles),
      rank === 0 ? LEVELS[5] : rank <= SPAN ? LEVELS[4] : LEVELS[level.draw(random)],
      index === 0 ? '' : random.chance(0.0005) ? `X${id(index)}` : id(manager),
      new Date(firstDay + days * 86_400_000).toISOString().slice(0, 10),
      spoken.join('; '),
      offered.join('; '),
      random.chance(0.97) ? 'active' : random.chance(0.5) ? 'on leave' : 'inactive',
    ]);
    if (index % ROWS_PER_CHUNK === ROWS_PER_CHUNK - 1) {
      yield text;
      text = '';
    }
  }
  yield text;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: {
      people: { type: 'string' },
      seed: { type: 'string', default: '1' },
      columns: { type: 'string', default: String(HEADERS.length) },
      delimiter: { type: 'string', default: ',' },
      out: { type: 'string' },
    },
  });
  const people = Number(values.people);
  if (!Number.isInteger(people) || people < 0) {
    console.error('make-roster: --people takes a whole number');
    process.exit(2);
  }
  const chunks = rosterChunks({
    people,
    seed: Number(values.seed),
    columns: Number(values.columns),
    delimiter: values.delimiter,
  });
  await pipeline(
    Readable.from(chunks, { objectMode: true }),
    values.out === undefined ? process.stdout : createWriteStream(values.out),
  );
}
