#!/usr/bin/env node
/** Writes the made-up sample company: `node tools/make-sample.mjs [FILE]`, the same bytes every time. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ascii } from './lib/ascii.mjs';
import { Random } from './lib/random.mjs';
import {
  DEPARTMENTS,
  INTERESTS,
  KNOWN_TO_ONE,
  LANGUAGES_TO_LEARN,
  NEUTRAL_NAMES,
  ORIGINS,
  REMOTE_PLACES,
  SITES,
  WANTED_EVERYWHERE,
  WANTED_IN_VAIN,
} from './make-sample-data.mjs';

const SEED = 2026;

/** The day the company is described on; nobody is hired after it. */
const TODAY = '2026-11-02';

const DAY_MS = 86_400_000;

const HEADERS = [
  'Employee ID',
  'First name',
  'Last name',
  'E-mail',
  'Department',
  'Team',
  'Site',
  'Country',
  'Job title',
  'Level',
  'Manager ID',
  'Hire date',
  'Gender',
  'Languages',
  'Time zone',
  'Skills offered',
  'Skills wanted',
  'Interests',
  'Mentoring role',
  'Mentoring capacity',
  'Availability',
  'Status',
  'Opt-in',
  'Pause until',
];

/**
 * @typedef {object} Person
 * @property {string} id
 * @property {string} first
 * @property {string} last
 * @property {string} email
 * @property {string} department
 * @property {string} team
 * @property {string} site
 * @property {string} country
 * @property {string} title
 * @property {string} level
 * @property {Person | null} manager
 * @property {string} hired
 * @property {string} gender
 * @property {string} native
 * @property {string[]} languages
 * @property {string} zone
 * @property {string[]} offered
 * @property {string[]} wanted
 * @property {string[]} interests
 * @property {string} mentoring
 * @property {string} capacity
 * @property {string} availability
 * @property {string} status
 * @property {string} optIn
 * @property {string} pause
 */

/** Makes the people, top down: whoever leads comes before those who report to them. */
class Company {
  constructor() {
    this.random = new Random(SEED);
    /** @type {Person[]} */
    this.people = [];
    /** @type {Set<string>} */
    this.names = new Set();
    this.chief = this.hire('Executive Office', 'Executive Office', 'Executive', null, 'Wien');
    for (const name of Object.keys(DEPARTMENTS)) this.staff(name);
  }

  /**
   * Fills one department: its head, directors between head and teams where it is large, then teams
   * of at most ten, each under a lead.
   * @param {string} name
   */
  staff(name) {
    const { size, teams } = DEPARTMENTS[name];
    const isOffice = name === 'Executive Office';
    let left = isOffice ? size - 1 : size;
    if (isOffice) {
      for (; left > 0; left -= 1) this.hire(name, name, 'Professional', this.chief, 'Wien');
      return;
    }
    const topLevel = size >= 24 ? 'Executive' : 'Director';
    const head = this.hire(name, Object.keys(teams)[0], topLevel, this.chief);
    left -= 1;
    const directors = [head];
    if (size > 50) {
      directors.length = 0;
      for (let count = 0; count < 2; count += 1, left -= 1) {
        const team = Object.keys(teams)[count * 3];
        directors.push(this.hire(name, team, 'Director', head));
      }
    }
    const units = this.units(Object.keys(teams), left);
    units.forEach(({ team, members }, index) => {
      const above = directors[Math.floor((index * directors.length) / units.length)];
      // Six people need no lead of their own in a department that has a director for them.
      const needsLead = size > 10;
      const lead = needsLead ? this.hire(name, team, 'Lead', above) : above;
      for (let count = needsLead ? 1 : 0; count < members; count += 1) {
        const level = this.random.weighted({ Junior: 24, Professional: 45, Senior: 31 });
        const home = this.random.chance(0.7) ? lead.site : undefined;
        this.hire(name, team, level, lead, home);
      }
    });
  }

  /**
   * Splits people over teams of uneven size, and teams of more than ten into units with a lead each.
   * @param {string[]} teams
   * @param {number} people
   */
  units(teams, people) {
    const shares = teams.map(() => 6 + this.random.below(9));
    const sum = shares.reduce((total, share) => total + share, 0);
    const sizes = shares.map((share) => Math.floor((share * people) / sum));
    for (let rest = people - sizes.reduce((total, size) => total + size, 0); rest > 0; rest -= 1) {
      sizes[rest % sizes.length] += 1;
    }
    return teams.flatMap((team, index) => {
      const parts = Math.ceil(sizes[index] / 10);
      return Array.from({ length: parts }, (_, part) => ({
        team,
        members: Math.floor((sizes[index] + part) / parts),
      }));
    });
  }

