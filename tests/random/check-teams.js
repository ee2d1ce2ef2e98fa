/** Teams, and the groups that spaces are mixed for: everybody in one team, rules of whole teams, no false “impossible”. */
import { brokenWithin, checkTogether, companions, compareWithBest } from './check-pool.js';
import { accountForAll, idsOf } from './outcome.js';
import { groupValue, isPlain } from './value.js';
import { table } from './world.js';

/** @typedef {import('./world.js').World} World */
/** @typedef {import('./world.js').Person} Person */
/** @typedef {import('./outcome.js').Outcome} Outcome */
/** @typedef {import('./outcome.js').Group} Group */
/** @typedef {any} Json */
/** @typedef {{name: string, least: number, most: number}} Project */

const SMALL = 8;

/**
 * Which rules of whole teams a team breaks.
 * @param {World} world
 * @param {Person[]} people
 * @returns {string[]}
 */
export function brokenByWhole(world, people) {
  const words = [];
  for (const [at, rule] of (world.program.rules ?? []).entries()) {
    const passing = (/** @type {Json} */ filter) =>
      people.filter((person) => world.passes(person, filter)).length;
    const fault = (/** @type {string} */ what) =>
      words.push(`rule ${at} ${JSON.stringify(rule)}: ${what}`);
    if (typeof rule.notAlone === 'string') {
      const values = people.map((person) => world.value(person, rule.notAlone));
      const alone = values.find(
        (value) => value !== '' && values.filter((other) => other === value).length === 1,
      );
      if (alone !== undefined) fault(`${alone} is alone`);
    } else if (rule.notAlone && passing(rule.notAlone) === 1) fault('one is alone');
    if (rule.atLeast !== undefined && passing(rule.who) < rule.atLeast)
      fault(`only ${passing(rule.who)}`);
    if (rule.atMost !== undefined && passing(rule.who) > rule.atMost) fault(`${passing(rule.who)}`);
    for (const entry of rule.cover?.has ?? [])
      if (passing({ column: rule.cover.column, has: [entry] }) === 0) fault(`nobody has ${entry}`);
  }
  for (const role of world.program.roles ?? []) {
    const able = people.filter((person) => world.passesAll(person, role.who)).length;
    if (able < (role.count ?? 1)) words.push(`${able} could be ${role.role}`);
  }
  return words;
}

/** @param {World} world @returns {Project[]} */
function projectsOf(world) {
  const file = world.kase.files['projects.csv'];
  if (!file) return [];
  return table(file).map((row) => ({
    name: row.Project,
    least: Number(row.Min),
    most: Number(row.Max),
  }));
}

/** @param {World} world @param {Outcome} outcome @param {string[]} objections */
export function checkTeams(world, outcome, objections) {
  const people = world.takingPart();
  const { program } = world;
  const projects = projectsOf(world);
  accountForAll(people, outcome.groups, [], objections);
  if (outcome.leftOut.length > 0) objections.push('teams leave somebody out');
  checkTeamRules(world, people, outcome.groups, objections);
  const named = (/** @type {Json} */ team) =>
    typeof team === 'number'
      ? outcome.groups.find(({ number }) => number === team)
      : outcome.groups.find(({ title }) => title === team);
  for (const { team, people: ones } of program.pinned ?? [])
    for (const one of ones) {
      const person = world.find(one);
      if (person && people.includes(person) && !named(team)?.people.includes(person))
        objections.push(`${person.id} is not in team ${team}`);
    }
  for (const role of program.roles ?? [])
    for (const group of outcome.groups) {
      const holders = group.members.filter((member) => member.role === role.role);
      if (holders.length < (role.count ?? 1))
        objections.push(`team ${group.number} has ${holders.length} as ${role.role}`);
      for (const { person } of holders)
        if (!world.passesAll(person, role.who))
          objections.push(`${person.id} cannot be ${role.role}`);
    }
  if (projects.length > 0) checkProjects(world, projects, outcome, objections);
  else checkTeamSizes(world, people, outcome.groups, objections);
  checkBestTeams(world, people, projects, outcome, objections);
}

/** @param {World} world @param {Person[]} people @param {Group[]} groups @param {string[]} objections */
export function checkTeamRules(world, people, groups, objections) {
  for (const group of groups) {
    const words = [
      ...brokenWithin(world, group.people, { date: world.date }),
      ...brokenByWhole(world, group.people),
    ];
    for (const word of words) objections.push(`team ${group.number}: ${word}`);
  }
  checkTogether(world, people, groups, objections);
}

/** @param {World} world @param {Person[]} people @param {Group[]} groups @param {string[]} objections */
export function checkTeamSizes(world, people, groups, objections) {
  const { count, size } = world.program;
  if (count && groups.length !== count)
    objections.push(`${groups.length} teams, asked for are ${count}`);
  const least = size?.min ?? (size ? 1 : Math.floor(people.length / (count ?? 1)));
  const most = size?.max ?? (size ? people.length : Math.ceil(people.length / (count ?? 1)));
  for (const { number, people: ones } of groups)
    if (ones.length < least || ones.length > most)
      objections.push(
        `team ${number} has ${ones.length} people, asked for are ${least} to ${most}`,
      );
}

