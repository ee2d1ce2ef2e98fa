/** Spaces: seats, sites, equipment, opening, nobody in two places, one visit a week, and every group its turn. */
import { membersOf } from './brute.js';
import { checkTeamRules, checkTeamSizes } from './check-teams.js';
import { idsOf } from './outcome.js';
import { addDays, dayNumber, fold, table } from './world.js';

/** @typedef {import('./world.js').World} World */
/** @typedef {import('./world.js').Person} Person */
/** @typedef {import('./outcome.js').Outcome} Outcome */
/** @typedef {import('./outcome.js').Group} Group */
/** @typedef {any} Json */
/** @typedef {{name: string, size: number, people: Person[], site: string, equipment: string[], when: string}} Team */
/** @typedef {{week: number, date: string, slot: string, space: string, team: Team}} Visit */

/** Of so many groups and places a week all plans are gone through. */
const SMALL = { teams: 6, places: 8 };

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

class Spaces {
  /** @param {World} world @param {Outcome} outcome */
  constructor(world, outcome) {
    const { files } = world.kase;
    this.world = world;
    this.there = new Set(world.takingPart());
    this.rooms = table(files['rooms.csv']);
    this.slots = table(files['slots.csv']);
    this.isMixed = world.program.mixed === true;
    /** @type {Team[]} */
    this.teams = this.isMixed
      ? this.mixedTeams(outcome)
      : this.givenTeams(table(files['groups.csv']));
  }

  /** @param {Record<string, string>[]} rows @returns {Team[]} */
  givenTeams(rows) {
    return rows.map((row) => {
      const named = parts(row.Members).map((name) => this.world.find(name));
      const people = named.flatMap((one) => (one && this.there.has(one) ? [one] : []));
      return {
        name: row.Group,
        size: Math.max(people.length, row.Size === '' ? 0 : Number(row.Size)),
        people,
        site: fold(row.Site) || this.commonSite(people),
        equipment: parts(row.Equipment),
        when: row.When,
      };
    });
  }

  /** @param {Outcome} outcome @returns {Team[]} */
  mixedTeams(outcome) {
    /** @type {Map<string, Person[]>} */
    const teams = new Map();
    for (const { title, people } of outcome.groups) teams.set(title, people);
    return [...teams].map(([name, people]) => ({
      name,
      size: people.length,
      people,
      site: this.commonSite(people),
      equipment: [],
      when: '',
    }));
  }

  /** Where all people of a group are whose site is known, '' where that is not one. @param {Person[]} people */
  commonSite(people) {
    const known = people.map((person) => this.world.value(person, 'Site'));
    const sites = new Set(known.filter((site) => site !== ''));
    return sites.size === 1 ? [...sites][0] : '';
  }

  /** Why a group cannot be somewhere at all, '' where it can. @param {Team} team @param {string} space @param {string} slot */
  fault(team, space, slot) {
    const room = this.rooms.find(({ Space }) => Space === space);
    if (!room) return 'there is no such space';
    if (team.size > Number(room.Capacity)) return `${team.size} people, ${room.Capacity} seats`;
    if (room.Open !== '' && room.Open !== slot) return 'it is closed';
    if (team.when !== '' && team.when !== slot) return 'the group cannot then';
    if (team.equipment.some((one) => !parts(room.Equipment).includes(one)))
      return 'equipment is missing';
    const isAnySite = (this.world.program.sites ?? 'match') === 'any';
    const site = fold(room.Site ?? '');
    if (!isAnySite && site !== '' && team.site !== '' && site !== team.site)
      return 'it is at another site';
    for (const fix of this.world.program.fixed ?? [])
      if (fix.group === team.name && fix.space !== undefined && fix.space !== space)
        return `it is fixed to ${fix.space}`;
    return '';
  }

  /** Whether there is room for a group beside others. @param {Team} team @param {Visit} place @param {Visit[]} visits */
  hasRoom(team, { week, date, space, slot }, visits) {
    const room = this.rooms.find(({ Space }) => Space === space);
    const same = visits.filter(
      (one) => one.date === date && one.slot === slot && one.week === week,
    );
    const here = same.filter((one) => one.space === space);
    const seats = here.reduce((sum, one) => sum + one.team.size, 0);
    const most = room?.Groups === '' ? Number.POSITIVE_INFINITY : Number(room?.Groups);
    const people = new Set(idsOf(team.people));
    const isBusy = same.some((one) => idsOf(one.team.people).some((id) => people.has(id)));
    return seats + team.size <= Number(room?.Capacity) && here.length + 1 <= most && !isBusy;
  }

