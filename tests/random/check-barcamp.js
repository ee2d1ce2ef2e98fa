/** Barcamp: rooms, slots, hosts in one place at a time, guests who voted, seats, and votes counted anew. */
import blossom from 'edmonds-blossom';
import { fold, table } from './world.js';

/** @typedef {import('./world.js').World} World */
/** @typedef {import('./world.js').Person} Person */
/** @typedef {import('./outcome.js').Outcome} Outcome */
/** @typedef {any} Json */
/** @typedef {{id: string, title: string, hosts: string[], equipment: string[], length: number, when: string}} Session */
/** @typedef {{session: Session, room: string, first: number, last: number, people: Person[], hosts: Person[], guests: Person[]}} Placed */

/** Of so many agendas all are gone through. */
const SMALL = 4000;

const parts = (/** @type {string} */ text) =>
  text
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** @param {World} world @param {Outcome} outcome @param {string[]} objections */
export function checkBarcamp(world, outcome, objections) {
  const { files } = world.kase;
  const there = new Set(world.takingPart());
  const slots = table(files['slots.csv']);
  const rooms = table(files['rooms.csv']);
  const owned = new Set(rooms.flatMap((room) => parts(room.Equipment)));
  /** @type {Session[]} */
  const sessions = table(files['proposals.csv']).map((row) => ({
    id: row.Id,
    title: row.Session,
    hosts: parts(row.Hosts),
    // What no room has is said, and not asked for.
    equipment: parts(row.Equipment).filter((one) => owned.has(one)),
    length: Number(row.Length),
    when: row.When,
  }));
  const votes = readVotes(world, there, sessions);
  const out = new Set((world.program.out?.sessions ?? []).map(String));
  const fixed = world.program.fixed ?? [];
  /** @type {Placed[]} */
  const placed = [];
  for (const row of table(outcome.files['agenda.csv'])) {
    if (row.room === '') continue;
    const session = sessions.find(({ title }) => title === row.session);
    const room = rooms.find(({ Room }) => Room === row.room);
    const first = slots.findIndex(({ Begin }) => Begin === row.begin);
    const last = slots.findIndex(({ End }) => End === row.end);
    if (!session || !room || first < 0 || last < 0 || row.date !== world.date) {
      objections.push(
        `${row.session} is in ${row.room} at ${row.date} ${row.begin}: no such place`,
      );
      continue;
    }
    const group = outcome.groups.find(({ title }) => title === session.title);
    const members = group?.members ?? [];
    placed.push({
      session,
      room: row.room,
      first,
      last,
      people: members.map(({ person }) => person),
      hosts: members.filter(({ role }) => role === 'host').map(({ person }) => person),
      guests: members.filter(({ role }) => role === 'guest').map(({ person }) => person),
    });
    if (out.has(session.id)) objections.push(`${session.title} is out, and takes place`);
    if (last - first + 1 !== session.length)
      objections.push(`${session.title} has the wrong length`);
    if (session.equipment.some((one) => !parts(room.Equipment).includes(one)))
      objections.push(`${session.title} lacks its equipment in ${row.room}`);
    for (let slot = first; slot <= last; slot += 1) {
      if (session.when !== '' && slots[slot].Slot !== session.when)
        objections.push(`${session.title} cannot be in ${slots[slot].Slot}`);
      if (room.Open !== '' && slots[slot].Slot !== room.Open)
        objections.push(`${row.room} is closed in ${slots[slot].Slot}`);
    }
    const seated = members.length + hostsBeside(world, there, session);
    if (seated > Number(room.Capacity))
      objections.push(`${seated} people are in ${row.room}, which has ${room.Capacity} seats`);
    checkHosts(world, there, placed[placed.length - 1], row, objections);
  }
  for (const { session, slot } of fixed) {
    const place = placed.find((one) => one.session.id === session);
    const isMissing =
      outcome.summary.extra.missing?.length > 0 ||
      outcome.summary.issues.some(
        (/** @type {Json} */ issue) => issue.code === 'barcamp.fixedImpossible',
      );
    if (!place && !isMissing) objections.push(`${session} is fixed, and does not take place`);
    if (place && slots[place.first].Slot !== slot) objections.push(`${session} is not in ${slot}`);
  }
  for (const group of outcome.groups)
    if (!placed.some(({ session }) => session.title === group.title))
      objections.push(`${group.title} has people, and is not in the agenda`);
  checkAtOnce(world, placed, slots, objections);
  checkGuests(world, there, placed, votes, rooms, outcome, objections);
  const held = sessions.filter(({ id }) => !out.has(id));
  checkBest({ world, slots, rooms, sessions: held, votes }, outcome, objections);
}

