/** A random case for every format: a roster, what happened before, lists and a program. The seed says all of it. */
import Papa from 'papaparse';
import { Random } from '../../tools/lib/random.mjs';
import { company, daysFrom, FAR_ZONES, LEVELS, SKILLS, workspace, ZONES } from './company.js';
import { barcampLists, groupLists, mentoringLists, shadowingLists } from './lists.js';

/** @typedef {import('./company.js').Company} Company */
/** @typedef {any} Json */
/**
 * @typedef {object} Case
 * @property {number} seed
 * @property {string} kind one of KINDS
 * @property {string} format
 * @property {string} date the day of the run
 * @property {Json} program
 * @property {Record<string, object>} columns HR's choices by header
 * @property {Record<string, string>} files by name
 * @property {string[]} lists kinds of lists among the files
 */

/** @type {Record<string, (random: Random, staff: Company, date: string) => {program: Json, lists?: Json}>} */
const PROGRAMS = {
  'lunch-pairs': lunchPairs,
  'lunch-groups': lunchGroups,
  'lunch-series': lunchSeries,
  tandem,
  teams,
  'teams-projects': teamsProjects,
  mentoring,
  shadowing,
  barcamp,
  'spaces-given': spacesGiven,
  'spaces-mixed': spacesMixed,
};

export const KINDS = Object.keys(PROGRAMS);

/**
 * @param {number} seed
 * @param {string} [kind]
 * @returns {Case}
 */
export function generate(seed, kind = KINDS[seed % KINDS.length]) {
  const random = new Random(seed * 2_654_435 + KINDS.indexOf(kind));
  const people = random.weighted({ few: 5, some: 6, many: 1 });
  const count =
    people === 'few'
      ? 3 + random.below(6)
      : people === 'some'
        ? 9 + random.below(32)
        : 41 + random.below(80);
  const date = daysFrom('2026-01-10', random.below(700));
  const zones = random.chance(0.4) ? [...ZONES, ...FAR_ZONES] : ZONES;
  const staff = company(random, count, { zones });
  const { program: parts, lists = {} } = PROGRAMS[kind](random, staff, date);
  const [format] = kind.split('-');
  const program = {
    weft: 1,
    format,
    name: 'Runde Ü',
    ...(random.chance(0.4) ? { who: [someFilter(random, staff)] } : {}),
    ...parts,
    seed: random.below(1000),
  };
  if (program.name && random.chance(0.15)) program.load = { max: 1 + random.below(2) };
  /** @type {Record<string, string>} */
  const files = {
    'roster.csv': Papa.unparse(
      { fields: staff.headers, data: staff.rows },
      { delimiter: random.pick([',', ';', '\t']) },
    ),
    'program.json': `${JSON.stringify(program, null, 1)}\n`,
  };
  if (random.chance(0.6) || JSON.stringify(program).includes('"met"'))
    files['workspace.weft.json'] = JSON.stringify(
      workspace(random, staff, { program: program.name, format, date }),
      null,
      1,
    );
  const makesGroups = kind !== 'barcamp' && kind !== 'spaces-given';
  if (staff.active.length > 3 && makesGroups && random.chance(0.25)) {
    files['apart.csv'] = Papa.unparse(
      pairs(random, staff, 1 + random.below(6)).map(([one, other]) => ({ one, other })),
    );
    if (random.chance(0.7)) program.rules = [...(program.rules ?? []), { apart: 'file' }];
    files['program.json'] = `${JSON.stringify(program, null, 1)}\n`;
  }
  const isByName = random.chance(0.3);
  for (const [name, rows] of Object.entries(lists))
    files[`${name}.csv`] = Papa.unparse(isByName ? byName(random, staff, rows) : rows);
  return {
    seed,
    kind,
    format,
    date,
    program,
    columns: staff.columns,
    files,
    lists: Object.keys(lists).filter((name) => lists[name].length > 0),
  };
}

const PERSON_COLUMNS = ['Person', 'Wish', 'Host', 'Hosts', 'Guest', 'Members', 'Wish 1', 'Wish 2'];