  /**
   * @param {string} department
   * @param {string} team
   * @param {string} level
   * @param {Person | null} manager
   * @param {string} [home] the site, where it is settled
   */
  hire(department, team, level, manager, home) {
    const { random } = this;
    const site = home ?? random.weighted(DEPARTMENTS[department].home);
    const place = site === 'Remote' ? random.pick(REMOTE_PLACES) : SITES[site];
    const who = this.name(department, site);
    const mentoring = this.mentoring(level);
    /** @type {Person} */
    const person = {
      ...who,
      id: '',
      email: '',
      department,
      team,
      site,
      country: place.country,
      zone: place.zone,
      level,
      title: titleOf(department, team, level),
      manager,
      hired: this.hireDate(level),
      languages: this.languages(who.native, place.country),
      offered: [],
      wanted: [],
      interests: random.chance(0.9) ? random.some(INTERESTS, 1 + random.below(4)) : [],
      mentoring,
      capacity: mentoring === 'mentor' || mentoring === 'both' ? String(1 + random.below(3)) : '',
      availability: random.chance(0.14)
        ? ['Mon', 'Tue', 'Wed', 'Thu', 'Fri']
            .filter((day) => ['Tue', 'Wed'].includes(day) || random.chance(0.45))
            .join('; ')
        : 'Mon; Tue; Wed; Thu; Fri',
      status: 'active',
      optIn: random.chance(0.9) ? 'yes' : 'no',
      pause: '',
    };
    this.skills(person);
    this.people.push(person);
    return person;
  }

  /**
   * @param {string} department
   * @param {string} site
   */
  name(department, site) {
    const { random } = this;
    const weights = Object.fromEntries(
      Object.entries(ORIGINS).map(([origin, { weight }]) => [
        origin,
        origin === 'czech' && site === 'Brno' ? weight * 40 : weight,
      ]),
    );
    for (;;) {
      const origin = ORIGINS[random.weighted(weights)];
      const isWoman = random.chance(DEPARTMENTS[department].women);
      const gender = random.chance(0.008) ? 'd' : isWoman ? 'w' : 'm';
      const neutral = gender === 'd' || random.chance(0.02);
      const first = random.pick(neutral ? NEUTRAL_NAMES : isWoman ? origin.women : origin.men);
      const last = random.pick((isWoman && origin.lastOfWomen) || origin.last);
      if (this.names.has(`${first} ${last}`)) continue;
      this.names.add(`${first} ${last}`);
      return { first, last, gender, native: origin.language };
    }
  }

  /** @param {string} level */
  hireDate(level) {
    const { random } = this;
    /** @type {Record<string, number>} */
    const spans = { Junior: 3, Professional: 9, Senior: 15, Lead: 17, Director: 20, Executive: 12 };
    const years = spans[level];
    const least = level === 'Junior' || level === 'Professional' ? 0 : 500;
    // Squared, because most people have not been there for long.
    const age = least + Math.floor((random.below(1000) / 1000) ** 2 * years * 365);
    const date = new Date(Date.parse(TODAY) - age * DAY_MS);
    // Contracts start on the first of a month, mostly.
    if (random.chance(0.8)) date.setUTCDate(1);
    return date.toISOString().slice(0, 10);
  }

  /**
   * @param {string} native
   * @param {string} country
   */
  languages(native, country) {
    const { random } = this;
    const spoken = [native];
    const local = country === 'Czechia' ? 'Czech' : 'German';
    if (random.chance(0.93)) spoken.push(local);
    if (random.chance(0.86)) spoken.push('English');
    if (random.chance(0.16)) spoken.push(random.pick(LANGUAGES_TO_LEARN));
    return [...new Set(spoken)];
  }

  /** @param {string} level */
  mentoring(level) {
    const { random } = this;
    switch (level) {
      case 'Junior':
        return random.weighted({ '': 45, mentee: 55 });
      case 'Professional':
        return random.weighted({ '': 62, mentee: 32, both: 3, mentor: 3 });
      case 'Senior':
        return random.weighted({ '': 58, mentor: 28, both: 8, mentee: 6 });
      default:
        return random.weighted({ '': 40, mentor: 55, both: 5 });
    }
  }

  /**
   * People offer what their team is good at, better with seniority, and some their mother tongue;
   * they want what others have.
   * @param {Person} person
   */
  skills(person) {
    const { random } = this;
    const atHome = DEPARTMENTS[person.department].teams[person.team].skills;
    const isJunior = person.level === 'Junior';
    const offered = random.chance(isJunior ? 0.45 : 0.82)
      ? random.some(atHome, 1 + random.below(3))
      : [];
    if (random.chance(0.12)) offered.push(random.pick(WANTED_EVERYWHERE));
    const grades = isJunior
      ? ['basic', 'intermediate']
      : ['Professional'].includes(person.level)
        ? ['intermediate', 'advanced']
        : ['advanced', 'expert'];
    person.offered = [...new Set(offered)].map((skill) =>
      random.chance(0.55) ? `${skill}: ${random.pick(grades)}` : skill,
    );
    if (person.native !== 'German' && random.chance(0.3))
      person.offered.push(`${person.native}: C2`);

    const known = new Set(offered);
    const wanted = random.chance(0.76)
      ? random.some(WANTED_EVERYWHERE, 1 + random.below(3)).filter((skill) => !known.has(skill))
      : [];
    if (random.chance(0.15)) wanted.push(random.pick(atHome));
    person.wanted = [...new Set(wanted)]
      .filter((skill) => !known.has(skill))
      .map((skill) =>
        random.chance(0.25) ? `${skill}: ${random.pick(['basic', 'advanced'])}` : skill,
      );
    if (!person.languages.includes('German') && random.chance(0.6))
      person.wanted.push('German: B1');
    const foreign = LANGUAGES_TO_LEARN.filter((language) => !person.languages.includes(language));
    if (random.chance(0.17)) {
      person.wanted.push(`${random.pick(foreign)}: ${random.pick(['A2', 'B1', 'B2'])}`);
    }
  }
}

