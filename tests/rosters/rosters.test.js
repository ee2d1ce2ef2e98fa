/**
 * Rosters as HR systems export them: what each file is taken for, who is in it, and what is said about
 * it. `<name>.expected.json` tells what HR would expect of the file:
 *
 * - `file`, and `write`: how it is encoded before it is read (it is kept as UTF-8 with LF);
 *   `choose`: HR's choices in the room People
 * - `people`, `rows`, `headerRow`, `delimiter`, `encoding`
 * - `columns`: roles by header; a column that is neither here nor in `maybe` is ignored, unless it is
 *   one that Weft computes (`@tenure`)
 * - `maybe`: columns that may have one role or another
 * - `types`, `values` (all of them, in any order), `holds` (some of them), `levels` (lowest first)
 * - `noExamples`: sensitive columns, of which no cell may be shown
 * - `findings`: what must come up, and nothing else may; each says as much as matters of an issue
 * - `names`, `ids`: of the first people
 * - `emails`: by identity, where they come from another cell
 * - `managers`: person to manager, by identity; `lines`: how many have one, if not just those
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { writeXlsx } from 'hucre/xlsx';
import Papa from 'papaparse';
import { walkNative } from '../../tools/lib/doors.mjs';
import { readSheet } from '../../web/io/xlsx.js';
import { BYTE_ORDER_MARK, encode } from './encode.js';

/**
 * @typedef {{code: string, count?: number, rows?: number[], column?: string, args?: Record<string, unknown>}} Finding
 * @typedef {{
 *   file: string, write?: {encoding?: string, bom?: boolean, lineEnd?: string}, choose?: Record<string, unknown>,
 *   people: number, rows: number, headerRow?: number, delimiter?: string, encoding?: string,
 *   columns: Record<string, string>, maybe?: Record<string, string[]>, types?: Record<string, string>,
 *   values?: Record<string, string[]>, holds?: Record<string, string[]>, levels?: Record<string, string[]>,
 *   noExamples?: string[], findings: Finding[], names: string[], ids?: string[],
 *   emails?: Record<string, string>, managers?: Record<string, string>, lines?: number}} Expected
 */

const TODAY = '2026-11-23';
const folder = new URL('./', import.meta.url);

/** @param {object} parts */
const program = (parts) => ({
  weft: 1,
  format: 'lunch',
  name: 'Everybody',
  size: { min: 2, max: 2 },
  seed: 1,
  ...parts,
});

/**
 * @param {import('../../tools/lib/doors.mjs').Step[]} steps
 * @returns {Promise<any[]>}
 */
async function ask(steps) {
  const answers = await walkNative(steps);
  return answers.map(({ answer }) => {
    const said = JSON.parse(answer);
    assert.ok(said.ok, answer);
    return said.value;
  });
}

/**
 * A table's profile, its people in the order of the file, and what `more` asks of it.
 * @param {string} file
 * @param {Uint8Array} bytes
 * @param {Record<string, unknown>} [columns]
 * @param {import('../../tools/lib/doors.mjs').Step[]} [more]
 */
async function read(file, bytes, columns = {}, more = []) {
  const date = TODAY;
  const [profile, outcome, { groups }, ...answers] = await ask([
    { request: { op: 'profile', file, today: TODAY, columns }, attachments: [bytes] },
    { request: { op: 'run', program: program({}), date } },
    { request: { op: 'groups', from: 0, count: 1000 } },
    ...more,
  ]);
  assert.equal(outcome.leftOutCount, 0, `${file}: everybody can meet`);
  /** @type {{id: string, name: string, row: number}[]} */
  const people = groups.flatMap((/** @type {{people: object[]}} */ group) => group.people);
  return { profile, people: people.sort((a, b) => a.row - b.row), answers };
}

