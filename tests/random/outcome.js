/** What came out, read from the files, and what every format has in common: who is where, and who is left out. */
import { readFileSync } from 'node:fs';
import { table } from './world.js';

/** @typedef {import('./world.js').World} World */
/** @typedef {import('./world.js').Person} Person */
/** @typedef {import('./play.js').Played} Played */
/** @typedef {any} Json */
/**
 * @typedef {object} Group
 * @property {number} number
 * @property {{person: Person, role: string}[]} members
 * @property {Person[]} people
 * @property {string} title
 * @property {string} date
 * @property {string} begin
 * @property {string} end
 * @property {string} where
 * @property {number} round
 * @property {number} value
 */
/** @typedef {{person: Person, round: number}} LeftOut */
/**
 * @typedef {object} Outcome
 * @property {Group[]} groups
 * @property {LeftOut[]} leftOut
 * @property {Json} summary
 * @property {Json} document
 * @property {Record<string, string>} files
 */

const SENTENCES = JSON.parse(
  readFileSync(new URL('../../web/locales/core.en.json', import.meta.url), 'utf8'),
);

/** Errors that say something of Weft and nothing of what HR gave it. */
const INTERNAL = /^(outcome\.checkFailed|internal|request\.)/;

/** Objections to what was said on the way: crashes, faults of our own, codes without a sentence. @param {Played} played */
export function saidWrongly(played) {
  if (played.crash) return [`the program ended: ${played.crash}`];
  const objections = played.errors
    .filter(({ code }) => INTERNAL.test(code) && !isFilesOfNothing(played, code))
    .map((error) => `internal error ${JSON.stringify(error)}`);
  const codes = [...played.issues, ...played.errors].map(({ code }) => code);
  for (const code of new Set(codes))
    if (!(code in SENTENCES)) objections.push(`there is no sentence for ${code}`);
  return objections;
}

/** Files are asked for in any case; where there is no outcome there are none. @param {Played} played @param {string} code */
function isFilesOfNothing(played, code) {
  return !played.run && code === 'request.noOutcome';
}

/**
 * The outcome by its people, from groups.csv; what the tables and the document say differently is objected to.
 * @param {World} world
 * @param {Played} played
 * @param {string[]} objections
 * @returns {Outcome}
 */
export function readOutcome(world, played, objections) {
  const document = JSON.parse(played.files['outcome.json']);
  /** @type {Map<number, Group>} */
  const groups = new Map();
  for (const row of table(played.files['groups.csv'])) {
    const number = Number(row.group);
    const person = world.byId.get(row.id);
    if (!person) {
      objections.push(`groups.csv names ${row.id}, who is not on the roster`);
      continue;
    }
    if (row.name !== person.name || row.email !== person.email)
      objections.push(`groups.csv calls ${row.id} ${row.name} <${row.email}>`);
    /** @type {Group} */
    const group = groups.get(number) ?? {
      number,
      members: [],
      people: [],
      title: row.title ?? '',
      date: row.date ?? '',
      begin: row.begin ?? '',
      end: row.end ?? '',
      where: row.where ?? '',
      round: Number(row.round ?? 1),
      value: document.groups[number - 1]?.value ?? 0,
    };
    group.members.push({ person, role: row.role });
    group.people.push(person);
    groups.set(number, group);
  }
  for (const [at, { people }] of document.groups.entries()) {
    const said = people.map((/** @type {Json} */ one) => `${one.id} ${one.role}`).sort();
    const listed = (groups.get(at + 1)?.members ?? [])
      .map(({ person, role }) => `${person.id} ${role}`)
      .sort();
    // Hosts from outside are in the document alone; who takes part is in both.
    if (listed.some((one) => !said.includes(one)) || said.length < listed.length)
      objections.push(`group ${at + 1} is ${said} in outcome.json and ${listed} in groups.csv`);
  }
  const leftOut = document.leftOut.flatMap((/** @type {Json} */ { id, round = 1 }) => {
    const person = world.byId.get(id);
    if (!person) objections.push(`${id} is left out, but not on the roster`);
    return person ? [{ person, round }] : [];
  });
  return {
    groups: [...groups.values()].sort((a, b) => a.number - b.number),
    leftOut,
    summary: played.run,
    document,
    files: played.files,
  };
}

/** Ids of some people. @param {Iterable<Person>} people */
export function idsOf(people) {
  return [...people].map(({ id }) => id);
}

/**
 * Everybody who takes part is in one group or left out, and nobody else is anywhere.
 * @param {Person[]} takingPart
 * @param {Group[]} groups
 * @param {Person[]} leftOut
 * @param {string[]} objections
 */
export function accountForAll(takingPart, groups, leftOut, objections) {
  const wanted = new Set(idsOf(takingPart));
  const seen = new Set();
  for (const id of idsOf([...groups.flatMap(({ people }) => people), ...leftOut])) {
    if (seen.has(id)) objections.push(`${id} is there twice`);
    if (!wanted.has(id)) objections.push(`${id} does not take part`);
    seen.add(id);
  }
  for (const id of wanted) if (!seen.has(id)) objections.push(`${id} is lost`);
}

/**
 * What the summary claims of counts and of the certificate.
 * @param {Outcome} outcome
 * @param {string[]} objections
 */
export function checkSummary({ groups, leftOut, summary, document }, objections) {
  const claim = (/** @type {string} */ what, /** @type {Json} */ said, /** @type {Json} */ is) => {
    if (JSON.stringify(said) !== JSON.stringify(is))
      objections.push(
        `${what} is said to be ${JSON.stringify(said)}, and is ${JSON.stringify(is)}`,
      );
  };
  claim('groupCount', summary.groupCount, document.groups.length);
  claim('leftOutCount', summary.leftOutCount, leftOut.length);
  claim('the certificate in the file', document.certificate, summary.certificate);
  claim('check.passed', summary.check.passed, true);
  /** @type {Record<string, number>} */
  const sizes = {};
  for (const { people } of document.groups) sizes[people.length] = (sizes[people.length] ?? 0) + 1;
  claim('sizes', summary.measures.sizes, sizes);
  const { value, bound, gap, proof, worst } = summary.certificate;
  if (bound < value && !worst) objections.push(`the bound ${bound} is below the value ${value}`);
  if (!worst && gap !== bound - value) objections.push(`gap ${gap} of ${value} to ${bound}`);
  if (proof === 'optimal' && !worst && !summary.certificate.serendipity && gap !== 0)
    objections.push(`optimal with a gap of ${gap}`);
  if (worst && worst.bound < worst.value)
    objections.push(`the worst group is worth ${worst.value}, above its bound ${worst.bound}`);
  for (const { groups: across, of, largest, column } of summary.measures.across)
    if (across > largest || largest > of)
      objections.push(`across ${column}: ${across} of ${of}, at most ${largest}`);
  for (const { satisfied } of summary.measures.criteria)
    if (satisfied < 0 || satisfied > 1) objections.push(`a criterion is satisfied by ${satisfied}`);
  if (groups.length > document.groups.length) objections.push('groups.csv has more groups');
}