  /** All places there are, in every week. @returns {{week: number, date: string, slot: string, space: string}[]} */
  places() {
    const { weeks = 1 } = this.world.program;
    const isWeekly = WEEKDAYS.includes(this.slots[0].Date);
    // Days make the weeks that they are in.
    const mondays = [...new Set(this.slots.map(({ Date: day }) => mondayOf(day)))].sort();
    const times = this.slots.flatMap(({ Slot, Date: day }) =>
      isWeekly
        ? Array.from({ length: weeks }, (_, at) => {
            return { week: at + 1, date: this.dateOf(day, at + 1), slot: Slot };
          })
        : [{ week: mondays.indexOf(mondayOf(day)) + 1, date: day, slot: Slot }],
    );
    return times.flatMap((time) => this.rooms.map(({ Space }) => ({ ...time, space: Space })));
  }

  /** @param {string} weekday @param {number} week */
  dateOf(weekday, week) {
    const from = dayNumber(this.world.date);
    const ahead = (WEEKDAYS.indexOf(weekday) - ((from + 4) % 7) + 7) % 7;
    return addDays(this.world.date, ahead + 7 * (week - 1));
  }
}

/** The number of the Monday on or before a day. @param {string} date */
function mondayOf(date) {
  return Math.floor((dayNumber(date) + 3) / 7);
}