/**
 * The same list with some people by name or e-mail address, as far as that says who is meant.
 * @param {Random} random
 * @param {Company} staff
 * @param {Record<string, string>[]} rows
 */
function byName(random, staff, rows) {
  const called = (/** @type {string} */ id) => {
    const row = staff.rows[staff.ids.indexOf(id)];
    if (!row) return id;
    const isOnly = staff.rows.filter((other) => other.Name === row.Name).length === 1;
    return random.pick([id, row['E-mail'] || id, isOnly ? row.Name : id]);
  };
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([column, text]) => [
        column,
        PERSON_COLUMNS.includes(column) ? text.split('; ').map(called).join('; ') : text,
      ]),
    ),
  );
}

/** @param {Random} random @param {Company} staff @param {number} count */
function pairs(random, staff, count) {
  return Array.from({ length: count }, () => random.some(staff.active, 2));
}

/**
 * Columns of some kinds that the roster has.
 * @param {Company} staff
 * @param {string[]} wanted
 */
function columnsOf(staff, wanted) {
  return wanted.filter((header) => staff.headers.includes(header));
}

/** A column as programs name it: by header or by role. @param {Random} random @param {string} header */
function named(random, header) {
  const roles = /** @type {Record<string, string>} */ ({
    Department: '@department',
    Site: '@site',
    Level: '@level',
    Languages: '@languages',
    'Hire date': '@hireDate',
    Gender: '@gender',
    Team: '@team',
  });
  return roles[header] && random.chance(0.6) ? roles[header] : header;
}

const CATEGORIES = ['Department', 'Team', 'Site', 'Gender'];
const LISTS = ['Languages', 'Interests'];

/**
 * A value of a column, as somebody has it.
 * @param {Random} random
 * @param {Company} staff
 * @param {string} header
 */
function valueIn(random, staff, header) {
  const text = random.pick(staff.rows)[header].split(';')[0].trim();
  return ['', 'n/a', '-'].includes(text) ? 'German' : text;
}

/** @param {Random} random @param {Company} staff @returns {Json} */
export function someFilter(random, staff) {
  const header = random.pick(columnsOf(staff, [...CATEGORIES, ...LISTS, 'Level', 'Score']));
  const column = named(random, header);
  if (header === 'Score') return { column, min: random.below(20) };
  if (header === 'Level')
    return random.pick([
      { column, min: 2 },
      { column, max: 4 },
      { column, is: random.some(LEVELS, 3) },
    ]);
  const value = valueIn(random, staff, header);
  if (LISTS.includes(header)) return { column, has: [value] };
  return random.chance(0.3)
    ? { column, is: [value, valueIn(random, staff, header)] }
    : { column, not: [value] };
}

/**
 * @param {Random} random
 * @param {Company} staff
 * @param {{directed?: boolean, most?: number, kinds?: Record<string, number>}} [options]
 * @returns {Json[]}
 */
function someRules(random, staff, { directed = false, most = 3, kinds = {} } = {}) {
  const rules = [];
  const count = random.below(most + 1);
  for (let at = 0; at < count; at += 1) {
    const kind = random.weighted({
      different: 4,
      same: 1,
      share: 1,
      distance: 2,
      apart: 1,
      line: 1,
      sameManager: 1,
      met: 3,
      overlap: 1,
      ...kinds,
    });
    const rule = someRule(random, staff, kind, directed);
    if (rule) rules.push(rule);
  }
  return rules;
}

/**
 * @param {Random} random
 * @param {Company} staff
 * @param {string} kind
 * @param {boolean} directed
 * @returns {Json | null}
 */
