/** A made-up company as HR would export it: people with gaps, umlauts and spellings, and what they did before. */

/** @typedef {import('../../tools/lib/random.mjs').Random} Random */
/** @typedef {Record<string, string>} Row */
/**
 * @typedef {object} Company
 * @property {string[]} headers
 * @property {Row[]} rows as they stand in the file
 * @property {string[]} ids what identifies each row's person, in the order of the rows
 * @property {string[]} active those of them who are no longer away for good
 * @property {Record<string, object>} columns HR's choices for `profile`, by header
 */

const FIRST =
  'Ana Zoë Jürgen Søren Łucja Begoña Çağla Émile Ines Nora Tomáš Wei Aïsha Bo Ödön Pia Quirin Rosa Šárka Till Uma Vít Xenia Yusuf';
const LAST =
  "O'Brien Müller D'Angelo Weiß Novák García Ibáñez-Ruiz Đurić Sørlie Kowalska Fuchs Öztürk Lê Åberg Nagy Straßer Ito Vidal McCoy Haas Rübsam Pham Ortega Zeman";

export const LEVELS = ['Junior', 'Professional', 'Senior', 'Lead', 'Director'];
export const ZONES = ['Europe/Vienna', 'Europe/London', 'Asia/Kolkata', 'America/New_York', 'UTC'];
/** Zones that are across the date line of each other, or half an hour off. */
export const FAR_ZONES = [
  'America/Los_Angeles',
  'Australia/Sydney',
  'Pacific/Auckland',
  'Pacific/Honolulu',
  'Asia/Tokyo',
  'Australia/Adelaide',
  'Asia/Kathmandu',
];
export const SKILLS = ['SQL', 'Python', 'C', 'C++', 'Excel', 'Öffentlich reden', 'Figma'];
const SKILL_LEVELS = ['', '', '', ': expert', ' (advanced)', ' B1', ': beginner'];
const VALUES = {
  Department: ['Sales', 'Legal & Compliance', 'IT', 'Vertrieb, innen', 'Forschung', 'Logistics'],
  Team: ['Adler', 'Bussard', 'Condor', 'Dohle', 'Elster', 'Falke', 'Gans'],
  Site: ['Wien', 'Graz', 'Linz', 'Zürich'],
  Gender: ['w', 'm', 'd'],
};
const LISTS = {
  Languages: ['German', 'English', 'Français', 'Türkçe'],
  Interests: ['Chess', 'Hiking', 'Opera', 'Bread', 'Bees'],
};
const ROLES = {
  Department: 'department',
  Team: 'team',
  Site: 'site',
  Gender: 'gender',
  Languages: 'languages',
  'Time zone': 'timeZone',
  'Skills offered': 'skillsOffered',
  'Skills wanted': 'skillsWanted',
  'Hire date': 'hireDate',
  Capacity: 'capacity',
  Status: 'status',
  'Opt-in': 'optIn',
  'Pause until': 'pauseUntil',
};

/**
 * @param {Random} random
 * @param {number} people
 * @param {{zones?: readonly string[], full?: boolean}} [options] `full`: every column there is
 * @returns {Company}
 */
export function company(random, people, { zones = ZONES, full = false } = {}) {
  const identity = random.weighted({ id: 8, email: 1, name: 1 });
  const has = (/** @type {number} */ chance) => full || random.chance(chance);
  /** @type {string[]} */
  const headers = [];
  if (identity === 'id') headers.push('Employee ID');
  headers.push('Name');
  if (identity === 'email' || has(0.6)) headers.push('E-mail');
  headers.push('Department');
  for (const header of ['Team', 'Site', 'Gender', 'Languages', 'Interests', 'Level', 'Score'])
    if (has(0.7)) headers.push(header);
  for (const header of ['Hire date', 'Time zone', 'Manager', 'Status', 'Opt-in', 'Pause until'])
    if (has(0.6)) headers.push(header);
  for (const header of ['Skills offered', 'Skills wanted', 'Capacity', 'Job'])
    if (has(0.5)) headers.push(header);

  const kinds = Object.fromEntries(
    Object.entries({ ...VALUES, ...LISTS }).map(([header, values]) => [
      header,
      random.some(values, 1 + random.below(values.length)),
    ]),
  );
  const gaps = random.pick([0, 0, 0.05, 0.2]);
  const names = distinctNames(random, people, identity === 'name');
  /** @type {Row[]} */
  const rows = names.map((name, at) => {
    const row = /** @type {Row} */ ({});
    const id = `${random.pick(['E', 'E', 'X-'])}${100 + at}`;
    for (const header of headers)
      row[header] = cell(random, header, { id, name, at, gaps, kinds, zones });
    return row;
  });
  const key = { id: 'Employee ID', email: 'E-mail', name: 'Name' }[identity] ?? 'Name';
  if (headers.includes('Manager')) {
    // Reporting lines point at earlier people who are still there, so that there is no circle.
    for (const [at, row] of rows.entries()) {
      const above = rows.slice(0, at).filter((other) => !isGone(other));
      row.Manager =
        above.length > 0 && random.chance(0.9) ? random.pick(above.slice(0, 12))[key] : '';
    }
  }
  const active = rows.filter((row) => !isGone(row)).map((row) => row[key]);
  const shuffled = random.some(rows, rows.length);
  /** @type {Record<string, object>} */
  const columns = {};
  for (const header of headers) {
    const role = /** @type {Record<string, string>} */ (ROLES)[header];
    if (role) columns[header] = { role };
    if (header === 'Manager') columns[header] = { role: 'manager' };
    // HR orders the levels that it sees.
    if (header === 'Level')
      columns[header] = { role: 'level', order: LEVELS.filter((one) => isHeld(rows, one)) };
    if (header === 'Score') columns[header] = { role: 'other', type: 'number' };
    if (header === 'Interests') columns[header] = { role: 'interests', type: 'list' };
    if (header === 'Job') columns[header] = { role: 'other', type: 'category' };
  }
  return { headers, rows: shuffled, ids: shuffled.map((row) => row[key]), active, columns };
}

