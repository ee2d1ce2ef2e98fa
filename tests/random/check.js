/**
 * Whether an outcome keeps what the documents promise, from the inputs and groups.csv alone. An objection is a
 * sentence; there are none where all is well.
 */

import { checkBarcamp } from './check-barcamp.js';
import { checkMentoring, Mentoring } from './check-mentoring.js';
import {
  brokenWithin,
  checkLunch,
  checkTandem,
  companions,
  partsOf,
  presentIn,
} from './check-pool.js';
import { checkShadowing } from './check-shadowing.js';
import { checkSpaces } from './check-spaces.js';
import { checkRefusedTeams, checkTeams } from './check-teams.js';
import { checkSummary, readOutcome, saidWrongly } from './outcome.js';
import { World } from './world.js';

/** @typedef {import('./generate.js').Case} Case */
/** @typedef {import('./play.js').Played} Played */
/** @typedef {import('./outcome.js').Outcome} Outcome */

/** @type {Record<string, (world: World, outcome: Outcome, objections: string[]) => void>} */
const FORMATS = {
  lunch: checkLunch,
  tandem: checkTandem,
  teams: checkTeams,
  mentoring: checkMentoring,
  shadowing: checkShadowing,
  barcamp: checkBarcamp,
  spaces: checkSpaces,
};

/**
 * @param {Case} kase
 * @param {Played} played
 * @returns {string[]}
 */
export function objectionsTo(kase, played) {
  const objections = saidWrongly(played);
  if (objections.length > 0) return objections;
  const world = new World(kase);
  checkPossible(world, played, objections);
  if (!played.run?.certificate) {
    checkRefused(world, played, objections);
    return objections;
  }
  const outcome = readOutcome(world, played, objections);
  checkSummary(outcome, objections);
  FORMATS[kase.format]?.(world, outcome, objections);
  return objections;
}

/** Whether what a refusal says is so, for the refusals that valid programs can come to. @type {Record<string, (world: World) => boolean>} */
const REFUSALS = {
  'run.tooFewPeople': (world) => presentIn(world, 1, world.date).length < 2,
  'mentoring.noMentors': (world) => new Mentoring(world).mentors.size === 0,
  'mentoring.noMentees': (world) => new Mentoring(world).mentees.size === 0,
  'lunch.togetherSegments': (world) => (world.program.segments ?? []).length > 0,
  'spaces.confidentialTable': (world) => world.program.tables > 0 && world.confidential.size > 0,
  'program.togetherTooMany': (world) =>
    partsOf(world, world.takingPart()).some(({ most }) =>
      companions(world, world.takingPart()).some((set) => set.size > most),
    ),
};

/** @param {World} world @param {Played} played @param {string[]} objections */
function checkRefused(world, played, objections) {
  const errors = [...played.errors, ...played.issues].filter(
    ({ severity }) => severity === 'error',
  );
  const codes = [...new Set(errors.map(({ code }) => code))];
  if (codes.length === 0) objections.push('it is refused without a word');
  for (const code of codes)
    if (code in REFUSALS && !REFUSALS[code](world)) objections.push(`${code} is not so`);
  const { format, program } = world.kase;
  const ofTeams = codes.filter((code) => code.startsWith('teams.'));
  if (format === 'teams' && ofTeams.length > 0) checkRefusedTeams(world, objections);
  const people = world.takingPart();
  const areKeptApart = companions(world, people).some((set) => {
    const ones = people.filter(({ id }) => set.has(id));
    return brokenWithin(world, ones, { date: world.date }).length > 0;
  });
  const others = codes.filter(
    (code) =>
      !(code in REFUSALS) &&
      !ofTeams.includes(code) &&
      !(areKeptApart && code.startsWith('program.togetherBut.')),
  );
  const mayClash = format === 'teams' || program.mixed;
  if (others.length > 0 || (ofTeams.length > 0 && !mayClash))
    objections.push(`it is refused by ${codes}`);
}

/** How many take part is said before the run. @param {World} world @param {Played} played @param {string[]} objections */
function checkPossible(world, played, objections) {
  const { possible } = played;
  if (possible?.people === undefined) return;
  if (possible.people !== world.people.length)
    objections.push(`${possible.people} people are counted, ${world.people.length} there are`);
  const there = presentIn(world, 1, world.date).length;
  if (possible.takingPart !== there)
    objections.push(`${possible.takingPart} are said to take part, ${there} do`);
}