/** @param {Record<string, any>} issue @param {Finding} finding */
function isOf(issue, { code, count, rows, column, args = {} }) {
  return (
    issue.code === code &&
    (count === undefined || issue.rowCount === count) &&
    (rows === undefined || JSON.stringify(issue.rows) === JSON.stringify(rows)) &&
    (column === undefined || issue.column === column) &&
    Object.entries(args).every(([name, value]) => issue.args?.[name] === value)
  );
}

/** @param {string[]} values */
const sorted = (values) => [...values].sort();

/** @param {any} profile @param {Expected} expected */
function checkColumns(profile, expected) {
  /** @type {Map<string, any>} */
  const columns = new Map(
    profile.columns.map((/** @type {{header: string}} */ column) => [column.header, column]),
  );
  const column = (/** @type {string} */ header) => {
    const found = columns.get(header);
    assert.ok(found, `no column ${header}`);
    return found;
  };
  const values = (/** @type {string} */ header) =>
    (column(header).values ?? []).map((/** @type {{value: string}} */ { value }) => value);
  const maybe = expected.maybe ?? {};
  const roles = Object.fromEntries(
    [...columns.values()]
      .filter(
        ({ header, role }) => role !== 'ignored' && !(header in maybe || header.startsWith('@')),
      )
      .map(({ header, role }) => [header, role]),
  );
  assert.deepEqual(roles, expected.columns, 'roles');
  for (const [header, some] of Object.entries(maybe)) {
    assert.ok(some.includes(column(header).role), `${header} is ${column(header).role}`);
  }
  for (const [header, type] of Object.entries(expected.types ?? {})) {
    assert.equal(column(header).type, type, `type of ${header}`);
  }
  for (const [header, all] of Object.entries(expected.values ?? {})) {
    assert.deepEqual(sorted(values(header)), sorted(all), `values of ${header}`);
  }
  for (const [header, some] of Object.entries(expected.holds ?? {})) {
    const seen = values(header);
    for (const value of some) assert.ok(seen.includes(value), `${value} in ${header}: ${seen}`);
  }
  for (const [header, order] of Object.entries(expected.levels ?? {})) {
    assert.equal(column(header).type, 'level', `type of ${header}`);
    assert.deepEqual(column(header).order, order, `order of ${header}`);
  }
  for (const header of expected.noExamples ?? []) {
    assert.deepEqual(column(header).examples ?? [], [], `examples of ${header}`);
  }
}

/** @param {any} profile @param {Expected} expected */
function checkFindings(profile, { findings }) {
  /** @type {Record<string, any>[]} */
  const issues = profile.issues;
  const unforeseen = issues.filter((issue) => !findings.some((finding) => isOf(issue, finding)));
  const absent = findings.filter((finding) => !issues.some((issue) => isOf(issue, finding)));
  assert.deepEqual({ unforeseen, absent }, { unforeseen: [], absent: [] });
}

/** @param {object[]} who @param {object[]} [rules] @returns {import('../../tools/lib/doors.mjs').Step} */
const possible = (who, rules = []) => ({
  request: { op: 'possible', date: TODAY, program: program({ rules, who }) },
});

/**
 * What the profile does not tell is asked for: how many pairs there are of a person and their manager,
 * how many who share one, whether each expected pair is one, and who has which address.
 * @param {Expected} expected
 * @returns {import('../../tools/lib/doors.mjs').Step[]}
 */
function questions({ managers = {}, emails = {}, columns }) {
  const column = Object.values(columns).includes('id') ? '@id' : '@email';
  const line = [{ apart: { line: 1 } }];
  return [
    possible([], [...line, { apart: 'sameManager' }]),
    ...Object.entries(managers).map((pair) => possible([{ column, is: pair }], line)),
    ...Object.entries(emails).map(([id, email]) =>
      possible([
        { column, is: [id] },
        { column: '@email', is: [email] },
      ]),
    ),
  ];
}

