/** Mentoring: who may mentor whom, places, wishes, and no two who would rather have each other. */
import { idsOf } from './outcome.js';
import { broken } from './rules.js';
import { isPlain, pairValue } from './value.js';
import { pairOf, table } from './world.js';

/** @typedef {import('./world.js').World} World */
/** @typedef {import('./world.js').Person} Person */
/** @typedef {import('./outcome.js').Outcome} Outcome */
/** @typedef {any} Json */
/** @typedef {Map<string, number>} Wishes from an id to its rank */

const SMALL = 7;

export class Mentoring {
  /** @param {World} world */
  constructor(world) {
    this.world = world;
    const { mentors, mentees, direction = 'classic', unlisted = 'no', line = true } = world.program;
    const people = world.takingPart();
    this.people = people;
    this.direction = direction;
    this.unlisted = unlisted;
    this.line = line;
    this.isPlain = isPlain(world);
    const mayMentor = people.filter((person) => world.passesAll(person, mentors));
    const mayLearn = people.filter((person) =>
      mentees ? world.passesAll(person, mentees) : mentors ? !mayMentor.includes(person) : true,
    );
    this.mentors = new Set(idsOf(mayMentor));
    this.mentees = new Set(idsOf(mayLearn));
    // By the filters alone: whoever is wished for may be away.
    const all = world.people;
    const mentorAt = all.filter((person) => world.passesAll(person, mentors));
    this.wishedAsMentor = new Set(idsOf(mentorAt));
    this.wishedAsMentee = new Set(
      idsOf(
        all.filter((person) =>
          mentees ? world.passesAll(person, mentees) : mentors ? !mentorAt.includes(person) : true,
        ),
      ),
    );
    if (direction === 'both') {
      const either = new Set([...this.wishedAsMentor, ...this.wishedAsMentee]);
      this.wishedAsMentor = this.wishedAsMentee = either;
    }
    this.wishes = this.readWishes();
  }

  /** Who may mentor at all, whichever way. @param {string} id */
  mayMentor(id) {
    return this.mentors.has(id) || (this.direction === 'both' && this.mentees.has(id));
  }

  /** @param {string} id */
  mayLearn(id) {
    return this.mentees.has(id) || (this.direction === 'both' && this.mentors.has(id));
  }

  /** @returns {Map<string, Wishes>} */
  readWishes() {
    const file = this.world.kase.files['preferences.csv'];
    /** @type {Map<string, Wishes>} */
    const wishes = new Map();
    for (const row of file ? table(file) : []) {
      const person = this.world.find(row.Person);
      const wish = this.world.find(row.Wish);
      if (!person) continue;
      const own = wishes.get(person.id) ?? new Map();
      // A wish for nobody on the roster is one all the same.
      const whom = wish ? wish.id : `? ${row.Wish}`;
      own.set(whom, Math.min(own.get(whom) ?? 99, Number(row.Rank)));
      wishes.set(person.id, own);
    }
    return wishes;
  }

  /**
   * The wishes somebody has in a role; null where they have none. Who has both roles has wishes for a role where one
   * names somebody who may have the other; a wish for somebody who may have neither is one for both.
   * @param {string} id
   * @param {'mentor' | 'mentee'} role
   */
  wishesAs(id, role) {
    const wishes = this.wishes.get(id);
    if (!wishes) return null;
    const isBoth = this.mayMentor(id) && this.mayLearn(id);
    const counts = [...wishes.keys()].some((one) => {
      const [asMentor, asMentee] = [this.wishedAsMentor.has(one), this.wishedAsMentee.has(one)];
      return (role === 'mentee' ? asMentor : asMentee) || (!asMentor && !asMentee);
    });
    return isBoth && !counts ? null : wishes;
  }

  /** Places of a mentor who may have mentees still. @param {Person} person */
  places(person) {
    const { capacity } = this.world.program;
    const column = capacity?.column ?? '@capacity';
    const stated = this.world.header(column) ? this.world.number(person, column) : null;
    const all = stated ?? capacity?.default ?? 1;
    const at = this.world.history.people.indexOf(person.id);
    const running = this.world
      .held()
      .filter((/** @type {Json} */ round) => round.format === 'mentoring')
      .filter((/** @type {Json} */ round) => round.until && this.world.date < round.until)
      .flatMap((/** @type {Json} */ round) => round.groups)
      .filter((/** @type {number[]} */ group) => group[0] === at)
      .reduce(
        (/** @type {number} */ sum, /** @type {number[]} */ group) => sum + group.length - 1,
        0,
      );
    const { load } = this.world.program;
    const room = load ? load.max - this.world.commitments(person, this.world.date) : all;
    return Math.max(0, Math.min(all - running, room));
  }

