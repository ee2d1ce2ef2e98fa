/**
 * The inputs of a case read anew, from the files alone and by the documents: nothing here is the core's. Whoever
 * changes what a rule means changes it here a second time.
 */
import Papa from 'papaparse';

/** @typedef {import('./generate.js').Case} Case */
/** @typedef {any} Json */
/**
 * @typedef {object} Person
 * @property {string} id
 * @property {string} name
 * @property {string} email
 * @property {Record<string, string>} row
 */
/** @typedef {{name: string, level: number}} Skill level 0: none given */
/**
 * @typedef {object} Meeting
 * @property {string} date
 * @property {number} ago rounds since, the last one being 1; 0: they are in a running commitment together
 */

const GONE = new Set(['terminated', 'inactive']);
const MISSING = new Set(['', 'n/a', '-']);
const SKILL_LEVELS = /** @type {Record<string, number>} */ ({
  beginner: 2,
  b1: 3,
  advanced: 5,
  expert: 6,
});

/** @param {string} text */
export function fold(text) {
  return text.trim().replace(/\s+/g, ' ').toLowerCase();
}

/**
 * A table as its rows, by header.
 * @param {string} text
 * @returns {Record<string, string>[]}
 */
export function table(text) {
  const { data } = Papa.parse(text.replace(/^\uFEFF/, ''), { header: true, skipEmptyLines: true });
  return /** @type {Record<string, string>[]} */ (data);
}

/** @param {string} date */
export function dayNumber(date) {
  return Date.parse(`${date}T00:00:00Z`) / 86_400_000;
}

/**
 * The same day so many months later, or the last of a shorter month.
 * @param {string} date
 * @param {number} months
 */
export function addMonths(date, months) {
  const [year, month, day] = date.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, last)))
    .toISOString()
    .slice(0, 10);
}

/** @param {string} date @param {number} days */
export function addDays(date, days) {
  return new Date((dayNumber(date) + days) * 86_400_000).toISOString().slice(0, 10);
}

/**
 * How far a zone is from UTC on a day, in minutes, by the tables of the platform.
 * @param {string} zone
 * @param {string} date
 */
export function offsetOf(zone, date) {
  const noon = new Date(`${date}T12:00:00Z`);
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(noon);
  const part = (/** @type {string} */ type) =>
    Number(parts.find((one) => one.type === type)?.value ?? 0);
  const there = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
  );
  return (there - noon.getTime()) / 60_000;
}

/** What two people's working hours, nine to five by their own clocks, share, in minutes. @param {number} apart */
export function sharedMinutes(apart) {
  const around = ((apart % 1440) + 1440) % 1440;
  return Math.max(0, 480 - Math.min(around, 1440 - around));
}

/** @param {string} a @param {string} b */
export const pairOf = (a, b) => (a < b ? `${a}\n${b}` : `${b}\n${a}`);

export class World {
  /** @param {Case} kase */
  constructor(kase) {
    this.kase = kase;
    this.program = kase.program;
    this.date = kase.date;
    const rows = table(kase.files['roster.csv']);
    const headers = Object.keys(rows[0] ?? {});
    this.headers = headers;
    const key = ['Employee ID', 'E-mail', 'Name'].find((header) => headers.includes(header)) ?? '';
    /** @type {Person[]} */
    this.people = rows
      .filter((row) => !GONE.has(fold(row.Status ?? '')))
      .map((row) => ({
        id: row[key].trim(),
        name: row.Name.trim(),
        email: (row['E-mail'] ?? '').trim(),
        row,
      }));
    this.byId = new Map(this.people.map((person) => [person.id, person]));
    /** @type {Record<string, string>} */
    this.headerOfRole = {};
    for (const [header, choice] of Object.entries(kase.columns))
      this.headerOfRole[/** @type {{role: string}} */ (choice).role] ??= header;
    for (const [role, header] of [
      ['department', 'Department'],
      ['level', 'Level'],
    ])
      if (headers.includes(header)) this.headerOfRole[role] = header;
    const history = kase.files['workspace.weft.json'];
    /** @type {Json} */
    this.history = history ? JSON.parse(history) : { people: [], rounds: [] };
    this.zoneOffsets = new Map();
    this.meetingsBy = new Map();
    this.managers = new Map(
      this.people.map((person) => [person.id, this.find(person.row.Manager ?? '')?.id ?? '']),
    );
    /** Pairs of the confidential list, which holds in every program. */
    this.confidential = new Set(
      kase.files['apart.csv']
        ? Papa.parse(kase.files['apart.csv'], { skipEmptyLines: true })
            .data.slice(1)
            .flatMap((row) => {
              const [a, b] = /** @type {string[]} */ (row).map((one) => this.find(one)?.id);
              return a && b ? [pairOf(a, b)] : [];
            })
        : [],
    );
  }

