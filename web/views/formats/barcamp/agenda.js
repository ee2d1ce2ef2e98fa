/** An agenda as the core tells it, and programs that hold on to one. */

/** @typedef {import('../../../app/types.js').Program} Program */
/** @typedef {{slot: number, room: number}} Place indices of a grid */
/** @typedef {{name: string, label: string, date: string, begin: string, end: string, breakAfter: boolean}} Slot */
/** @typedef {{name: string, seats: number, site: string, stepFree: boolean, equipment: string[], open: boolean[]}} Room */
/**
 * @typedef {{session: number, id: string, title: string, about: string, length: number,
 *   hosts: Array<{id: string, name: string}>, equipment: string[], fixed: boolean, place: Place | null,
 *   people: number, votes: number, honoured: number,
 *   lost: {elsewhere: number, other: string, full: number, hosting: number, away: number}}} Session
 */
/**
 * @typedef {{value: number, of: number, votes: number, honoured: number, slots: Slot[], rooms: Room[],
 *   sessions: Session[]}} Grid
 */
/** @typedef {{session: string, slot: string, room: string}} Placed as programs have it */
/** @typedef {{rooms: string[], slots: string[], sessions: string[], people: Array<{person: string, slots: string[]}>}} Out */

/** How a program names a session. @param {Session} session */
const nameOf = ({ id, title }) => id || title;

/** @param {string} one @param {string} other */
const same = (one, other) => one.trim().toLowerCase() === other.trim().toLowerCase();

/**
 * @param {Grid} grid
 * @param {Session} session
 * @param {Place} place
 * @returns {Placed}
 */
function placed(grid, session, { slot, room }) {
  return {
    session: nameOf(session),
    slot: grid.slots[slot]?.label ?? '',
    room: grid.rooms[room]?.name ?? '',
  };
}

/**
 * A whole agenda, to be kept.
 * @param {Grid} grid
 * @param {Array<Place | null>} places of each session
 */
const keptAs = (grid, places) =>
  grid.sessions.flatMap((session, index) => {
    const place = places[index];
    return place ? [placed(grid, session, place)] : [];
  });

/**
 * What of the fixed sessions stays where it is fixed.
 * @param {Program} program
 * @param {Session[]} moved
 * @returns {Placed[]}
 */
const stillFixed = (program, moved) =>
  (program.fixed ?? []).filter(
    (/** @type {Placed} */ { session }) =>
      !moved.some(({ id, title }) => same(session, id) || same(session, title)),
  );

/**
 * The program with the agenda after a move by hand. What was moved stays there, whatever else is planned anew.
 * @param {Program} program
 * @param {Grid} before
 * @param {Grid} after
 * @param {number} session the one that was moved
 * @returns {Program}
 */
export function withMove(program, before, after, session) {
  const moved = after.sessions.filter(({ place }, index) => {
    const was = before.sessions[index]?.place;
    return was?.slot !== place?.slot || was?.room !== place?.room;
  });
  const hand = after.sessions[session];
  const fixed = stillFixed(program, moved);
  if (hand?.place) fixed.push(placed(after, hand, hand.place));
  const keep = keptAs(
    after,
    after.sessions.map(({ place }) => place),
  );
  return { ...program, fixed, keep };
}

/**
 * The program after something dropped out, with the agenda that repairs it.
 * @param {Program} program
 * @param {Grid} grid before it
 * @param {Out} out
 * @param {{changed: Array<{session: number}>, agenda: Array<Place | null>}} repair as the core proposes it
 * @returns {Program}
 */
export function withRepair(program, grid, out, { changed, agenda }) {
  const moved = changed.flatMap(({ session }) => grid.sessions[session] ?? []);
  const { rooms = [], slots = [], sessions = [] } = program.out ?? {};
  return {
    ...program,
    fixed: stillFixed(program, moved),
    keep: keptAs(grid, agenda),
    out: {
      rooms: [...new Set([...rooms, ...out.rooms])],
      slots: [...new Set([...slots, ...out.slots])],
      sessions: [...new Set([...sessions, ...out.sessions])],
    },
    away: [...(program.away ?? []), ...out.people],
  };
}

/**
 * Where somebody comes to with an arrow key, within the grid.
 * @param {Grid} grid
 * @param {Place} from
 * @param {string} key
 * @returns {Place | null} null: that was no arrow
 */
export function stepped(grid, { slot, room }, key) {
  const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  const step = steps[/** @type {keyof typeof steps} */ (key)];
  if (!step) return null;
  const within = (/** @type {number} */ at, /** @type {number} */ count) =>
    Math.min(count - 1, Math.max(0, at));
  return {
    slot: within(slot + Number(step[0]), grid.slots.length),
    room: within(room + Number(step[1]), grid.rooms.length),
  };
}

/**
 * What can be honoured of whose votes after a change, the largest changes first.
 * @param {Grid} before
 * @param {Grid} after
 * @returns {Array<{title: string, change: number}>}
 */
export function votesChanged(before, after) {
  return after.sessions
    .map(({ title, honoured }, index) => ({
      title,
      change: honoured - (before.sessions[index]?.honoured ?? 0),
    }))
    .filter(({ change }) => change !== 0)
    .sort((one, other) => Math.abs(other.change) - Math.abs(one.change));
}

/** Whether the slots are on several days. @param {Slot[]} slots */
export const severalDays = (slots) => new Set(slots.map(({ date }) => date)).size > 1;

/** @param {Slot} slot */
export const timesOf = ({ begin, end }) => `${begin}–${end}`;

/**
 * When a session begins and ends.
 * @param {Grid} grid
 * @param {Session} session one that takes place
 */
export function spanOf({ slots }, { place, length }) {
  const first = slots[place?.slot ?? 0];
  const last = slots[(place?.slot ?? 0) + length - 1];
  return { date: first?.date ?? '', begin: first?.begin ?? '', end: last?.end ?? '' };
}