  /** Why somebody may not mentor somebody else, '' where they may. @param {Person} mentor @param {Person} mentee */
  fault(mentor, mentee) {
    if (mentor === mentee) return 'nobody mentors herself';
    const { world } = this;
    const straight = this.mentors.has(mentor.id) && this.mentees.has(mentee.id);
    const turned =
      this.direction === 'both' && this.mentees.has(mentor.id) && this.mentors.has(mentee.id);
    if (!straight && !turned) return 'they do not have these roles';
    const steps = world.stepsUp(mentor.id, mentee.id) + world.stepsUp(mentee.id, mentor.id);
    if (this.line && steps > 0) return 'they are in one line';
    for (const [giver, other, role] of /** @type {[Person, Person, 'mentor' | 'mentee'][]} */ ([
      [mentee, mentor, 'mentee'],
      [mentor, mentee, 'mentor'],
    ])) {
      const wishes = this.wishesAs(giver.id, role);
      if (wishes && this.unlisted === 'no' && !wishes.has(other.id))
        return `${giver.id} did not wish for ${other.id}`;
    }
    const ways = [
      ...(straight ? [this.direction === 'reverse' ? -1 : 1] : []),
      ...(turned ? [-1] : []),
    ];
    const words = ways.map((way) =>
      broken(world, mentor, mentee, { date: world.date, directed: true, turned: way }).join(', '),
    );
    return words.includes('') ? '' : words[0];
  }

  /**
   * Whether somebody likes one better than another for sure; what fits is only known of plain criteria.
   * @param {Person} person
   * @param {'mentor' | 'mentee'} role
   * @param {Person} one
   * @param {Person} other
   */
  prefers(person, role, one, other) {
    const wishes = this.wishesAs(person.id, role);
    if (wishes) {
      const rank = (/** @type {Person} */ of) => wishes.get(of.id) ?? Number.POSITIVE_INFINITY;
      return rank(one) < rank(other);
    }
    return (
      this.isPlain && pairValue(this.world, person, one) > pairValue(this.world, person, other)
    );
  }
}

/** @param {World} world @param {Outcome} outcome @param {string[]} objections */
export function checkMentoring(world, outcome, objections) {
  const model = new Mentoring(world);
  /** @type {Map<string, Person>} */
  const mentorOf = new Map();
  /** @type {Map<string, Person[]>} */
  const menteesOf = new Map();
  for (const { number, members } of outcome.groups) {
    const mentors = members.filter(({ role }) => role === 'mentor');
    const mentees = members.filter(({ role }) => role === 'mentee');
    if (mentors.length !== 1 || mentees.length + 1 !== members.length || mentees.length === 0) {
      objections.push(
        `group ${number} has ${mentors.length} mentors and ${mentees.length} mentees`,
      );
      continue;
    }
    const [{ person: mentor }] = mentors;
    const own = menteesOf.get(mentor.id) ?? [];
    for (const { person } of mentees) {
      const fault = model.fault(mentor, person);
      if (fault) objections.push(`${mentor.id} mentors ${person.id}: ${fault}`);
      if (mentorOf.has(person.id)) objections.push(`${person.id} has two mentors`);
      mentorOf.set(person.id, mentor);
      own.push(person);
    }
    menteesOf.set(mentor.id, own);
  }
  for (const [id, mentees] of menteesOf) {
    const person = /** @type {Person} */ (world.byId.get(id));
    if (mentees.length > model.places(person))
      objections.push(`${id} has ${mentees.length} mentees, and ${model.places(person)} places`);
    checkPeers(world, mentees, objections);
    checkOneRole(world, person, mentorOf, objections);
  }
  const leftOut = idsOf(outcome.leftOut.map(({ person }) => person));
  for (const id of leftOut) {
    if (mentorOf.has(id)) objections.push(`${id} is left out and has a mentor`);
    if (!model.mayLearn(id)) objections.push(`${id} is left out, and no mentee`);
  }
  for (const id of model.mentees)
    if (!mentorOf.has(id) && !leftOut.includes(id) && !menteesOf.has(id))
      objections.push(`${id} is lost`);
  const hasBoth = [...model.mentors].some((id) => model.mayLearn(id));
  if (world.program.peers || (world.program.load && hasBoth)) return;
  checkMost(world, model, outcome, mentorOf, objections);
  const { aim = world.program.favour === 'worst' ? 'worst' : 'stable' } = world.program;
  if (aim === 'stable') checkStable(model, mentorOf, menteesOf, objections);
}

