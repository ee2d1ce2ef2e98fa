/** Job shadowing: dates, places, wishes, sites, one place at a time, and nobody over while a date is free for them. */
import { broken } from './rules.js';
import { isPlain, pairValue } from './value.js';
import { fold, pairOf, table } from './world.js';

/** @typedef {import('./world.js').World} World */
/** @typedef {import('./world.js').Person} Person */
/** @typedef {import('./outcome.js').Outcome} Outcome */
/** @typedef {any} Json */
/** @typedef {{host: Person, date: string, begin: string, end: string, places: number, where: string}} Offer */
/** @typedef {{person: Person, wishes: string[], days: string[], visits: number, travels: boolean}} Guest */
/** @typedef {{guest: Person, offer: Offer}} Visit */

/** Of so many visits that could be made, all plans are gone through. */
const SMALL = 14;

class Shadowing {
  /** @param {World} world */
  constructor(world) {
    this.world = world;
    const { program } = world;
    const there = new Set(world.takingPart());
    const { places = 1, visits = 1 } = program;
    /** @type {Offer[]} */
    this.offers = table(world.kase.files['dates.csv']).flatMap((row) => {
      const host = world.find(row.Host);
      if (!host || !there.has(host) || row.Date < world.date) return [];
      return [
        {
          host,
          date: row.Date,
          begin: row.Begin,
          end: row.End,
          places: row.Places === '' ? places : Number(row.Places),
          where: row.Where || (world.value(host, 'Site') && host.row.Site.trim()),
        },
      ];
    });
    // Of two dates of a host at one time the first counts, and that is said.
    /** @type {Offer[]} */
    const kept = [];
    for (const offer of this.offers)
      if (!kept.some((one) => one.host === offer.host && overlap(one, offer))) kept.push(offer);
    this.offers = kept;
    /** @type {Map<string, Guest>} */
    this.guests = new Map();
    for (const row of table(world.kase.files['guests.csv'])) {
      const person = world.find(row.Guest);
      if (!person || !there.has(person)) continue;
      this.guests.set(person.id, {
        person,
        wishes: [row['Wish 1'], row['Wish 2']].filter((wish) => wish !== ''),
        days: row.Dates === '' ? [] : row.Dates.split('; '),
        visits: row.Visits === '' ? visits : Number(row.Visits),
        travels: row.Travels === 'yes',
      });
    }
  }

  /** The site that a date is at: the one it names, else the host's. @param {Offer} offer */
  siteOf(offer) {
    const named = fold(offer.where);
    const isSite = this.world.people.some((person) => this.world.value(person, 'Site') === named);
    return isSite ? named : this.world.value(offer.host, 'Site');
  }

  /** Whether somebody is one of the wishes. @param {Guest} guest @param {Person} host */
  isWished(guest, host) {
    return guest.wishes.some(
      (wish) =>
        this.world.find(wish) === host ||
        fold(wish) === this.world.value(host, 'Department') ||
        (this.world.headers.includes('Team') && fold(wish) === this.world.value(host, 'Team')),
    );
  }

  /** Why a guest may not come to a date, '' where they may. @param {Guest} guest @param {Offer} offer */
  fault(guest, offer) {
    const { world } = this;
    const { program } = world;
    const { host, date } = offer;
    if (host === guest.person) return 'it is their own';
    if ((program.closed ?? []).some((/** @type {Json} */ one) => world.passes(host, one)))
      return 'the host is closed';
    if (guest.days.length > 0 && !guest.days.includes(date)) return 'they cannot that day';
    if (
      (program.unlisted ?? 'no') === 'no' &&
      guest.wishes.length > 0 &&
      !this.isWished(guest, host)
    )
      return 'the host is not wished for';
    const [theirs, own] = [host, guest.person].map((one) => world.value(one, 'Department'));
    // Two whose department nobody knows cannot be shown to differ.
    if (!program.ownDepartment && own === theirs) return 'it is their own department';
    for (const pair of program.competing ?? []) {
      const keys = pair.map(fold);
      if (own !== theirs && keys.includes(own) && keys.includes(theirs)) return 'they compete';
    }
    const travel = program.travel ?? 'willing';
    const site = world.value(guest.person, 'Site');
    const isHere = site !== '' && site === this.siteOf(offer);
    if (
      world.headers.includes('Site') &&
      !isHere &&
      (travel === 'nobody' || (travel === 'willing' && !guest.travels))
    )
      return 'it is at another site';
    return broken(world, host, guest.person, { date: world.date, directed: true }).join(', ');
  }

