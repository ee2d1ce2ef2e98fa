/** Formats in which all are alike: lunch, in pairs, groups and series, and tandems. */
import blossom from 'edmonds-blossom';
import { bestPlan, leximinPairs } from './brute.js';
import { accountForAll, idsOf } from './outcome.js';
import { broken } from './rules.js';
import { groupValue, isPlain, pairValue } from './value.js';
import { addDays, addMonths, pairOf, table } from './world.js';

/** @typedef {import('./world.js').World} World */
/** @typedef {import('./world.js').Person} Person */
/** @typedef {import('./outcome.js').Outcome} Outcome */
/** @typedef {import('./outcome.js').Group} Group */
/** @typedef {import('./rules.js').Context} Context */
/** @typedef {any} Json */

/** Up to so many people all plans are gone through. */
const SMALL = 9;

/** @param {World} world @param {Person[]} people @param {Context} context */
export function brokenWithin(world, people, context) {
  const words = [];
  for (const [at, a] of people.entries())
    for (const b of people.slice(at + 1))
      for (const word of broken(world, a, b, context)) words.push(`${a.id} + ${b.id}: ${word}`);
  return words;
}

/**
 * People who must be in one group, as far as they take part.
 * @param {World} world
 * @param {Person[]} people
 * @returns {Set<string>[]}
 */
export function companions(world, people) {
  const there = new Set(idsOf(people));
  /** @type {Set<string>[]} */
  let sets = [];
  for (const rule of world.program.rules ?? [])
    for (const named of rule.together ?? []) {
      const ids = named
        .map((/** @type {string} */ one) => world.find(one)?.id)
        .filter((/** @type {string | undefined} */ id) => id && there.has(id));
      if (ids.length < 2) continue;
      const touching = sets.filter((set) => ids.some((/** @type {string} */ id) => set.has(id)));
      sets = sets.filter((set) => !touching.includes(set));
      sets.push(new Set([...ids, ...touching.flatMap((set) => [...set])]));
    }
  return sets;
}

/** Who belongs together is in one group or left out together. @param {World} world @param {Person[]} people @param {Group[]} groups @param {string[]} objections */
export function checkTogether(world, people, groups, objections) {
  for (const set of companions(world, people)) {
    const homes = groups.filter((group) => idsOf(group.people).some((id) => set.has(id)));
    const seated = homes.flatMap((group) => idsOf(group.people)).filter((id) => set.has(id));
    if (homes.length > 1 || (homes.length === 1 && seated.length < set.size))
      objections.push(`${[...set]} are not together`);
  }
}

/** @param {World} world @param {Outcome} outcome @param {string[]} objections */
export function checkLunch(world, outcome, objections) {
  const { rounds } = world.program;
  if (rounds) checkSeries(world, outcome, objections);
  else {
    const leftOut = outcome.leftOut.map(({ person }) => person);
    const context = { date: world.date };
    const people = world.takingPart();
    checkRound(world, people, outcome.groups, leftOut, context, objections);
    if (outcome.summary.peopleMatched !== outcome.groups.flatMap((group) => group.people).length)
      objections.push(`peopleMatched is said to be ${outcome.summary.peopleMatched}`);
    for (const part of partsOf(world, people)) checkPart(world, part, outcome, objections);
    checkTurn(world, people, outcome, objections);
    checkRepeats(world, outcome, objections);
  }
}

/** Where nothing else decides, nobody is odd twice in a row. @param {World} world @param {Person[]} people @param {Outcome} outcome @param {string[]} objections */
function checkTurn(world, people, { groups, leftOut }, objections) {
  const { rules = [], name, size = {} } = world.program;
  const isFree = rules.length === 0 && world.confidential.size === 0;
  const arePairs = (size.min ?? 2) === 2 && (size.max ?? 2) === 2;
  if (!isFree || !arePairs || people.length % 2 === 0 || people.length < 3) return;
  const before = world
    .held()
    .filter((/** @type {Json} */ round) => round.program === name)
    .at(-1);
  const thirds = groups.flatMap(({ members }) => members.filter(({ role }) => role === 'third'));
  const odd = [...thirds, ...leftOut].map(({ person }) => person);
  if (odd.length !== 1) objections.push(`${odd.length} people are odd`);
  for (const { id } of odd)
    if (before?.odd?.includes(world.history.people.indexOf(id)))
      objections.push(`${id} is odd twice in a row`);
}