function someRule(random, staff, kind, directed) {
  const column = (/** @type {string[]} */ wanted) => {
    const there = columnsOf(staff, wanted);
    return there.length === 0 ? '' : named(random, random.pick(there));
  };
  if (kind === 'different') return { different: column(CATEGORIES) };
  if (kind === 'same') {
    const header = column(['Site', 'Gender']);
    return header && { same: header };
  }
  if (kind === 'share') {
    const header = column(LISTS);
    return header && { share: header };
  }
  if (kind === 'distance') return someDistance(random, staff, directed);
  if (kind === 'apart')
    return { apart: pairs(random, staff, 1 + random.below(4)).filter((pair) => pair.length === 2) };
  if (kind === 'line')
    return staff.headers.includes('Manager') && { apart: { line: 1 + random.below(3) } };
  if (kind === 'sameManager') return staff.headers.includes('Manager') && { apart: 'sameManager' };
  if (kind === 'overlap')
    return staff.headers.includes('Time zone') && { overlap: 1 + random.below(6) };
  if (kind === 'met') {
    const programs = random.chance(0.4) ? { programs: ['Runde Ü', 'Anders'] } : {};
    return random.pick([
      { met: 'ever' },
      { met: { rounds: 1 + random.below(4), ...programs } },
      { met: { months: 1 + random.below(12), ...programs } },
    ]);
  }
  return null;
}

/** @param {Random} random @param {Company} staff @param {boolean} directed */
function someDistance(random, staff, directed) {
  const there = columnsOf(staff, ['Level', 'Score', 'Hire date']);
  if (there.length === 0) return null;
  const header = random.pick(there);
  const scale = { Level: 2, Score: 30, 'Hire date': 3000 }[header] ?? 1;
  const distance = named(random, header);
  if (directed) return { distance, min: random.pick([-scale, 0, header === 'Level' ? 1 : 5]) };
  return random.pick([
    { distance, max: scale + random.below(scale) },
    { distance, min: Math.ceil(scale / 10) },
    { distance, min: 0, max: scale * 2 },
  ]);
}

/**
 * @param {Random} random
 * @param {Company} staff
 * @param {{plain?: boolean, extra?: Json[]}} [options] `plain`: only what a checker can value to the point
 */
function someCriteria(random, staff, { plain = random.chance(0.5), extra = [] } = {}) {
  const criteria = [];
  const count = random.below(4);
  for (let at = 0; at < count; at += 1) {
    const weight = random.pick([1, 10, 40, 100, random.below(101)]);
    const header = random.pick(columnsOf(staff, CATEGORIES));
    const column = named(random, header);
    if (plain || random.chance(0.4)) {
      criteria.push(random.chance(0.7) ? { mix: column, weight } : { match: column, weight });
      continue;
    }
    const list = columnsOf(staff, LISTS);
    const order = columnsOf(staff, ['Level', 'Score', 'Hire date']);
    const choices = [{ novelty: true, weight }, ...extra.map((one) => ({ ...one, weight }))];
    if (list.length > 0) choices.push({ share: random.pick(list), weight });
    if (order.length > 0)
      choices.push(
        { near: random.pick(order), weight },
        { far: named(random, random.pick(order)), weight },
      );
    if (columnsOf(staff, ['Skills offered', 'Skills wanted']).length === 2)
      choices.push({ complement: true, weight });
    criteria.push(random.pick(choices));
  }
  return criteria;
}

/** @param {Random} random */
function favour(random) {
  return random.weighted({ sum: 5, none: 3, worst: 2 }) === 'worst' ? { favour: 'worst' } : {};
}

/** @param {Random} random @param {Company} staff */
function lunchPairs(random, staff) {
  const rules = someRules(random, staff);
  if (staff.active.length > 4 && random.chance(0.1))
    rules.push({ together: [random.some(staff.active, 2)] });
  const chosen = favour(random);
  const surprise =
    Object.keys(chosen).length === 0 && random.chance(0.1)
      ? { serendipity: 1 + random.below(20) }
      : {};
  return {
    program: {
      ...(random.chance(0.7) ? { size: { min: 2, max: 2 } } : {}),
      ...(random.chance(0.5) ? { odd: random.pick(['trio', 'out']) } : {}),
      rules,
      criteria: someCriteria(random, staff),
      ...chosen,
      ...surprise,
      ...(random.chance(0.2) ? { runs: { months: 1 + random.below(3) } } : {}),
    },
  };
}