  /** What else is in the way of a visit, beside the visits there are. @param {Guest} guest @param {Offer} offer @param {Visit[]} visits */
  isFree(guest, offer, visits) {
    const { perDay } = this.world.program;
    const taken = visits.filter((visit) => visit.offer === offer).length;
    if (taken >= offer.places) return false;
    const own = visits.filter((visit) => visit.guest === guest.person).map((visit) => visit.offer);
    const hosted = this.offers.filter((one) => one.host === guest.person);
    if (own.some((one) => one.host === offer.host)) return false;
    if ([...own, ...hosted].some((one) => overlap(one, offer))) return false;
    return !perDay || this.inDepartment(offer, visits) < perDay;
  }

  /** Visits of a date's department on its day. @param {Offer} offer @param {Visit[]} visits */
  inDepartment(offer, visits) {
    const of = (/** @type {Offer} */ one) => this.world.value(one.host, 'Department');
    return visits.filter(
      (visit) => visit.offer.date === offer.date && of(visit.offer) === of(offer),
    ).length;
  }
}

/** Whether two dates are at the same time; without times they are all day. @param {Offer} a @param {Offer} b */
function overlap(a, b) {
  if (a.date !== b.date) return false;
  if (a.begin === '' || b.begin === '') return true;
  return a.begin < b.end && b.begin < a.end;
}

/** @param {World} world @param {Outcome} outcome @param {string[]} objections */
export function checkShadowing(world, outcome, objections) {
  const model = new Shadowing(world);
  /** @type {Visit[]} */
  const visits = [];
  for (const group of outcome.groups) {
    const hosts = group.members.filter(({ role }) => role === 'host');
    const guests = group.members.filter(({ role }) => role === 'guest');
    const offer = model.offers.find(
      (one) =>
        one.host === hosts[0]?.person &&
        one.date === group.date &&
        one.begin === group.begin &&
        one.end === group.end,
    );
    if (hosts.length !== 1 || guests.length + 1 !== group.members.length || !offer) {
      objections.push(`group ${group.number} is at no date that was offered`);
      continue;
    }
    if (guests.length === 0 || guests.length > offer.places)
      objections.push(`group ${group.number}: ${guests.length} guests, ${offer.places} places`);
    if (fold(group.where) !== fold(offer.where))
      objections.push(`group ${group.number} is in ${group.where}, not ${offer.where}`);
    for (const { person } of guests) visits.push({ guest: person, offer });
  }
  for (const { guest, offer } of visits) {
    const about = model.guests.get(guest.id);
    const word = about ? model.fault(about, offer) : 'they are no guest';
    if (word) objections.push(`${guest.id} visits ${offer.host.id}: ${word}`);
  }
  checkTimes(model, visits, objections);
  for (const { person, visits: wanted } of model.guests.values()) {
    const own = visits.filter(({ guest }) => guest === person).length;
    const most = world.program.swap ? 1 : wanted;
    if (own > most) objections.push(`${person.id} makes ${own} visits, ${most} were wanted`);
    const isOut = outcome.leftOut.some((one) => one.person === person);
    if (isOut !== (own === 0))
      objections.push(`${person.id} makes ${own} visits, left out: ${isOut}`);
  }
  for (const { person } of outcome.leftOut)
    if (!model.guests.has(person.id)) objections.push(`${person.id} is left out, but no guest`);
  if (world.program.swap) {
    for (const { guest, offer } of visits)
      if (!visits.some((back) => back.guest === offer.host && back.offer.host === guest))
        objections.push(`the visit of ${guest.id} at ${offer.host.id} is not returned`);
    checkMost(model, visits, outcome, objections);
    return;
  }
  checkMost(model, visits, outcome, objections);
  for (const guest of model.guests.values()) {
    const own = visits.filter((visit) => visit.guest === guest.person).length;
    const open =
      own < guest.visits &&
      model.offers.find(
        (offer) => model.isFree(guest, offer, visits) && model.fault(guest, offer) === '',
      );
    if (open)
      objections.push(
        `${guest.person.id} makes ${own} visits, and ${open.host.id} has room on ${open.date}`,
      );
  }
}