/** Pairs who have met before in any held round. @param {World} world @param {Outcome} outcome @param {string[]} objections */
function checkRepeats(world, { groups, summary }, objections) {
  const met = world.meetings([], world.date);
  const repeats = groups.flatMap(({ people }) =>
    people.flatMap((a, at) => people.slice(at + 1).filter((b) => met.has(pairOf(a.id, b.id)))),
  ).length;
  if (summary.measures.repeats !== repeats)
    objections.push(`${summary.measures.repeats} repeats are claimed, ${repeats} there are`);
}

/**
 * @param {World} world
 * @param {Person[]} people
 * @param {Group[]} groups
 * @param {Person[]} leftOut
 * @param {Context} context
 * @param {string[]} objections
 */
function checkRound(world, people, groups, leftOut, context, objections) {
  accountForAll(people, groups, leftOut, objections);
  for (const group of groups) {
    for (const word of brokenWithin(world, group.people, context))
      objections.push(`group ${group.number}: ${word}`);
  }
  checkTogether(world, people, groups, objections);
  for (const part of partsOf(world, people)) {
    const inside = new Set(idsOf(part.people));
    const seated = groups.flatMap((group) => group.people).filter(({ id }) => inside.has(id));
    // Rules may leave so few that they are a group of a size nobody asked for.
    const off =
      world.program.odd === 'out'
        ? 0
        : Math.max(leastOff(part), leastOff({ ...part, people: seated }));
    for (const group of groups) {
      const members = idsOf(group.people).filter((id) => inside.has(id)).length;
      if (members > 0 && members < group.people.length)
        objections.push(`group ${group.number} mixes segments`);
      if (members > 0) checkSize(group, part, off, objections);
    }
  }
}

/** @typedef {{people: Person[], least: number, most: number}} Part */

/** The segments and the others, each with its sizes. @param {World} world @param {Person[]} people @returns {Part[]} */
export function partsOf(world, people) {
  const { size = {}, segments = [] } = world.program;
  const bounds = (/** @type {Json} */ one) => ({
    least: one.min ?? Math.min(2, one.max ?? 2),
    most: one.max ?? Math.max(2, one.min ?? 2),
  });
  let rest = people;
  /** @type {Part[]} */
  const parts = [];
  for (const segment of segments) {
    const inside = rest.filter((person) => world.passesAll(person, segment.who));
    rest = rest.filter((person) => !inside.includes(person));
    parts.push({ people: inside, ...bounds(segment.size) });
  }
  return [...parts, { people: rest, ...bounds(size) }].filter((part) => part.people.length > 0);
}

/** @param {Group} group @param {Part} part @param {number} off @param {string[]} objections */
function checkSize({ number, people }, part, off, objections) {
  const size = people.length;
  if (size < Math.max(2, part.least - off) || size > part.most + off)
    objections.push(
      `group ${number} has ${size} people, asked for are ${part.least} to ${part.most}, ${off} more or less`,
    );
}

/** By how much sizes may be off: by one, or by what so few people need. @param {Part} part */
function leastOff({ people, least, most }) {
  const count = people.length;
  for (let off = 1; off < 9; off += 1) {
    const low = Math.max(2, least - off);
    for (let groups = 1; groups * low <= count; groups += 1)
      if (groups * (most + off) >= count) return off;
  }
  return 1;
}

/**
 * As many as possible are seated, and the plan is as good as it claims to be.
 * @param {World} world
 * @param {Part} part
 * @param {Outcome} outcome
 * @param {string[]} objections
 */