/** @param {Random} random */
function lunchSize(random) {
  const min = 2 + random.below(5);
  return { min, max: Math.min(8, Math.max(3, min + random.pick([0, 0, 1, 2]))) };
}

/** @param {Random} random @param {Company} staff */
function lunchGroups(random, staff) {
  const rules = someRules(random, staff, { most: 2, kinds: { same: 0.5, share: 0.5 } });
  const size = lunchSize(random);
  if (staff.active.length > 6 && size.min > 2 && random.chance(0.15))
    rules.push({ together: [random.some(staff.active, 2 + random.below(size.min - 2))] });
  return {
    program: {
      size,
      ...(random.chance(0.4) ? { odd: random.pick(['trio', 'out']) } : {}),
      ...(random.chance(0.25)
        ? { segments: [{ who: [someFilter(random, staff)], size: lunchSize(random) }] }
        : {}),
      rules,
      criteria: someCriteria(random, staff),
      ...favour(random),
    },
  };
}

/** @param {Random} random @param {Company} staff @param {string} date */
function lunchSeries(random, staff, date) {
  const count = 2 + random.below(5);
  const [unit, step] = random.pick([
    ['weeks', 1],
    ['weeks', 2],
    ['months', 1],
    ['months', 3],
  ]);
  const rules = someRules(random, staff, { most: 2 });
  const size = random.chance(0.5) ? { min: 2, max: 2 } : lunchSize(random);
  const absences = random.chance(0.4)
    ? random
        .some(staff.active, 1 + random.below(4))
        .map((Person) => absence(random, Person, count, date))
    : [];
  return {
    program: {
      size,
      rounds: { count, [unit]: step },
      ...(random.chance(0.4) ? { odd: random.pick(['trio', 'out']) } : {}),
      rules,
      criteria: someCriteria(random, staff),
    },
    lists: absences.length > 0 ? { absences } : {},
  };
}

/**
 * @param {Random} random
 * @param {string} Person
 * @param {number} count
 * @param {string} date
 */
function absence(random, Person, count, date) {
  const row = { Person, Round: '', From: '', Until: '' };
  if (random.chance(0.5)) return { ...row, Round: String(1 + random.below(count)) };
  const from = random.below(60);
  return {
    ...row,
    From: daysFrom(date, from),
    Until: random.chance(0.7) ? daysFrom(date, from + random.below(60)) : '',
  };
}

/** @param {Random} random @param {Company} staff */
function tandem(random, staff) {
  // Without the two columns there is nothing to teach: their makers put them in.
  for (const header of ['Skills offered', 'Skills wanted']) {
    if (staff.headers.includes(header)) continue;
    staff.headers.push(header);
    staff.columns[header] = {
      role: header === 'Skills offered' ? 'skillsOffered' : 'skillsWanted',
    };
    for (const row of staff.rows)
      row[header] = random.some(SKILLS, random.below(3) + (random.chance(0.7) ? 1 : 0)).join('; ');
  }
  return {
    program: {
      ...(random.chance(0.4) ? { oneWay: random.chance(0.8) } : {}),
      ...(random.chance(0.4) ? { rings: random.chance(0.8) } : {}),
      rules: someRules(random, staff, { most: 2, kinds: { same: 0, share: 0.5 } }),
      criteria: random.chance(0.5)
        ? []
        : [
            ...someCriteria(random, staff),
            ...(random.chance(0.5) ? [{ complement: true, weight: 10 + random.below(90) }] : []),
          ],
      ...(random.chance(0.3) ? { runs: { months: 2 } } : {}),
    },
  };
}

