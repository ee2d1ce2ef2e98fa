/** A large barcamp: sessions of which some are liked better, and rooms that together seat everybody, or not quite. */
import { Random } from '../../lib/random.mjs';

const SESSIONS = 80;
const LEAN = 0.05;
const ROOMS = [
  ['Hall', 300, 'Projector'],
  ['Forum', 200, 'Projector'],
  ['Loom', 160, 'Projector'],
  ['Studio', 120, ''],
  ['Canteen', 100, ''],
  ['Spindle', 80, 'Projector'],
  ['Workshop', 60, 'Workbench'],
  ['Attic', 50, ''],
];
const SLOTS = [
  '09:00,09:45',
  '10:00,10:45',
  '11:00,11:45',
  '13:00,13:45',
  '14:00,14:45',
  '15:00,15:45',
];

/**
 * Everybody votes for 5 to 10 sessions with one to three stars; every session has a host or two.
 * @param {number} people
 * @param {number} [share] of the seats that there are with enough for all
 * @returns {Record<'people' | 'proposals' | 'votes' | 'rooms' | 'slots', string>} as CSV
 */
export function barcampLists(people, share = 1) {
  const random = new Random(7);
  const weights = Object.fromEntries(
    Array.from({ length: SESSIONS }, (_, s) => [`S${s + 1}`, 1 / (1 + s * LEAN)]),
  );
  const proposals = Object.keys(weights).map((id, s) => {
    const hosts = random.some([0, 1, 2, 3, 4, 5, 6, 7], 1 + random.below(2));
    const equipment = s % 4 === 0 ? 'Projector' : s % 19 === 3 ? 'Workbench' : '';
    return `${id},Session ${s + 1},${hosts.map((host) => `P${8 * s + host}`).join('; ')},${equipment}`;
  });
  const votes = Array.from({ length: people }, (_, p) => {
    const own = new Set();
    const count = 5 + random.below(6);
    while (own.size < count) own.add(random.weighted(weights));
    return [...own].map((session) => `P${p},${session},${1 + random.below(3)}`).join('\n');
  });
  const scale = (people / 1000) * share;
  const table = (/** @type {string} */ head, /** @type {string[]} */ rows) =>
    `${[head, ...rows].join('\n')}\n`;
  return {
    people: table(
      'Employee ID,Name,Department',
      Array.from({ length: people }, (_, p) => `P${p},Person ${p},Department ${p % 12}`),
    ),
    proposals: table('Id,Session,Hosts,Equipment', proposals),
    votes: table('Employee ID,Session,Stars', votes),
    rooms: table(
      'Room,Capacity,Equipment',
      ROOMS.map(
        ([room, seats, equipment]) => `${room},${Math.round(Number(seats) * scale)},${equipment}`,
      ),
    ),
    slots: table(
      'Slot,Begin,End',
      SLOTS.map((times, t) => `${t + 1},${times}`),
    ),
  };
}