function checkPart(world, part, outcome, objections) {
  const { program } = world;
  const ids = new Set(idsOf(part.people));
  const groups = outcome.groups.filter(({ people }) => ids.has(people[0].id));
  const seated = groups.flatMap((group) => group.people).length;
  const sets = companions(world, part.people);
  const context = { date: world.date };
  // What must be together and must not is a clash, about which plans promise nothing.
  if (sets.some((set) => isClash(world, part, set, context))) return;
  const odd = program.odd ?? 'trio';
  const isExact = isPlain(world);
  const arePairs = part.least === 2 && part.most === 2;
  // Who belongs together in a pair belongs to nobody else, not even to a third.
  const fits = (/** @type {Person[]} */ people) =>
    brokenWithin(world, people, context).length === 0 &&
    sets.every((set) => {
      const inside = idsOf(people).filter((id) => set.has(id)).length;
      return inside === 0 || (inside === set.size && (!arePairs || people.length === set.size));
    });
  const whole = outcome.groups.length === groups.length && !program.segments;
  if (part.people.length <= SMALL) {
    const off = odd === 'out' ? 0 : leastOff(part);
    const worthOf = (/** @type {number[]} */ members) => {
      const people = members.map((at) => part.people[at]);
      return fits(people) ? (isExact ? groupValue(world, people) : 0) : null;
    };
    const range = { least: Math.max(2, part.least - off), most: part.most + off };
    const best = bestPlan(part.people.length, worthOf, range);
    if (best && seated < best.seated)
      objections.push(
        `${seated} of ${part.people.length} people are seated, ${best.seated} could be (${part.least} to ${part.most}, ${odd})`,
      );
    if (isExact && whole) {
      const sizes = groups.map(({ people }) => people.length).sort();
      const like = bestPlan(part.people.length, worthOf, { ...range, sizes: sizes.join(' ') });
      const isSure = seated === part.people.length && (!arePairs || seated % 2 === 0);
      compareWithBest(
        world,
        outcome,
        isSure && like ? like.value : null,
        groups.length,
        objections,
      );
    }
    if (program.favour === 'worst' && whole && isExact && arePairs && seated % 2 === 0)
      checkWorst(world, part, outcome, groups, fits, objections);
  }
  if (arePairs) checkPairs(world, part, outcome, groups, fits, isExact && whole, objections);
  if (isExact && whole && arePairs) {
    for (const group of groups) {
      const value = groupValue(world, group.people);
      if (Math.abs(value - group.value) > 1)
        objections.push(`group ${group.number} is worth ${value}, said is ${group.value}`);
    }
  }
}

/** @param {World} world @param {Part} part @param {Set<string>} set @param {Context} context */
function isClash(world, part, set, context) {
  const people = [...set].flatMap((id) => world.byId.get(id) ?? []);
  return (
    people.length > part.most ||
    brokenWithin(world, people, context).length > 0 ||
    people.some((person) => !part.people.includes(person))
  );
}

/**
 * @param {World} world
 * @param {Outcome} outcome
 * @param {number | null} best
 * @param {number} count groups, for the points that rounding takes
 * @param {string[]} objections
 */
export function compareWithBest(world, { summary }, best, count, objections) {
  if (best === null) return;
  const { value, bound, proof, serendipity } = summary.certificate;
  if (value > best + count) objections.push(`worth ${value}, the best there is is ${best}`);
  if (world.program.favour === 'worst') return;
  if (bound < best - count) objections.push(`the bound ${bound} is below the best ${best}`);
  if (proof === 'optimal' && !serendipity && value < best - count)
    objections.push(`${value} is called optimal, the best there is is ${best}`);
}

/**
 * @param {World} world
 * @param {Part} part
 * @param {Outcome} outcome
 * @param {Group[]} groups
 * @param {(people: Person[]) => boolean} fits
 * @param {string[]} objections
 */
function checkWorst(world, part, { summary }, groups, fits, objections) {
  const { worst } = summary.certificate;
  const best = leximinPairs(part.people.length, (a, b) => {
    const pair = [part.people[a], part.people[b]];
    return fits(pair) ? groupValue(world, pair) : null;
  });
  if (!best || groups.length * 2 !== part.people.length || groups.length === 0) return;
  const values = groups.map((group) => groupValue(world, group.people)).sort((a, b) => a - b);
  if (values[0] < best[0] || worst.bound < best[0])
    objections.push(`the worst pair has ${values[0]}, it could have ${best[0]}`);
  if (worst.leximin && String(values) !== String(best))
    objections.push(`worst first is ${values}, and could be ${best}`);
}