/** @typedef {Record<string, string>[]} Rows */
/**
 * @typedef {{world: World, slots: Rows, rooms: Rows, sessions: Session[],
 *   votes: Map<string, Map<string, number>>}} Day
 */

/**
 * No agenda is worth more than the bound, and none more than what is called optimal: of few sessions of one slot.
 * @param {Day} day
 * @param {Outcome} outcome
 * @param {string[]} objections
 */
function checkBest(day, { summary }, objections) {
  const { world, sessions } = day;
  const { fixed = [] } = world.program;
  if (sessions.some(({ length }) => length > 1) || summary.extra.missing?.length > 0) return;
  const ways = sessions.map((session) => {
    const must = fixed.find((/** @type {Json} */ one) => one.session === session.id);
    const places = placesOf(day, session);
    return must
      ? places.filter(({ slot }) => day.slots[slot].Slot === must.slot)
      : [null, ...places];
  });
  if (ways.reduce((product, some) => product * some.length, 1) > SMALL) return;
  /** @type {Map<string, number>} */
  const known = new Map();
  const worthOf = (/** @type {number} */ slot, /** @type {[Session, number][]} */ there) => {
    const key = `${slot}: ${there.map(([{ id }, room]) => `${id} ${room}`)}`;
    if (!known.has(key)) known.set(key, attended(day, slot, there));
    return known.get(key) ?? 0;
  };
  let best = 0;
  const go = (
    /** @type {number} */ at,
    /** @type {[Session, {slot: number, room: number}][]} */ agenda,
  ) => {
    if (at === sessions.length) {
      const points = day.slots.map((_, slot) =>
        worthOf(
          slot,
          agenda
            .filter(([, place]) => place.slot === slot)
            .map(([session, { room }]) => [session, room]),
        ),
      );
      best = Math.max(
        best,
        points.reduce((sum, one) => sum + one, 0),
      );
      return;
    }
    for (const place of ways[at]) {
      const session = sessions[at];
      const beside = agenda.filter(([, other]) => other.slot === place?.slot);
      const isTaken = beside.some(
        ([other, { room }]) => room === place?.room || shareHost(world, other, session),
      );
      if (!isTaken) go(at + 1, place ? [...agenda, [session, place]] : agenda);
    }
  };
  go(0, []);
  const { value, bound, proof } = summary.certificate;
  if (value > best) objections.push(`worth ${value}, the best agenda is worth ${best}`);
  if (bound < best) objections.push(`the bound ${bound} is below the best ${best}`);
  if (proof === 'optimal' && value < best)
    objections.push(`${value} is called optimal, the best agenda is worth ${best}`);
}

/** Who hosts a session, by id or by name. @param {World} world @param {Session} session */
function hostsOf(world, { hosts }) {
  return hosts.map((name) => world.find(name)?.id ?? fold(name));
}

/** @param {World} world @param {Session} one @param {Session} other */
function shareHost(world, one, other) {
  const hosts = hostsOf(world, other);
  return hostsOf(world, one).some((host) => hosts.includes(host));
}

