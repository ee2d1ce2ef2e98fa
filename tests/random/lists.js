/** The lists beside the roster, with what people write into them: ties, gaps, wishes for who is not on offer. */
import { daysFrom } from './company.js';

/** @typedef {import('../../tools/lib/random.mjs').Random} Random */
/** @typedef {import('./company.js').Company} Company */
/** @typedef {any} Json */
/** @typedef {Record<string, string>[]} Rows */

/**
 * Ranked wishes of mentees, of mentors or of both, a row for each with its rank: ranks may tie.
 * @param {Random} random
 * @param {Company} staff
 */
export function mentoringLists(random, staff) {
  const share = random.pick([0.3, 0.7, 1]);
  const ties = random.chance(0.4);
  /** @type {Rows} */
  const rows = [];
  for (const person of staff.active) {
    if (!random.chance(share)) continue;
    const others = random.some(
      staff.ids.filter((other) => other !== person),
      1 + random.below(5),
    );
    for (const [at, wish] of others.entries())
      rows.push({
        Person: person,
        Wish: wish,
        Rank: String(ties ? 1 + random.below(3) : at + 1),
      });
  }
  return rows;
}

/**
 * @param {Random} random
 * @param {Company} staff
 * @param {string} date
 * @returns {Record<string, Rows>}
 */
export function shadowingLists(random, staff, date) {
  const hosts = random.some(staff.active, 1 + random.below(Math.min(12, staff.active.length)));
  const days = Array.from({ length: 4 }, (_, at) => daysFrom(date, 5 + at * 3));
  const times = [
    ['', ''],
    ['09:00', '12:00'],
    ['13:00', '17:00'],
    ['11:00', '14:00'],
  ];
  const dates = hosts.flatMap((Host) =>
    Array.from({ length: 1 + random.below(3) }, () => {
      const [Begin, End] = random.pick(times);
      return {
        Host,
        Date: random.chance(0.05) ? daysFrom(date, -5) : random.pick(days),
        Begin,
        End,
        Places: random.pick(['', '1', '2', '3']),
        Where: random.pick(['', '', 'Wien', 'Graz']),
      };
    }),
  );
  const departments = [...new Set(staff.rows.map((row) => row.Department.trim()))].filter(
    (one) => !['', 'n/a', '-'].includes(one),
  );
  const guests = random.some(staff.active, 1 + random.below(staff.active.length)).map((Guest) => {
    const wish = () => (random.chance(0.6) ? random.pick(hosts) : random.pick(departments));
    return {
      Guest,
      'Wish 1': random.chance(0.8) ? (wish() ?? '') : '',
      'Wish 2': random.chance(0.3) ? (wish() ?? '') : '',
      Dates: random.chance(0.3) ? random.some(days, 2).join('; ') : '',
      Visits: random.pick(['', '', '1', '2', '3']),
      Travels: random.pick(['', 'yes', 'no', 'yes']),
    };
  });
  return { dates: unique(dates, ['Host', 'Date', 'Begin']), guests };
}

/**
 * Rows that differ in some columns.
 * @param {Rows} rows
 * @param {string[]} columns
 */
function unique(rows, columns) {
  const key = (/** @type {Record<string, string>} */ row) =>
    columns.map((column) => row[column]).join('|');
  return rows.filter((row, at) => rows.findIndex((other) => key(other) === key(row)) === at);
}

const EQUIPMENT = ['Projector', 'Flip chart', 'Workbench'];

/** @param {Random} random @param {string[]} names @param {number} seats */
function roomRows(random, names, seats) {
  return names.map((Room) => ({
    Room,
    Capacity: String(Math.max(1, Math.round(seats * (0.5 + random.below(100) / 100)))),
    Equipment: random.some(EQUIPMENT, random.below(3)).join('; '),
  }));
}

/**
 * @param {Random} random
 * @param {Company} staff
 * @param {string} date
 */