/**
 * Pairs against a matching by other hands: as many pairs as there can be, and their largest sum.
 * @param {World} world
 * @param {Part} part
 * @param {Outcome} outcome
 * @param {Group[]} groups
 * @param {(people: Person[]) => boolean} fits
 * @param {boolean} isExact
 * @param {string[]} objections
 */
function checkPairs(world, { people }, outcome, groups, fits, isExact, objections) {
  /** @type {number[][]} */
  const edges = [];
  for (const [a, one] of people.entries())
    for (const [b, other] of people.entries())
      if (a < b && fits([one, other]))
        edges.push([a, b, isExact ? pairValue(world, one, other) : 1]);
  const mates = edges.length === 0 ? [] : blossom(edges, true);
  const most = mates.filter((mate) => mate >= 0).length;
  const seated = groups.flatMap((group) => group.people).length;
  if (seated < most) objections.push(`${seated} people are in pairs, ${most} could be`);
  if (world.program.odd === 'out' && seated > most)
    objections.push(`${seated} people are in pairs, which cannot be more than ${most}`);
  // With somebody left over it is by turn who that is, and the largest sum is that of who is left.
  if (!isExact || most !== people.length) return;
  const weight = new Map(edges.map(([a, b, value]) => [`${a} ${b}`, value]));
  const best = mates.reduce((sum, mate, at) => sum + (weight.get(`${at} ${mate}`) ?? 0), 0);
  compareWithBest(world, outcome, best, 0, objections);
}

/** @param {World} world @param {Outcome} outcome @param {string[]} objections */
function checkSeries(world, outcome, objections) {
  const { rounds, runs } = world.program;
  const days = Array.from({ length: rounds.count }, (_, at) =>
    rounds.weeks
      ? addDays(world.date, 7 * at * rounds.weeks)
      : addMonths(world.date, at * (rounds.months ?? 1)),
  );
  /** @type {Json[]} */
  const planned = [];
  let leftOver = 0;
  let clean = 0;
  let isClean = true;
  for (const [at, date] of days.entries()) {
    const groups = outcome.groups.filter(({ round }) => round === at + 1);
    const leftOut = outcome.leftOut
      .filter(({ round }) => round === at + 1)
      .map(({ person }) => person);
    const people = presentIn(world, at + 1, date);
    /** @type {string[]} */
    const here = [];
    checkRound(world, people, groups, leftOut, { date, planned }, here);
    for (const objection of here) objections.push(`round ${at + 1}: ${objection}`);
    const said = outcome.summary.rounds[at];
    if (said.date !== date) objections.push(`round ${at + 1} is on ${said.date}, not ${date}`);
    if (said.takingPart !== people.length || said.leftOut !== leftOut.length)
      objections.push(
        `round ${at + 1}: ${said.takingPart} take part, ${said.leftOut} are left out`,
      );
    if (said.groups !== groups.length) objections.push(`round ${at + 1} has ${said.groups} groups`);
    for (const group of groups)
      if (group.date !== date) objections.push(`group ${group.number} is on ${group.date}`);
    const met = world.meetings([], date, planned);
    const repeats = groups.flatMap(({ people: ones }) =>
      ones.flatMap((a, i) => ones.slice(i + 1).filter((b) => met.has(pairOf(a.id, b.id)))),
    ).length;
    if (said.repeats !== repeats)
      objections.push(`round ${at + 1}: ${said.repeats} repeats are claimed, ${repeats} there are`);
    isClean &&= repeats === 0;
    if (isClean) clean += 1;
    leftOver += leftOut.length;
    planned.push({
      program: world.program.name,
      date,
      until: runs ? addMonths(date, runs.months) : undefined,
      ids: groups.map((group) => idsOf(group.people)),
    });
  }
  const { series } = outcome.summary.measures;
  if (series.clean !== clean) objections.push(`${series.clean} clean rounds, ${clean} there are`);
  if (outcome.leftOut.length !== leftOver) objections.push('somebody is left out of no round');
}