/** Whether somebody is away, by id or by name. @param {Day} day @param {string} who @param {number} slot */
function isAway({ world, slots }, who, slot) {
  return (world.program.away ?? []).some(
    (/** @type {Json} */ away) =>
      (world.find(away.person)?.id ?? fold(away.person)) === who &&
      (!away.slots || away.slots.includes(slots[slot].Slot)),
  );
}

/** Where a session can be, but for the others. @param {Day} day @param {Session} session */
function placesOf(day, session) {
  const { world, slots, rooms } = day;
  const hosts = hostsOf(world, session);
  const seats = new Set(hosts).size;
  return slots.flatMap(({ Slot }, slot) =>
    rooms.flatMap((one, room) => {
      const isOpen = one.Open === '' || one.Open === Slot;
      const has = session.equipment.every((wanted) => parts(one.Equipment).includes(wanted));
      const isThen = session.when === '' || session.when === Slot;
      const areThere = !hosts.some((host) => isAway(day, host, slot));
      const fits = Number(one.Capacity) >= seats;
      return isOpen && has && isThen && areThere && fits ? [{ slot, room }] : [];
    }),
  );
}

/**
 * The most that can be attended of the sessions of a slot.
 * @param {Day} day
 * @param {number} slot
 * @param {[Session, number][]} held with their rooms
 */
function attended(day, slot, held) {
  const { world, rooms, votes } = day;
  const busy = new Set(held.flatMap(([session]) => hostsOf(world, session)));
  const guests = [...votes].filter(([id]) => !busy.has(id) && !isAway(day, id, slot));
  /** @type {number[][]} */
  const edges = [];
  let seat = guests.length;
  for (const [session, room] of held) {
    const inside = new Set(hostsOf(world, session)).size;
    const free = Math.min(guests.length, Number(rooms[room].Capacity) - inside);
    for (let one = 0; one < free; one += 1, seat += 1)
      for (const [at, [, own]] of guests.entries()) {
        const points = own.get(session.id) ?? 0;
        if (points > 0) edges.push([at, seat, points]);
      }
  }
  if (edges.length === 0) return 0;
  const mates = blossom(edges, false);
  return edges
    .filter(([guest, place]) => mates[guest] === place)
    .reduce((sum, [, , points]) => sum + points, 0);
}

/**
 * How many hosts of a session are guests, or do not take part: they have a seat in it and no timetable.
 * @param {World} world
 * @param {Set<Person>} there
 * @param {Session} session
 */
function hostsBeside(world, there, { hosts }) {
  const beside = hosts.filter((name) => {
    const person = world.find(name);
    return !person || !there.has(person);
  });
  return new Set(beside.map((name) => world.find(name)?.id ?? fold(name))).size;
}

/** What each vote is worth, by person and session. @param {World} world @param {Set<Person>} there @param {Session[]} sessions */
function readVotes(world, there, sessions) {
  const rows = table(world.kase.files['votes.csv']);
  // The most that anybody gives, whether they take part or not, is a full vote.
  const most = Math.max(1, ...rows.map((row) => Number(row.Stars)));
  /** @type {Map<string, Map<string, number>>} */
  const votes = new Map();
  for (const row of rows) {
    const person = world.find(row.Person);
    // Hosts are in their own session anyway.
    const session = sessions.find(({ id }) => id === row.Session);
    if (!person || !there.has(person)) continue;
    if (session?.hosts.some((name) => world.find(name) === person)) continue;
    const own = votes.get(person.id) ?? new Map();
    own.set(row.Session, Math.floor((1000 * Number(row.Stars)) / most));
    votes.set(person.id, own);
  }
  return votes;
}