/** @param {World} world @param {Project[]} projects @param {Outcome} outcome @param {string[]} objections */
function checkProjects(world, projects, { groups }, objections) {
  for (const project of projects) {
    const size = groups.find(({ title }) => title === project.name)?.people.length ?? 0;
    if (size < project.least || size > project.most)
      objections.push(`${project.name} has ${size} people`);
  }
  for (const { title } of groups)
    if (!projects.some(({ name }) => name === title)) objections.push(`${title} is no project`);
  if (!world.program.wishedOnly) return;
  for (const { title, people } of groups)
    for (const person of people) {
      const wishes = wishesOf(world, person);
      if (wishes.length > 0 && !wishes.includes(title))
        objections.push(`${person.id} is in ${title}, which is none of their wishes`);
    }
}

/** @param {World} world @param {Person} person @returns {string[]} */
function wishesOf(world, person) {
  const file = world.kase.files['preferences.csv'];
  const row = file && table(file).find((one) => world.find(one.Person) === person);
  return row ? [row['1st choice'], row['2nd choice']].filter((wish) => wish !== '') : [];
}

/**
 * All ways to make so many teams, for few people.
 * @param {World} world
 * @param {Person[]} people
 * @param {number} count
 * @param {(team: Person[], at: number) => boolean} fits a whole team, by its place
 * @param {(person: Person, at: number) => boolean} may whether somebody may be there
 * @param {boolean} areAlike teams may be renamed
 * @returns {number | null} the largest sum, null where there is no way
 */
function bestTeams(world, people, count, fits, may, areAlike) {
  /** @type {Person[][]} */
  const teams = Array.from({ length: count }, () => []);
  const sets = companions(world, people);
  const isExact = isPlain(world);
  /** @type {number | null} */
  let best = null;
  const place = (/** @type {number} */ at) => {
    if (at === people.length) {
      if (!teams.every(fits)) return;
      const apart = sets.some(
        (set) => teams.filter((team) => idsOf(team).some((id) => set.has(id))).length > 1,
      );
      if (apart) return;
      const value = isExact ? teams.reduce((sum, team) => sum + groupValue(world, team), 0) : 0;
      if (best === null || value > best) best = value;
      return;
    }
    for (const [index, team] of teams.entries()) {
      if (!may(people[at], index)) continue;
      team.push(people[at]);
      if (brokenWithin(world, team, { date: world.date }).length === 0) place(at + 1);
      team.pop();
      if (areAlike && team.length === 0) break;
    }
  };
  place(0);
  return best;
}

/**
 * @param {World} world
 * @param {Person[]} people
 * @param {Project[]} projects
 * @param {number} count
 */
function bestOf(world, people, projects, count) {
  const { size, pinned = [], wishedOnly } = world.program;
  const even = [Math.floor(people.length / count), Math.ceil(people.length / count)];
  const [least, most] = size ? [size.min ?? 1, size.max ?? people.length] : even;
  const sizeFits = (/** @type {number} */ length, /** @type {number} */ at) =>
    projects.length > 0
      ? length >= projects[at].least && length <= projects[at].most
      : length >= least && length <= most;
  const pins = new Map(
    pinned.flatMap((/** @type {Json} */ pin) =>
      pin.people.map((/** @type {string} */ one) => [
        world.find(one)?.id,
        typeof pin.team === 'number'
          ? pin.team - 1
          : projects.findIndex(({ name }) => name === pin.team),
      ]),
    ),
  );
  const wishes = new Map(people.map((person) => [person.id, wishesOf(world, person)]));
  return bestTeams(
    world,
    people,
    count,
    (team, at) =>
      sizeFits(team.length, at) && (team.length === 0 || brokenByWhole(world, team).length === 0),
    (person, at) => {
      const pin = pins.get(person.id);
      if (pin !== undefined && pin !== at) return false;
      const wished = wishes.get(person.id) ?? [];
      return !wishedOnly || wished.length === 0 || wished.includes(projects[at].name);
    },
    projects.length === 0 && pins.size === 0,
  );
}

/**
 * @param {World} world
 * @param {Person[]} people
 * @param {Project[]} projects
 * @param {Outcome} outcome
 * @param {string[]} objections
 */
function checkBestTeams(world, people, projects, outcome, objections) {
  const isSmall = people.length <= SMALL && outcome.groups.length <= 4;
  const areWhole = outcome.groups.every((group) => group.people.length > 1);
  if (!isSmall || !areWhole || !isPlain(world) || projects.length > 0) return;
  const best = bestOf(world, people, projects, outcome.groups.length);
  if (best === null) objections.push('there is no such way, says who went through all');
  else compareWithBest(world, outcome, best, outcome.groups.length * 4, objections);
}

/**
 * Where the run was refused there must be no way; only small companies can be gone through.
 * @param {World} world
 * @param {string[]} objections
 */
export function checkRefusedTeams(world, objections) {
  const people = world.takingPart();
  const projects = projectsOf(world);
  const { count, size } = world.program;
  if (people.length < 2 || people.length > SMALL) return;
  const counts =
    projects.length > 0
      ? [projects.length]
      : count
        ? [count]
        : Array.from({ length: people.length }, (_, at) => at + 1);
  for (const teams of counts) {
    if (teams > people.length || teams > 5) continue;
    if (!count && projects.length === 0 && teams * (size?.max ?? people.length) < people.length)
      continue;
    const best = bestOf(world, people, projects, teams);
    if (best !== null) {
      objections.push(`it is refused, but ${teams} teams keep all rules`);
      return;
    }
  }
}