  /** Who is meant by an id, an e-mail address or a name. @param {string} text */
  find(text) {
    const wanted = fold(text);
    if (wanted === '') return undefined;
    const exact = this.byId.get(text.trim());
    if (exact) return exact;
    const mail = this.people.find((person) => fold(person.email) === wanted);
    if (mail) return mail;
    const named = this.people.filter((person) => fold(person.name) === wanted);
    return named.length === 1 ? named[0] : undefined;
  }

  /** @param {string} column a header, or a role with an @ */
  header(column) {
    return column.startsWith('@') ? (this.headerOfRole[column.slice(1)] ?? '') : column;
  }

  /** @param {string} column */
  typeOf(column) {
    const header = this.header(column);
    const choice = /** @type {Json} */ (this.kase.columns[header] ?? {});
    if (['Languages', 'Interests', 'Skills offered', 'Skills wanted'].includes(header))
      return 'list';
    if (header === 'Hire date') return 'date';
    if (choice.role === 'level') return 'level';
    if (choice.type === 'number' || choice.role === 'capacity') return 'number';
    return 'category';
  }

  /** The folded value, or '' where there is none. @param {Person} person @param {string} column */
  value(person, column) {
    const text = fold(person.row[this.header(column)] ?? '');
    return MISSING.has(text) ? '' : text;
  }

  /** @param {Person} person @param {string} column @returns {string[]} */
  entries(person, column) {
    const header = this.header(column);
    if (header.startsWith('Skills')) return this.skills(person, header).map(({ name }) => name);
    const text = this.value(person, column);
    if (this.typeOf(column) !== 'list') return text === '' ? [] : [text];
    return text
      .split(';')
      .map(fold)
      .filter((entry) => entry !== '');
  }

  /** @param {Person} person @param {string} header @returns {Skill[]} */
  skills(person, header) {
    return (person.row[header] ?? '')
      .split(';')
      .filter((entry) => !MISSING.has(fold(entry)))
      .map((entry) => {
        const found = /^(.*?)(?::| \(| (?=B1))\s*(expert|advanced|beginner|B1)\)?$/.exec(
          entry.trim(),
        );
        return {
          name: skillKey(found ? found[1] : entry),
          level: found ? SKILL_LEVELS[fold(found[2])] : 0,
        };
      });
  }

  /**
   * A number, the rank of a level, a day; null where there is none.
   * @param {Person} person
   * @param {string} column
   * @returns {number | null}
   */
  number(person, column) {
    const text = this.value(person, column);
    return text === '' ? null : this.numberOf(text, column);
  }

  /** @param {string | number} bound @param {string} column */
  numberOf(bound, column) {
    const type = this.typeOf(column);
    if (typeof bound === 'number') return bound;
    if (type === 'date') return dayNumber(bound);
    if (type === 'level') {
      const order = /** @type {Json} */ (this.kase.columns[this.header(column)]).order;
      const rank = order.map(fold).indexOf(fold(bound));
      return rank < 0 ? null : rank + 1;
    }
    return Number(bound);
  }

  /** @param {Person} person @param {Json} filter */
  passes(person, filter) {
    const { column, is, not, has, min, max } = filter;
    const entries = this.entries(person, column);
    const value = this.value(person, column);
    const key = (/** @type {string | number} */ one) =>
      this.header(column).startsWith('Skills') ? skillKey(String(one)) : fold(String(one));
    if (is && !is.some((/** @type {string} */ one) => entries.includes(key(one)))) return false;
    if (not?.some((/** @type {string} */ one) => entries.includes(key(one)))) return false;
    if (has && !has.every((/** @type {string} */ one) => entries.includes(key(one)))) return false;
    if (min === undefined && max === undefined) return true;
    const number = value === '' ? null : this.number(person, column);
    if (number === null) return false;
    if (min !== undefined && number < (this.numberOf(min, column) ?? 0)) return false;
    return max === undefined || number <= (this.numberOf(max, column) ?? 0);
  }