/** @param {World} world @param {Person[]} mentees @param {string[]} objections */
function checkPeers(world, mentees, objections) {
  for (const [at, a] of mentees.entries())
    for (const b of mentees.slice(at + 1)) {
      if (world.confidential.has(pairOf(a.id, b.id)) && world.program.peers)
        objections.push(`${a.id} and ${b.id} have one mentor, and must not meet`);
      if (!world.program.peers) continue;
      for (const word of broken(world, a, b, { date: world.date }, { distances: false }))
        objections.push(`peers ${a.id} and ${b.id}: ${word}`);
    }
}

/** Who has room for one commitment more has one role only. @param {World} world @param {Person} person @param {Map<string, Person>} mentorOf @param {string[]} objections */
function checkOneRole(world, person, mentorOf, objections) {
  const { load } = world.program;
  if (!load || !mentorOf.has(person.id)) return;
  if (world.commitments(person, world.date) + 2 > load.max)
    objections.push(`${person.id} mentors and is mentored, with room for one`);
}

/** @param {Mentoring} model @param {Map<string, Person>} mentorOf @param {Map<string, Person[]>} menteesOf @param {string[]} objections */
function checkStable(model, mentorOf, menteesOf, objections) {
  for (const mentee of model.people) {
    if (!model.mayLearn(mentee.id)) continue;
    for (const mentor of model.people) {
      if (!model.mayMentor(mentor.id)) continue;
      const has = mentorOf.get(mentee.id);
      if (has === mentor || (has && !model.prefers(mentee, 'mentee', mentor, has))) continue;
      const theirs = menteesOf.get(mentor.id) ?? [];
      const isFree = theirs.length < model.places(mentor);
      const places = model.places(mentor) > 0;
      const rather = theirs.some((other) => model.prefers(mentor, 'mentor', mentee, other));
      if (places && (isFree || rather) && model.fault(mentor, mentee) === '')
        objections.push(
          `${mentee.id} and ${mentor.id} would rather have each other than ${has?.id ?? 'nobody'}`,
        );
    }
  }
}

/**
 * As many mentees as can be have a mentor where the largest sum is the aim, and no sum is larger than the bound.
 * @param {World} world
 * @param {Mentoring} model
 * @param {Outcome} outcome
 * @param {Map<string, Person>} mentorOf
 * @param {string[]} objections
 */
function checkMost(world, model, outcome, mentorOf, objections) {
  const { aim = world.program.favour === 'worst' ? 'worst' : 'stable' } = world.program;
  const mentees = model.people.filter(({ id }) => model.mayLearn(id));
  if (mentees.length > SMALL) return;
  const mentors = model.people.filter(({ id }) => model.mayMentor(id));
  const left = new Map(mentors.map((mentor) => [mentor.id, model.places(mentor)]));
  const fits = mentees.map((mentee) =>
    mentors.filter((mentor) => model.fault(mentor, mentee) === ''),
  );
  let most = 0;
  let best = 0;
  const go = (
    /** @type {number} */ at,
    /** @type {number} */ count,
    /** @type {number} */ value,
  ) => {
    if (at === mentees.length) {
      if (count > most) best = 0;
      most = Math.max(most, count);
      if (count === most) best = Math.max(best, value);
      return;
    }
    if (count + mentees.length - at < most) return;
    for (const mentor of fits[at]) {
      const places = left.get(mentor.id) ?? 0;
      if (places === 0) continue;
      left.set(mentor.id, places - 1);
      go(at + 1, count + 1, value + pairValue(world, mentor, mentees[at]));
      left.set(mentor.id, places);
    }
    go(at + 1, count, value);
  };
  if (!model.isPlain) return;
  go(0, 0, 0);
  const matched = mentorOf.size;
  if (matched > most) objections.push(`${matched} have a mentor, at most ${most} can`);
  if (aim !== 'stable' && matched < most)
    objections.push(`${matched} have a mentor, ${most} could have one`);
  const { value, bound, proof } = outcome.summary.certificate;
  if (matched === most && aim === 'fit' && bound < best)
    objections.push(`the bound ${bound} is below the best ${best}`);
  if (matched === most && aim === 'fit' && proof === 'optimal' && value !== best)
    objections.push(`${value} is called optimal, the best there is is ${best}`);
}