/** @param {Expected} expected @param {any[]} answers */
function checkAnswers({ managers, emails = {}, lines }, [all, ...answers]) {
  const entries = Object.entries(managers ?? {});
  for (const [person, manager] of entries) {
    const pair = answers.shift();
    assert.equal(pair.takingPart, 2, `${person} and ${manager} are there`);
    assert.equal(pair.rules[0].pairs, 1, `${manager} is the manager of ${person}`);
  }
  for (const [person, email] of Object.entries(emails)) {
    assert.equal(answers.shift().takingPart, 1, `${person} has the address ${email}`);
  }
  if (lines !== undefined) assert.equal(all.rules[0].pairs, lines, 'people with a manager');
  if (managers === undefined || lines !== undefined) return;
  assert.equal(all.rules[0].pairs, entries.length, 'people with a manager');
  const colleagues = entries.flatMap(([person, manager]) =>
    entries.filter(([other, theirs]) => other < person && theirs === manager),
  ).length;
  assert.equal(all.rules[1].pairs, colleagues, 'pairs of people with the same manager');
}

/**
 * @param {Uint8Array} bytes
 * @param {Expected} expected
 */
async function check(bytes, expected) {
  const { profile, people, answers } = await read(
    expected.file,
    bytes,
    expected.choose,
    questions(expected),
  );
  checkColumns(profile, expected);
  checkFindings(profile, expected);
  assert.deepEqual(
    people.slice(0, expected.names.length).map((person) => person.name),
    expected.names,
  );
  const ids = expected.ids ?? [];
  assert.deepEqual(
    people.slice(0, ids.length).map((person) => person.id),
    ids,
  );
  assert.equal(profile.people, expected.people, 'people');
  assert.equal(people.length, expected.people, 'people who can meet');
  assert.equal(profile.rows, expected.rows, 'rows');
  assert.equal(profile.headerRow, expected.headerRow ?? 1, 'header row');
  assert.equal(profile.delimiter, expected.delimiter ?? ',', 'delimiter');
  assert.equal(profile.encoding, expected.encoding ?? 'utf-8', 'encoding');
  checkAnswers(expected, answers);
}

/** What only a text can have: a workbook's rows are as long as each other, and it has no quotes. */
const ONLY_IN_TEXT = ['table.tooFewCells', 'table.tooManyCells', 'table.unclosedQuote'];

for (const name of readdirSync(folder).filter((file) => file.endsWith('.expected.json'))) {
  /** @type {Expected} */
  const expected = JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
  const text = readFileSync(new URL(expected.file, folder), 'utf8');

  test(`${expected.file} is understood`, () => check(encode(text, expected.write), expected));

  if (expected.findings.some(({ code }) => ONLY_IN_TEXT.includes(code))) continue;
  test(`${expected.file} is understood as a workbook, too`, async () => {
    const { data: rows } = Papa.parse(text.trimEnd(), { delimiter: expected.delimiter ?? ',' });
    const cells = /** @type {string[][]} */ (rows);
    const { csv } = await readSheet(await writeXlsx({ sheets: [{ name: 'People', rows: cells }] }));
    await check(csv, { ...expected, delimiter: ',', encoding: 'utf-8' });
  });
}

const LETTERS = [
  ['Personalnummer', 'Nachname', 'Vorname', 'Abteilung', 'Standort', 'Eintritt'],
  ['0001', 'Groß', 'Jürgen', 'Einkauf', 'Köln', '15.03.2019'],
  ['0002', 'Ångström', 'Åsa', 'Einkauf', 'Malmö', '01.02.2020'],
  ['0003', "O'Neill", 'Zoë', 'Einkauf', 'Malmö', '31.12.2018'],
  ['0004', 'Müller "Lü", jun.', 'Élise', 'Verkauf', 'Köln', '01.07.2021'],
  ['0005', 'Núñez', 'José\nMaría', 'Verkauf', 'Köln', '16.05.2022'],
  ['0006', 'Weiß', 'Björn', 'Verkauf, Süd; Nord|Ost\tWest', 'Köln', '01.01.2017'],
  ['0007', 'Çelik', 'Ömer', 'Verkauf, Süd; Nord|Ost\tWest', 'Malmö', '28.02.2015'],
  ['0008', '', '„Žofie“ – 50 €', 'Verkauf', 'Malmö', '29.02.2016'],
];