/** @param {Random} random @param {Company} staff */
function wholeTeamRules(random, staff) {
  const rules = [];
  const header = random.pick(columnsOf(staff, CATEGORIES));
  const filter = { column: named(random, header), is: [valueIn(random, staff, header)] };
  if (random.chance(0.3))
    rules.push(
      random.pick([
        { notAlone: filter },
        { notAlone: filter.column },
        { atMost: 1 + random.below(3), who: filter },
        { atLeast: 1, who: filter },
      ]),
    );
  if (staff.headers.includes('Skills offered') && random.chance(0.15))
    rules.push({ cover: { column: 'Skills offered', has: random.some(SKILLS, 1) } });
  return rules;
}

/** @param {Random} random @param {Company} staff */
function teamCriteria(random, staff) {
  const criteria = someCriteria(random, staff);
  if (random.chance(0.3))
    criteria.push({ spread: random.pick(columnsOf(staff, CATEGORIES)), weight: 30 });
  const order = columnsOf(staff, ['Level', 'Score', 'Hire date']);
  if (order.length > 0 && random.chance(0.3))
    criteria.push({ balance: random.pick(order), weight: 20 });
  return criteria;
}

/** @param {Random} random @param {Company} staff */
function teams(random, staff) {
  const people = staff.active.length;
  const how = random.pick(['count', 'size', 'both']);
  const count = 1 + random.below(Math.max(1, Math.floor(people / 3)));
  const min = Math.max(2, Math.min(random.pick([2, 3, 4]), people));
  const max = min + random.below(3);
  const even = Math.max(2, Math.floor(people / count) - 1);
  const rules = [
    ...someRules(random, staff, { most: 1, kinds: { same: 0.3, share: 0.3, distance: 1 } }),
    ...wholeTeamRules(random, staff),
  ];
  if (people > 4 && random.chance(0.15)) rules.push({ together: [random.some(staff.active, 2)] });
  const level = random.pick(columnsOf(staff, ['Level', 'Department']));
  const roles = random.chance(0.2)
    ? {
        roles: [
          {
            role: 'Lead',
            lead: true,
            who: [
              level === 'Level'
                ? { column: '@level', min: 2 }
                : { column: level, not: [valueIn(random, staff, level)] },
            ],
          },
        ],
      }
    : {};
  return {
    program: {
      ...(how !== 'size' ? { count } : {}),
      ...(how === 'size' ? { size: { min, max } } : {}),
      ...(how === 'both' ? { size: { min: even, max: Math.ceil(people / count) + 2 } } : {}),
      ...roles,
      ...(random.chance(0.2)
        ? {
            pinned: [
              {
                team: 1 + random.below(2) * (count > 1 ? 1 : 0),
                people: [random.pick(staff.active)],
              },
            ],
          }
        : {}),
      rules,
      criteria: teamCriteria(random, staff),
      ...favour(random),
    },
  };
}

/** @param {Random} random @param {Company} staff */
function teamsProjects(random, staff) {
  const people = staff.active.length;
  const count = 2 + random.below(3);
  const names = ['Loom', 'Shuttle', 'Bobbin', 'Reed'].slice(0, count);
  const projects = names.map((Project) => ({
    Project,
    Min: String(random.below(Math.max(1, Math.floor(people / count)))),
    Max: String(Math.ceil(people / count) + 1 + random.below(4)),
  }));
  const preferences = random.some(staff.active, random.below(people)).map((Person) => {
    const [first, second = ''] = random.some(names, 1 + random.below(2));
    return { Person, '1st choice': first, '2nd choice': second };
  });
  return {
    program: {
      ...(random.chance(0.3) ? { wishedOnly: true } : {}),
      ...(random.chance(0.2)
        ? { pinned: [{ team: random.pick(names), people: [random.pick(staff.active)] }] }
        : {}),
      rules: someRules(random, staff, {
        most: 1,
        kinds: { same: 0, share: 0, distance: 0, different: 1 },
      }),
      criteria: [
        ...teamCriteria(random, staff),
        ...(preferences.length > 0 ? [{ preference: true, weight: 60 }] : []),
      ],
    },
    lists: { projects, ...(preferences.length > 0 ? { preferences } : {}) },
  };
}