export function barcampLists(random, staff, date) {
  const count = 2 + random.below(9);
  const slotCount = 1 + random.below(4);
  const slots = Array.from({ length: slotCount }, (_, at) => ({
    Slot: `S${at + 1}`,
    Date: random.chance(0) ? date : '',
    Begin: `${String(9 + at).padStart(2, '0')}:00`,
    End: `${String(9 + at).padStart(2, '0')}:45`,
  }));
  const rooms = roomRows(
    random,
    ['Halle', 'Loft', 'Küche'].slice(0, 1 + random.below(3)),
    Math.max(3, staff.active.length / 2),
  ).map((row) => ({
    ...row,
    Open: random.chance(0.15) ? random.pick(slots).Slot : '',
  }));
  const guestsFromOutside = ['Dr. Outside', 'Ada Elsewhere'];
  const proposals = Array.from({ length: count }, (_, at) => ({
    Id: `P${at + 1}`,
    Session: ['Bees', 'Cats', 'Üben', 'Dough', 'Echo', 'Fjord', 'Gin', 'Hay', 'Ink', 'Jam', 'Kit'][
      at
    ],
    Hosts: [
      ...random.some(staff.active, random.pick([1, 1, 1, 2])),
      ...(random.chance(0.12) ? [random.pick(guestsFromOutside)] : []),
    ].join('; '),
    Equipment: random.chance(0.2) ? random.pick(EQUIPMENT) : '',
    Length: slotCount > 1 && random.chance(0.1) ? '2' : '1',
    Size: '',
    When: random.chance(0.1) ? random.pick(slots).Slot : '',
  }));
  const votes = staff.active.flatMap((Person) =>
    random
      .some(proposals, random.below(5))
      .map(({ Id }) => ({ Person, Session: Id, Stars: String(1 + random.below(3)) })),
  );
  // A list of nothing is none.
  if (votes.length === 0)
    votes.push({ Person: staff.active[0], Session: proposals[0].Id, Stars: '1' });
  const fixed = random.chance(0.2)
    ? { fixed: [{ session: proposals[0].Id, slot: random.pick(slots).Slot }] }
    : {};
  const away = random.chance(0.2)
    ? { away: [{ person: random.pick(staff.active), slots: [random.pick(slots).Slot] }] }
    : {};
  const out = random.chance(0.15) ? { out: { sessions: [proposals[count - 1].Id] } } : {};
  return {
    program: { ...fixed, ...away, ...out },
    lists: { proposals, rooms, slots, votes },
  };
}

/**
 * Groups in spaces: given ones, or none where they are mixed.
 * @param {Random} random
 * @param {Company} staff
 * @param {string} date
 * @param {boolean} mixed
 */
export function groupLists(random, staff, date, mixed) {
  const sites = staff.headers.includes('Site') ? ['Wien', 'Graz', ''] : [''];
  const weekly = random.chance(0.7);
  const weekdays = ['Tuesday', 'Thursday', 'Friday'];
  const slots = Array.from({ length: 1 + random.below(3) }, (_, at) => ({
    Slot: `T${at + 1}`,
    Date: weekly ? weekdays[at] : daysFrom(date, 1 + at * 2),
    Begin: '09:00',
    End: '12:00',
  }));
  const rooms = roomRows(
    random,
    ['Atelier', 'Gallery', 'Loft'].slice(0, 1 + random.below(3)),
    Math.max(4, staff.active.length / 2),
  ).map((row) => ({
    Space: row.Room,
    Capacity: row.Capacity,
    Site: random.pick(sites),
    Equipment: row.Equipment,
    Groups: random.pick(['', '1', '2']),
    Open: random.chance(0.15) ? random.pick(slots).Slot : '',
  }));
  const people = random.some(staff.active, staff.active.length);
  /** @type {Rows} */
  const groups = [];
  while (people.length > 0 && groups.length < 8) {
    const members = people.splice(0, 1 + random.below(4));
    if (groups.length > 0 && random.chance(0.1)) members.push(staff.active[0]);
    groups.push({
      Group: ['Rot', 'Grün', 'Blau', 'Gelb', 'Ocker', 'Lila', 'Weiß', 'Grau'][groups.length],
      Members: [...new Set(members)].join('; '),
      Size: random.chance(0.2) ? String(members.length + 1) : '',
      Site: random.chance(0.3) ? random.pick(sites) : '',
      Equipment: random.chance(0.15) ? random.pick(EQUIPMENT) : '',
      When: random.chance(0.15) ? random.pick(slots).Slot : '',
      Wish: random.chance(0.3) ? random.pick(rooms).Space : '',
    });
  }
  const weeks = weekly ? { weeks: 1 + random.below(4) } : {};
  const fixed =
    !mixed && random.chance(0.15)
      ? { fixed: [{ group: groups[0].Group, space: random.pick(rooms).Space }] }
      : {};
  return {
    program: {
      ...weeks,
      ...fixed,
      ...(random.chance(0.4) ? { sites: random.pick(['match', 'any']) } : {}),
      ...(random.chance(0.3) ? { neighbours: random.below(101) } : {}),
      ...(random.chance(0.2) ? { tables: 3 + random.below(3) } : {}),
    },
    lists: { ...(mixed ? {} : { groups }), rooms, slots },
  };
}