/** Visits, the first of a guest counting twice. @param {Visit[]} visits */
function rankOf(visits) {
  return visits.length + new Set(visits.map(({ guest }) => guest)).size;
}

/**
 * As many visits as can be, and without wishes the most points, of all plans there are.
 * @param {Shadowing} model
 * @param {Visit[]} visits
 * @param {Outcome} outcome
 * @param {string[]} objections
 */
function checkMost(model, visits, { summary }, objections) {
  const { world, offers } = model;
  const { swap = false, perDay } = world.program;
  const guests = [...model.guests.values()];
  const options = guests.flatMap((guest) =>
    offers
      .filter((offer) => model.fault(guest, offer) === '')
      .filter((offer) => !offers.some((own) => own.host === guest.person && overlap(own, offer)))
      .map((offer) => ({ guest: guest.person, offer, most: swap ? 1 : guest.visits })),
  );
  if (options.length > SMALL) return;
  const isExact = isPlain(world) && guests.every(({ wishes }) => wishes.length === 0);
  const worth = (/** @type {Visit} */ { guest, offer }) => pairValue(world, offer.host, guest);
  /** @type {(typeof options)[number][]} */
  const chosen = [];
  const mayJoin = (/** @type {(typeof options)[number]} */ one) => {
    if (chosen.filter(({ offer }) => offer === one.offer).length >= one.offer.places) return false;
    if (chosen.filter(({ guest }) => guest === one.guest).length >= one.most) return false;
    if (perDay && model.inDepartment(one.offer, chosen) >= perDay) return false;
    return chosen.every(({ guest, offer }) => {
      const isSameHost = offer.host === one.offer.host;
      if (guest === one.guest) return !isSameHost && !overlap(offer, one.offer);
      if (offer === one.offer) return !areApart(world, guest, one.guest);
      return !isSameHost || !overlap(offer, one.offer);
    });
  };
  const isReturned = () =>
    chosen.every(({ guest, offer }) =>
      chosen.some((back) => back.guest === offer.host && back.offer.host === guest),
    );
  let most = 0;
  let best = 0;
  const go = (/** @type {number} */ at) => {
    if (at < options.length) {
      if (mayJoin(options[at])) {
        chosen.push(options[at]);
        go(at + 1);
        chosen.pop();
      }
      go(at + 1);
      return;
    }
    if (swap && !isReturned()) return;
    const rank = rankOf(chosen);
    if (rank < most) return;
    const value = isExact ? chosen.reduce((sum, visit) => sum + worth(visit), 0) : 0;
    best = rank > most ? value : Math.max(best, value);
    most = rank;
  };
  go(0);
  const rank = rankOf(visits);
  const { value, bound, proof } = summary.certificate;
  if (rank > most) objections.push(`visits rank ${rank}, and no plan above ${most}`);
  if (rank < most && summary.extra.mostProven)
    objections.push(`visits rank ${rank} and are called the most, a plan has ${most}`);
  if (!isExact || rank < most) return;
  if (bound < best) objections.push(`the bound ${bound} is below the best ${best}`);
  if (proof === 'optimal' && value < best)
    objections.push(`${value} is called optimal, the best there is is ${best}`);
}

/** Guests of one date meet. @param {World} world @param {Person} a @param {Person} b */
function areApart(world, a, b) {
  return world.confidential.has(pairOf(a.id, b.id));
}

/** @param {Shadowing} model @param {Visit[]} visits @param {string[]} objections */
function checkTimes(model, visits, objections) {
  const { perDay } = model.world.program;
  for (const [at, { guest, offer }] of visits.entries()) {
    for (const other of visits.slice(at + 1)) {
      if (other.guest !== guest) continue;
      if (other.offer.host === offer.host)
        objections.push(`${guest.id} visits ${offer.host.id} twice`);
      if (overlap(other.offer, offer)) objections.push(`${guest.id} is in two places at once`);
    }
    if (model.offers.some((own) => own.host === guest && overlap(own, offer)))
      objections.push(`${guest.id} hosts and visits at one time`);
    for (const other of visits)
      if (other.offer !== offer && other.offer.host === offer.host && overlap(other.offer, offer))
        objections.push(`${offer.host.id} has guests at two dates at once`);
    if (perDay && model.inDepartment(offer, visits) > perDay)
      objections.push(`more than ${perDay} visits on ${offer.date} at ${offer.host.id}’s`);
  }
}