/** @param {string} text */
function parts(text) {
  return text
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** @param {World} world @param {Outcome} outcome @param {string[]} objections */
export function checkSpaces(world, outcome, objections) {
  const model = new Spaces(world, outcome);
  /** @type {Visit[]} */
  const visits = [];
  for (const row of table(outcome.files['plan.csv'])) {
    const team = model.teams.find(({ name }) => name === row.group);
    const slot = model.slots.find(({ Begin, Date: day }) =>
      WEEKDAYS.includes(day)
        ? Begin === row.begin && day === WEEKDAYS[(dayNumber(row.date) + 4) % 7]
        : day === row.date && Begin === row.begin,
    );
    if (!team || !slot) {
      objections.push(`the plan has ${row.group} on ${row.date} ${row.begin}: there is no such`);
      continue;
    }
    if (Number(row.size) !== team.size)
      objections.push(`${team.name} has ${team.size} people, the plan says ${row.size}`);
    const word = model.fault(team, row.space, slot.Slot);
    if (word) objections.push(`${team.name} is in ${row.space} in ${slot.Slot}: ${word}`);
    const week = Number(row.week);
    visits.push({ week, date: row.date, slot: slot.Slot, space: row.space, team });
  }
  checkPlan(model, visits, objections);
  checkPeople(model, visits, outcome, objections);
  if (objections.length === 0) checkTurns(model, visits, objections);
  if (!model.isMixed) checkMost(model, visits, outcome, objections);
  if (model.isMixed) {
    /** @type {Map<string, Group>} */
    const once = new Map(outcome.groups.map((group) => [group.title, group]));
    checkTeamRules(world, world.takingPart(), [...once.values()], objections);
    if (outcome.leftOut.length === 0)
      checkTeamSizes(world, world.takingPart(), [...once.values()], objections);
  }
}

/** @param {Spaces} model @param {Visit[]} visits @param {string[]} objections */
function checkPlan(model, visits, objections) {
  for (const [at, visit] of visits.entries()) {
    const before = visits.slice(0, at);
    const { team, week, date, space } = visit;
    if (before.some((one) => one.team === team && one.week === week))
      objections.push(`${team.name} has two visits in week ${week}`);
    if (!model.hasRoom(team, visit, before))
      objections.push(`${team.name} has no room in ${space} on ${date} ${visit.slot}`);
    if (!model.places().some((one) => one.date === date && one.week === week))
      objections.push(`week ${week} has no ${date}`);
  }
}

/** @param {Spaces} model @param {Visit[]} visits @param {Outcome} outcome @param {string[]} objections */
function checkPeople(model, visits, outcome, objections) {
  for (const visit of visits) {
    const { team, date, space } = visit;
    if (team.people.length === 0) continue;
    const group = outcome.groups.find(
      (one) => one.title === team.name && one.date === date && one.where === space,
    );
    const is = idsOf(group?.people ?? []).sort();
    if (String(is) !== String(idsOf(team.people).sort()))
      objections.push(`${team.name} is ${is} on ${date}`);
  }
  const placed = new Set(visits.flatMap(({ team }) => team.people));
  const left = new Set(outcome.leftOut.map(({ person }) => person));
  const wanted = model.isMixed ? model.there : new Set(model.teams.flatMap(({ people }) => people));
  for (const person of wanted)
    if (placed.has(person) === left.has(person))
      objections.push(
        `${person.id} is placed: ${placed.has(person)}, left out: ${left.has(person)}`,
      );
  for (const person of left)
    if (!wanted.has(person)) objections.push(`${person.id} is left out, but in no group`);
}

/** No group is without a visit where there is room for it, and none has two more than one that could take its place. @param {Spaces} model @param {Visit[]} visits @param {string[]} objections */
function checkTurns(model, visits, objections) {
  const of = (/** @type {Team} */ team) => visits.filter((visit) => visit.team === team);
  const isHere = (/** @type {Team} */ team, /** @type {number} */ week) =>
    visits.some((visit) => visit.team === team && visit.week === week);
  for (const team of model.teams) {
    if (team.size === 0) continue;
    for (const place of model.places()) {
      if (isHere(team, place.week) || model.fault(team, place.space, place.slot) !== '') continue;
      if (model.hasRoom(team, { ...place, team }, visits)) {
        objections.push(
          `${team.name} has nothing in week ${place.week}, and ${place.space} is free`,
        );
        return;
      }
    }
    for (const visit of visits) {
      const { team: other, week } = visit;
      if (of(other).length < of(team).length + 2 || isHere(team, week)) continue;
      if (isFixed(model, other) || model.fault(team, visit.space, visit.slot) !== '') continue;
      const rest = visits.filter((one) => one !== visit);
      if (!model.hasRoom(team, { ...visit, team }, rest)) continue;
      objections.push(
        `${other.name} has ${of(other).length} turns, ${team.name} ${of(team).length}, who could take one`,
      );
      return;
    }
  }
}

/**
 * The sets of groups, as bits, that can have places in a week.
 * @param {Spaces} model
 * @param {ReturnType<Spaces['places']>} places
 */
function setsOf(model, places) {
  /** @type {Set<number>} */
  const sets = new Set();
  const go = (
    /** @type {number} */ at,
    /** @type {number} */ set,
    /** @type {Visit[]} */ visits,
  ) => {
    const team = model.teams[at];
    if (!team) {
      sets.add(set);
      return;
    }
    for (const place of places) {
      const visit = { ...place, team };
      if (model.fault(team, place.space, place.slot) !== '') continue;
      if (model.hasRoom(team, visit, visits)) go(at + 1, set | (2 ** at), [...visits, visit]);
    }
    go(at + 1, set, visits);
  };
  go(0, 0, []);
  return sets;
}

/**
 * As many visits as can be, and turns shared as evenly as those can be, of all plans there are.
 * @param {Spaces} model
 * @param {Visit[]} visits
 * @param {Outcome} outcome
 * @param {string[]} objections
 */
function checkMost(model, visits, { summary }, objections) {
  const { teams, world } = model;
  const places = model.places();
  const weeks = [...new Set(places.map(({ week }) => week))];
  const ofWeek = weeks.map((week) => places.filter((place) => place.week === week));
  if (teams.length > SMALL.teams || ofWeek.some((some) => some.length > SMALL.places)) return;
  if (teams.some(({ size }) => size === 0)) return;
  // What each had, over the weeks, in plans with as many visits as can be.
  let shares = new Set([teams.map(() => 0).join(' ')]);
  let most = 0;
  for (const some of ofWeek) {
    const sets = [...setsOf(model, some)];
    const largest = Math.max(...sets.map((set) => membersOf(set).length));
    most += largest;
    const full = sets.map(membersOf).filter((members) => members.length === largest);
    /** @type {Set<string>} */
    const next = new Set();
    for (const share of shares)
      for (const members of full) {
        const had = share.split(' ').map(Number);
        for (const member of members) had[member] += 1;
        next.add(had.join(' '));
      }
    shares = next;
  }
  const { proof } = summary.certificate;
  if (visits.length > most)
    objections.push(`${visits.length} visits, and no plan has over ${most}`);
  if (visits.length < most && proof === 'optimal')
    objections.push(`${visits.length} visits are called optimal, a plan has ${most}`);
  // What groups had before counts as well.
  if (visits.length < most || world.kase.files['workspace.weft.json']) return;
  const squares = (/** @type {number[]} */ had) => had.reduce((sum, one) => sum + one * one, 0);
  const least = Math.min(...[...shares].map((share) => squares(share.split(' ').map(Number))));
  const is = squares(teams.map((team) => visits.filter((visit) => visit.team === team).length));
  if (is > least && summary.extra.turns.proven)
    objections.push(`turns are called as even as can be: squares of ${is}, a plan has ${least}`);
}

/** @param {Spaces} model @param {Team} team */
function isFixed(model, team) {
  return (model.world.program.fixed ?? []).some(
    (/** @type {Json} */ fix) => fix.group === team.name,
  );
}