/** @param {Random} random @param {Company} staff */
function mentoring(random, staff) {
  const [mentors, mentees] = staff.headers.includes('Job')
    ? [
        [{ column: 'Job', is: ['mentor', 'both'] }],
        [{ column: 'Job', is: random.chance(0.4) ? ['mentee', 'both'] : ['mentee'] }],
      ]
    : random.pick([
        [[someFilter(random, staff)], undefined],
        [undefined, undefined],
        [[someFilter(random, staff)], [someFilter(random, staff)]],
      ]);
  const preferences = random.chance(0.6) ? mentoringLists(random, staff) : [];
  return {
    program: {
      ...(mentors ? { mentors } : {}),
      ...(mentees ? { mentees } : {}),
      aim: random.pick(['stable', 'stable', 'fit', 'worst']),
      ...(random.chance(0.4) ? { side: random.pick(['mentees', 'mentors', 'both']) } : {}),
      ...(random.chance(0.5) ? { capacity: { default: 1 + random.below(3) } } : {}),
      ...(random.chance(0.4) ? { direction: random.pick(['classic', 'reverse', 'both']) } : {}),
      ...(random.chance(0.3) ? { line: random.chance(0.5) } : {}),
      ...(random.chance(0.1) ? { peers: true } : {}),
      ...(random.chance(0.5) ? { unlisted: random.pick(['no', 'last']) } : {}),
      rules: someRules(random, staff, {
        directed: true,
        most: 2,
        kinds: { same: 0.5, share: 0.5 },
      }),
      criteria: someCriteria(random, staff),
      ...(random.chance(0.4) ? { runs: { months: 6 } } : {}),
    },
    lists: preferences.length > 0 ? { preferences } : {},
  };
}

/** @param {Random} random @param {Company} staff @param {string} date */
function shadowing(random, staff, date) {
  const header = columnsOf(staff, ['Department', 'Level']);
  const departments = [...new Set(staff.rows.map((row) => row.Department.trim()))].filter(
    (one) => !['', 'n/a', '-'].includes(one),
  );
  return {
    program: {
      ...(random.chance(0.3) ? { visits: 1 + random.below(3) } : {}),
      ...(random.chance(0.3) ? { places: 1 + random.below(3) } : {}),
      ...(random.chance(0.3) ? { perDay: 1 + random.below(3) } : {}),
      ...(random.chance(0.3)
        ? { closed: [{ column: header[0], is: [valueIn(random, staff, header[0])] }] }
        : {}),
      ...(departments.length > 2 && random.chance(0.2)
        ? { competing: [departments.slice(0, 2)] }
        : {}),
      ...(random.chance(0.6) ? { travel: random.pick(['willing', 'all', 'nobody']) } : {}),
      ...(random.chance(0.3) ? { ownDepartment: true } : {}),
      ...(random.chance(0.5) ? { unlisted: random.pick(['no', 'last']) } : {}),
      ...(random.chance(0.15) ? { swap: true } : {}),
      rules: someRules(random, staff, {
        directed: true,
        most: 1,
        kinds: { overlap: 0.5, same: 0.3 },
      }),
      criteria: someCriteria(random, staff),
    },
    lists: shadowingLists(random, staff, date),
  };
}

/** @param {Random} random @param {Company} staff @param {string} date */
function barcamp(random, staff, date) {
  return barcampLists(random, staff, date);
}

/** @param {Random} random @param {Company} staff @param {string} date */
function spacesGiven(random, staff, date) {
  return groupLists(random, staff, date, false);
}

/** @param {Random} random @param {Company} staff @param {string} date */
function spacesMixed(random, staff, date) {
  const { program, lists } = groupLists(random, staff, date, true);
  const people = staff.active.length;
  const min = Math.max(2, Math.min(random.pick([2, 3, 4]), people));
  return {
    program: {
      ...program,
      mixed: true,
      size: { min, max: min + 1 + random.below(2) },
      rules: someRules(random, staff, { most: 1, kinds: { same: 0, share: 0, distance: 0.3 } }),
      criteria: teamCriteria(random, staff),
    },
    lists,
  };
}