/**
 * The table above as text.
 * @param {{delimiter?: string, lineEnds?: string[], tail?: string, lastEnd?: boolean}} style
 */
function letters({ delimiter = ',', lineEnds = ['\n'], tail = '', lastEnd = true }) {
  const cell = (/** @type {string} */ text) =>
    /["\n,;|\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  return LETTERS.map((row, index) => {
    const end = lineEnds[index % lineEnds.length];
    const isLast = index === LETTERS.length - 1;
    return row.map(cell).join(delimiter) + tail + (isLast && !lastEnd ? '' : end);
  }).join('');
}

/** @param {Uint8Array} bytes */
async function shape(bytes) {
  const { profile, people } = await read('letters.csv', bytes);
  const { encoding, delimiter, ...rest } = profile;
  return { encoding, delimiter, rest, people };
}

const ENCODINGS = [
  { encoding: 'utf-8', bom: false, is: 'utf-8' },
  { encoding: 'utf-8', bom: true, is: 'utf-8' },
  { encoding: 'utf-16le', bom: true, is: 'utf-16le' },
  { encoding: 'utf-16be', bom: true, is: 'utf-16be' },
  { encoding: 'utf-16le', bom: false, is: 'utf-16le' },
  { encoding: 'utf-16be', bom: false, is: 'utf-16be' },
  { encoding: 'windows-1252', bom: false, is: 'windows-1252' },
];
const LINE_ENDS = {
  LF: ['\n'],
  CRLF: ['\r\n'],
  CR: ['\r'],
  'mixed line ends': ['\r\n', '\n', '\n', '\r', '\r\n'],
};

const plain = await shape(encode(letters({})));

test('the same table in plain UTF-8 is understood', () => {
  assert.equal(plain.rest.people, 8);
  assert.deepEqual(
    plain.people.map(({ id }) => id),
    LETTERS.slice(1).map(([id]) => id),
  );
  assert.equal(plain.people[0].name, 'Jürgen Groß');
  assert.equal(plain.people[3].name, 'Élise Müller "Lü", jun.');
  assert.equal(plain.people[7].name, '„Žofie“ – 50 €');
  assert.deepEqual(plain.rest.issues, []);
});

for (const { encoding, bom, is } of ENCODINGS) {
  for (const [ends, lineEnds] of Object.entries(LINE_ENDS)) {
    for (const delimiter of [',', ';', '\t', '|']) {
      const mark = bom ? 'with' : 'without';
      const title = `${encoding} ${mark} a byte-order mark, ${ends}, ${JSON.stringify(delimiter)}`;
      test(`${title}: the same people`, async () => {
        const read = await shape(encode(letters({ delimiter, lineEnds }), { encoding, bom }));
        assert.equal(read.encoding, is);
        assert.equal(read.delimiter, delimiter);
        assert.deepEqual(read.rest, plain.rest);
        assert.deepEqual(read.people, plain.people);
      });
    }
  }
}

test('a line that names the separator, trailing separators and a missing last line end change nothing', async () => {
  for (const delimiter of [',', ';', '|']) {
    for (const [head, tail] of [
      [`sep=${delimiter}\r\n`, ''],
      [`${BYTE_ORDER_MARK}sep=${delimiter}\r\n`, ''],
      ['', delimiter],
      ['', delimiter.repeat(5)],
    ]) {
      const text = letters({ delimiter, tail, lineEnds: ['\r\n'], lastEnd: false });
      const read = await shape(encode(head + text));
      assert.equal(read.delimiter, delimiter);
      assert.deepEqual(read.rest, plain.rest, JSON.stringify(head + tail));
      assert.deepEqual(read.people, plain.people);
    }
  }
});