  /** @param {Person} person @param {Json[] | undefined} filters */
  passesAll(person, filters) {
    return (filters ?? []).every((filter) => this.passes(person, filter));
  }

  /** Rounds that have been held by the day of the run: what is planned for later counts in no round of a series. */
  held() {
    return this.history.rounds.filter((/** @type {Json} */ round) => round.date <= this.date);
  }

  /** Running commitments somebody is in. @param {Person} person @param {string} date */
  commitments(person, date) {
    const at = this.history.people.indexOf(person.id);
    const running = this.held().filter(
      (/** @type {Json} */ round) => round.until && date < round.until,
    );
    let count = 0;
    for (const { format, groups } of running)
      for (const group of groups) {
        // A mentor or host has one with each of the others.
        const leads = ['mentoring', 'shadowing'].includes(format) && group[0] === at;
        if (group.includes(at)) count += leads ? group.length - 1 : 1;
      }
    return count;
  }

  /** Who takes part on a day. @param {string} [date] */
  takingPart(date = this.date) {
    const { who, load } = this.program;
    return this.people.filter((person) => {
      if (!this.passesAll(person, who)) return false;
      const paused = this.value(person, 'Pause until');
      if (paused !== '' && paused > date) return false;
      // Where a column asks, only who says yes takes part.
      if (this.headers.includes('Opt-in') && this.value(person, 'Opt-in') !== 'yes') return false;
      return !load || this.commitments(person, date) < load.max;
    });
  }

  /**
   * Who has met whom by a day, of the programs named or of all.
   * @param {string[]} programs
   * @param {string} date
   * @param {Json[]} [planned] rounds of the same plan before it
   * @returns {Map<string, Meeting[]>}
   */
  meetings(programs, date, planned = []) {
    const key = JSON.stringify([programs, date, planned.length]);
    const known = this.meetingsBy.get(key);
    if (known) return known;
    /** @type {Map<string, Meeting[]>} */
    const met = new Map();
    let ago = 0;
    const rounds = [...this.held(), ...planned];
    for (const round of rounds.reverse()) {
      if (round.meets === false) continue;
      const counted = programs.length === 0 || programs.includes(round.program);
      const running = round.until && date < round.until;
      if (!counted && !running) continue;
      if (counted) ago += 1;
      const people = round.ids ? null : this.history.people;
      for (const group of round.ids ?? round.groups) {
        const ids = people ? group.map((/** @type {number} */ at) => people[at]) : group;
        for (const [i, a] of ids.entries())
          for (const b of ids.slice(i + 1)) {
            const pair = pairOf(a, b);
            met.set(pair, [...(met.get(pair) ?? []), { date: round.date, ago: running ? 0 : ago }]);
          }
      }
    }
    this.meetingsBy.set(key, met);
    return met;
  }

  /** Steps up the reporting line from one to the other, 0 where there is none. @param {string} a @param {string} b */
  stepsUp(a, b) {
    let steps = 0;
    for (let at = this.managers.get(a); at; at = this.managers.get(at)) {
      steps += 1;
      if (at === b) return steps;
    }
    return 0;
  }

  /** @param {Person} person @param {string} date */
  offset(person, date) {
    const zone = person.row['Time zone'] ?? '';
    if (MISSING.has(fold(zone))) return null;
    const key = `${zone} ${date}`;
    if (!this.zoneOffsets.has(key)) this.zoneOffsets.set(key, offsetOf(zone.trim(), date));
    return /** @type {number} */ (this.zoneOffsets.get(key));
  }

  /**
   * How well one is taught by the other: 0 for nothing of what is wanted, from half to 1000 for some to all of it.
   * @param {Person} teacher
   * @param {Person} learner
   * @param {string} offers
   * @param {string} wants
   */
  teaches(teacher, learner, offers, wants) {
    const offered = this.skills(teacher, offers);
    const wanted = this.skills(learner, wants);
    const got = wanted.filter((want) =>
      offered.some(
        (offer) =>
          offer.name === want.name &&
          (offer.level === 0 || want.level === 0 || offer.level >= want.level),
      ),
    );
    return got.length === 0 ? 0 : 500 + Math.floor((500 * got.length) / wanted.length);
  }
}

/** A skill's name without case, accents, blanks and punctuation; C, C++ and C# stay three. @param {string} text */
export function skillKey(text) {
  return text
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9+#]/g, '');
}