/** Hosts who take part are in their session, and the agenda names them and those from outside. @param {World} world @param {Set<Person>} there @param {Placed} place @param {Record<string, string>} row @param {string[]} objections */
function checkHosts(world, there, { session, hosts }, row, objections) {
  for (const name of session.hosts) {
    const person = world.find(name);
    if (person && there.has(person) && !hosts.includes(person))
      objections.push(`${name} hosts ${session.title}, and is not in it`);
    const shown = person?.name ?? name;
    if (!fold(row.hosts).includes(fold(shown)))
      objections.push(`the agenda does not name ${shown} as host of ${session.title}`);
  }
  for (const host of hosts)
    if (!session.hosts.some((name) => world.find(name) === host))
      objections.push(`${host.id} does not host ${session.title}`);
}

/** @param {Placed} a @param {Placed} b */
function areAtOnce(a, b) {
  return a.first <= b.last && b.first <= a.last;
}

/** No room, host or guest is in two sessions at once; who is away hosts and attends nothing. @param {World} world @param {Placed[]} placed @param {Record<string, string>[]} slots @param {string[]} objections */
function checkAtOnce(world, placed, slots, objections) {
  for (const [at, one] of placed.entries()) {
    for (const other of placed.slice(at + 1)) {
      if (one.session === other.session) objections.push(`${one.session.title} is there twice`);
      if (!areAtOnce(one, other)) continue;
      const both = `${one.session.title} and ${other.session.title}`;
      if (one.room === other.room) objections.push(`${both} are in ${one.room} at once`);
      for (const host of one.session.hosts)
        if (other.session.hosts.some((name) => fold(name) === fold(host)))
          objections.push(`${host} hosts ${both} at once`);
      for (const person of one.people)
        if (other.people.includes(person)) objections.push(`${person.id} is in ${both} at once`);
    }
    for (const { person, slots: names } of world.program.away ?? []) {
      const away = world.find(person);
      const is = names.some((/** @type {string} */ name) => {
        const slot = slots.findIndex(({ Slot }) => Slot === name);
        return slot >= one.first && slot <= one.last;
      });
      const hosts = one.session.hosts.some((name) => world.find(name) === away);
      if (is && away && (one.people.includes(away) || hosts))
        objections.push(`${away.id} is away, and in ${one.session.title}`);
    }
  }
}

/**
 * @param {World} world
 * @param {Set<Person>} there
 * @param {Placed[]} placed
 * @param {Map<string, Map<string, number>>} votes
 * @param {Record<string, string>[]} rooms
 * @param {Outcome} outcome
 * @param {string[]} objections
 */
function checkGuests(world, there, placed, votes, rooms, outcome, objections) {
  let points = 0;
  for (const { session, guests } of placed)
    for (const guest of guests) {
      if (!there.has(guest)) objections.push(`${guest.id} does not take part`);
      const vote = votes.get(guest.id)?.get(session.id);
      if (!vote) objections.push(`${guest.id} did not vote for ${session.title}`);
      points += vote ?? 0;
    }
  const { value } = outcome.summary.certificate;
  if (Math.abs(value - points) > placed.length * 3 + votes.size)
    objections.push(`the votes attended are worth ${points}, said is ${value}`);
  for (const [id, own] of votes) {
    const person = /** @type {Person} */ (world.byId.get(id));
    const busy = placed.filter(({ people }) => people.includes(person));
    const isOut = outcome.leftOut.some((one) => one.person === person);
    if (busy.length === 0 && own.size > 0 && !isOut) objections.push(`${id} is lost`);
    if (busy.length > 0 && isOut) objections.push(`${id} is left out, and attends`);
    if (!outcome.summary.extra.exact) continue;
    const away = (world.program.away ?? []).some(
      (/** @type {Json} */ one) => world.find(one.person) === person,
    );
    for (const place of placed) {
      if (away || !own.get(place.session.id) || place.people.includes(person)) continue;
      const seats = Number(rooms.find(({ Room }) => Room === place.room)?.Capacity);
      const taken = place.people.length + hostsBeside(world, there, place.session);
      const isFree = taken < seats && !busy.some((one) => areAtOnce(one, place));
      if (isFree)
        objections.push(`${id} voted for ${place.session.title}, which has a seat for them`);
    }
  }
}