/** Who takes part in a round of a series. @param {World} world @param {number} round @param {string} date */
export function presentIn(world, round, date) {
  const file = world.kase.files['absences.csv'];
  const absences = file ? table(file) : [];
  return world
    .takingPart(date)
    .filter((person) => !absences.some((row) => isAway(world, row, person, round, date)));
}

/**
 * @param {World} world
 * @param {Record<string, string>} row
 * @param {Person} person
 * @param {number} round
 * @param {string} date
 */
function isAway(world, row, person, round, date) {
  if (world.find(row.Person) !== person) return false;
  if (row.Round !== '') return Number(row.Round) === round;
  return date >= row.From && (row.Until === '' || date <= row.Until);
}

const OFFERS = 'Skills offered';
const WANTS = 'Skills wanted';

/** @param {World} world @param {Outcome} outcome @param {string[]} objections */
export function checkTandem(world, outcome, objections) {
  const { oneWay = false, rings = false, criteria = [] } = world.program;
  const people = world.takingPart();
  accountForAll(
    people,
    outcome.groups,
    outcome.leftOut.map(({ person }) => person),
    objections,
  );
  const context = { date: world.date };
  const teaches = (/** @type {Person} */ a, /** @type {Person} */ b) =>
    world.teaches(a, b, OFFERS, WANTS);
  /** Why some people are no tandem, '' where they are one. @param {Person[]} ones */
  const fault = (ones) => {
    if (ones.length === 2) {
      const [a, b] = ones.map((one, at) => teaches(one, ones[1 - at]) > 0);
      if (!(oneWay ? a || b : a && b)) return 'they do not teach each other';
    } else if (ones.length === 3 && rings) {
      const goesRound = (/** @type {Person[]} */ [a, b, c]) =>
        teaches(a, b) > 0 && teaches(b, c) > 0 && teaches(c, a) > 0;
      const [a, b, c] = ones;
      if (!goesRound([a, b, c]) && !goesRound([a, c, b])) return 'they are no ring';
    } else return `${ones.length} people`;
    return brokenWithin(world, ones, context).join(', ');
  };
  for (const group of outcome.groups) {
    const word = fault(group.people);
    if (word) objections.push(`tandem ${group.number} ${idsOf(group.people)}: ${word}`);
  }
  checkTogether(world, people, outcome.groups, objections);
  const seated = outcome.groups.flatMap((group) => group.people).length;
  if (companions(world, people).length > 0) return;
  const own = criteria.filter((/** @type {Json} */ one) => one.complement);
  const rest = criteria.filter((/** @type {Json} */ one) => !one.complement);
  const weight = own[0]?.weight ?? 100;
  const isExact = own.length < 2 && isPlain(world, rest) && !rings;
  const value = (/** @type {Person} */ a, /** @type {Person} */ b) =>
    pairValue(world, a, b, rest) + weight * Math.floor((teaches(a, b) + teaches(b, a)) / 2);
  if (people.length <= SMALL) {
    const best = bestPlan(
      people.length,
      (members) => (fault(members.map((at) => people[at])) === '' ? 0 : null),
      { least: 2, most: 3 },
    );
    if (best && seated < best.seated && outcome.summary.extra?.mostPeople !== undefined)
      objections.push(`${seated} people are in tandems, ${best.seated} could be`);
  }
  if (rings) return;
  /** @type {number[][]} */
  const edges = [];
  for (const [a, one] of people.entries())
    for (const [b, other] of people.entries())
      if (a < b && fault([one, other]) === '') edges.push([a, b, isExact ? value(one, other) : 1]);
  const mates = edges.length === 0 ? [] : blossom(edges, true);
  const most = mates.filter((mate) => mate >= 0).length;
  if (seated !== most) objections.push(`${seated} people are in tandems, ${most} could be`);
  if (!isExact) return;
  const weights = new Map(edges.map(([a, b, points]) => [`${a} ${b}`, points]));
  const best = mates.reduce((sum, mate, at) => sum + (weights.get(`${at} ${mate}`) ?? 0), 0);
  compareWithBest(world, outcome, best, edges.length, objections);
}