/**
 * @param {string} department
 * @param {string} team
 * @param {string} level
 */
function titleOf(department, team, level) {
  const { head, director, teams } = DEPARTMENTS[department];
  const base = teams[team].title;
  switch (level) {
    case 'Junior':
      return `Junior ${base}`;
    case 'Senior':
      return `Senior ${base}`;
    case 'Lead':
      return `Team Lead ${team}`;
    case 'Director':
      return director;
    case 'Executive':
      return head;
    default:
      return base;
  }
}

/**
 * What a year does to a company: some are away, some are gone, a few asked for a pause.
 * @param {Company} company
 */
function liveALittle(company) {
  const { people, random } = company;
  const leads = new Set(people.map((person) => person.manager));
  const ordinary = random.some(
    people.filter((person) => !leads.has(person) && person !== company.chief),
    28,
  );
  for (const person of ordinary.slice(0, 9)) person.status = 'on leave';
  for (const person of ordinary.slice(9, 13)) person.status = 'inactive';
  for (const [index, person] of ordinary.slice(13, 20).entries()) {
    person.optIn = 'yes';
    person.pause = ['2027-01-31', '2027-03-31', '2027-06-30', '2026-09-30'][index % 4];
  }
  for (const [index, skill] of KNOWN_TO_ONE.entries()) {
    ordinary[20 + index].offered.push(`${skill}: expert`);
  }
  for (const person of random.some(people, 12)) person.wanted.push(random.pick(WANTED_IN_VAIN));
}

/**
 * Numbers people by the day they were hired; names in e-mail addresses are told apart by a number.
 * @param {Person[]} people
 */
function number(people) {
  people.sort((a, b) => (a.hired < b.hired ? -1 : a.hired > b.hired ? 1 : 0));
  /** @type {Map<string, number>} */
  const taken = new Map();
  for (const [index, person] of people.entries()) {
    // Numbers have gaps: people left over the years.
    person.id = `W${String(1000 + index * 3 + (index % 7)).padStart(4, '0')}`;
    const name = `${ascii(person.first)}.${ascii(person.last)}`;
    const count = (taken.get(name) ?? 0) + 1;
    taken.set(name, count);
    person.email = `${name}${count > 1 ? count : ''}@weave.example`;
  }
}

/**
 * The small flaws every export has, so that HR sees what findings look like.
 * @param {Company} company
 * @param {string[][]} rows
 */
function addFlaws(company, rows) {
  const { people, random } = company;
  const column = (/** @type {string} */ header) => HEADERS.indexOf(header);
  /** @param {(person: Person) => boolean} test @param {number} count */
  const members = (test, count) =>
    random
      .some(
        people.flatMap((person, row) =>
          test(person) && person.level === 'Professional' ? [row] : [],
        ),
        count,
      )
      .map((row) => rows[row]);
  for (const row of members((person) => person.department === 'Human Resources', 2)) {
    row[column('Department')] = 'Human Ressources';
  }
  for (const row of members((person) => person.department === 'Customer Service', 3)) {
    row[column('Department')] = 'Customer Services';
  }
  for (const row of members((person) => person.department === 'Sales', 1)) {
    row[column('Manager ID')] = 'W0815';
  }
  for (const row of members((person) => person.department === 'Logistics', 1)) {
    row[column('Site')] = '';
  }
  for (const row of members((person) => person.department === 'Manufacturing', 3)) {
    row[column('E-mail')] = '';
  }
}

/** The whole file: UTF-8, commas, line feeds. */
export function sampleCompany() {
  const company = new Company();
  // Two people of one name: they must stay two.
  const [first, second] = company.people.filter(
    (person) => person.level === 'Senior' && person.gender === 'w' && person.native === 'German',
  );
  second.first = first.first;
  second.last = first.last;
  liveALittle(company);
  number(company.people);
  const rows = company.people.map((person) => [
    person.id,
    person.first,
    person.last,
    person.email,
    person.department,
    person.team,
    person.site,
    person.country,
    person.title,
    person.level,
    person.manager?.id ?? '',
    person.hired,
    person.gender,
    person.languages.join('; '),
    person.zone,
    person.offered.join('; '),
    person.wanted.join('; '),
    person.interests.join('; '),
    person.mentoring,
    person.capacity,
    person.availability,
    person.status,
    person.optIn,
    person.pause,
  ]);
  addFlaws(company, rows);
  return [HEADERS, ...rows].map((row) => `${row.map(cell).join(',')}\n`).join('');
}

/** @param {string} text */
function cell(text) {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = new URL('../web/samples/company.csv', import.meta.url);
  writeFileSync(process.argv[2] ?? file, sampleCompany());
}