/** @param {Row[]} rows @param {string} level */
function isHeld(rows, level) {
  return rows.some((row) => row.Level === level && !isGone(row));
}

/** @param {Row} row */
function isGone(row) {
  return row.Status === 'Terminated' || row.Status === 'inactive';
}

/**
 * @param {Random} random
 * @param {number} count
 * @param {boolean} unique
 */
function distinctNames(random, count, unique) {
  const first = FIRST.split(' ');
  const last = LAST.split(' ');
  const all = random.some(
    first.flatMap((one) => last.map((other) => `${one} ${other}`)),
    count,
  );
  // Namesakes are two people as long as something else tells them apart.
  if (!unique && count > 8 && random.chance(0.3)) all[count - 1] = all[0];
  return all;
}

/**
 * @param {Random} random
 * @param {string} header
 * @param {{id: string, name: string, at: number, gaps: number, kinds: Record<string, string[]>,
 *   zones: readonly string[]}} about
 * @returns {string}
 */
function cell(random, header, { id, name, at, gaps, kinds, zones }) {
  if (header === 'Employee ID') return id;
  if (header === 'Name') return name;
  if (header === 'E-mail') return `person${at}@weave.example`;
  if (header === 'Status') return random.weighted({ active: 20, 'on leave': 1, Terminated: 1 });
  if (header === 'Opt-in') return random.weighted({ yes: 20, no: 1, '': 1 });
  if (header === 'Pause until')
    return random.weighted({ '': 15, '2026-06-30': 1, '2027-12-31': 1, '2026-12-15': 1 });
  if (random.chance(gaps)) return random.pick(['', '', 'n/a', '-']);
  if (header === 'Manager') return '';
  if (header === 'Level') return random.pick(LEVELS);
  if (header === 'Score') return String(random.below(60));
  if (header === 'Hire date') return day(2005 + random.below(21), random.below(360));
  if (header === 'Time zone') return random.pick(zones);
  if (header === 'Capacity') return String(random.below(4));
  if (header === 'Job') return random.pick(['mentor', 'mentee', 'both', 'mentee', 'nobody']);
  if (header === 'Skills offered' || header === 'Skills wanted') {
    return random
      .some(SKILLS, random.below(4))
      .map((skill) => skill + random.pick(SKILL_LEVELS))
      .join('; ');
  }
  if (header === 'Languages' || header === 'Interests')
    return random.some(kinds[header], 1 + random.below(3)).join('; ');
  const value = random.pick(kinds[header]);
  // Spellings of a department, team or site that differ in case alone are one.
  const isPart = header !== 'Gender';
  return isPart && random.chance(0.04) ? random.pick([value.toUpperCase(), ` ${value} `]) : value;
}

/** @param {number} year @param {number} offset days from the first of January */
function day(year, offset) {
  return new Date(Date.UTC(year, 0, 1 + offset)).toISOString().slice(0, 10);
}

/**
 * A day some days away, as ISO text.
 * @param {string} date
 * @param {number} days
 */
export function daysFrom(date, days) {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/**
 * Past rounds of this program and others, of people who are there and some who left; some are only planned.
 * @param {Random} random
 * @param {Company} staff
 * @param {{program: string, format: string, date: string, most?: number}} about
 */
export function workspace(random, staff, { program, format, date, most = 8 }) {
  const people = [...staff.ids, 'gone-1', 'gone-2'];
  const everybody = people.map((_, at) => at);
  const rounds = [];
  const count = random.below(most + 1);
  for (let at = 0; at < count; at += 1) {
    const own = random.chance(0.6);
    const other = random.pick(['lunch', 'tandem', 'mentoring', 'teams', 'barcamp']);
    const kind = own ? format : other;
    const days = random.chance(0.15) ? 3 + random.below(60) : -(2 + random.below(500));
    const size = kind === 'teams' ? 4 : 2;
    const dealt = random.some(everybody, 2 + random.below(everybody.length - 1));
    const groups = [];
    while (dealt.length >= size && groups.length < 12) groups.push(dealt.splice(0, size));
    /** @type {Record<string, unknown>} */
    const round = {
      program: own ? program : random.pick(['Anders', 'Öther', 'Third']),
      format: kind,
      date: daysFrom(date, days),
      seed: random.below(100),
      groups,
    };
    if (kind === 'lunch' && dealt.length > 0 && random.chance(0.7)) round.odd = [dealt[0]];
    if (kind === 'barcamp') round.meets = false;
    // Only what has begun can run.
    if (days < 0 && (kind === 'mentoring' || kind === 'tandem') && random.chance(0.7))
      round.until = daysFrom(/** @type {string} */ (round.date), 40 + random.below(300));
    rounds.push(round);
  }
  rounds.sort((a, b) => (String(a.date) < String(b.date) ? -1 : 1));
  return { weft: 1, kind: 'workspace', programs: [], people, rounds };
}
