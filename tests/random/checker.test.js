/** The checker can fail: results that were spoilt by hand, one for each kind of promise, are objected to. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import Papa from 'papaparse';
import { objectionsTo } from './check.js';
import { play } from './play.js';

/** @typedef {import('./generate.js').Case} Case */
/** @typedef {import('./play.js').Played} Played */
/** @typedef {any} Json */
/** @typedef {Record<string, string>} Row */

const PEOPLE = [
  'Employee ID,Name,Department,Site,Gender,Level,Score,Manager,Time zone,Languages,Skills offered,Skills wanted,Job',
  'E1,Ana Fuchs,Sales,Wien,w,Lead,10,,Europe/Vienna,German,SQL,Python,mentor',
  'E2,Bo Nagy,Sales,Graz,m,Junior,20,E1,Europe/Vienna,German; English,Python,SQL,mentee',
  'E3,Cy Ito,IT,Wien,m,Senior,30,E1,Asia/Tokyo,English,Figma,Excel,mentor',
  'E4,Di Haas,IT,Graz,w,Junior,40,E3,Europe/London,English; German,Excel,Figma,mentee',
  'E5,Eli Vidal,Law,Wien,w,Junior,50,E3,Europe/London,German,SQL,Excel,mentee',
  'E6,Fay Weiß,Law,Graz,m,Lead,60,E1,Europe/Vienna,English,Excel,SQL,mentor',
];
const COLUMNS = {
  'Time zone': { role: 'timeZone' },
  Manager: { role: 'manager' },
  Level: { role: 'level', order: ['Junior', 'Senior', 'Lead'] },
  Score: { role: 'other', type: 'number' },
  Job: { role: 'other', type: 'category' },
  'Skills offered': { role: 'skillsOffered' },
  'Skills wanted': { role: 'skillsWanted' },
};
const HISTORY = {
  weft: 1,
  kind: 'workspace',
  people: ['E1', 'E2', 'E3', 'E4', 'E5', 'E6'],
  rounds: [
    { program: 'Spring', format: 'lunch', date: '2026-09-01', groups: [[0, 2]] },
    {
      program: 'Past',
      format: 'mentoring',
      date: '2026-09-02',
      until: '2027-09-01',
      groups: [[5, 1]],
    },
  ],
};

/**
 * @param {Json} program
 * @param {Record<string, string>} [files] lists, by kind
 * @returns {Case}
 */
function made(program, files = {}) {
  const { apart, workspace, ...lists } = files;
  return {
    seed: 0,
    kind: program.format,
    format: program.format,
    date: '2026-12-01',
    program: { weft: 1, name: 'Spring', seed: 3, ...program },
    columns: COLUMNS,
    files: {
      'roster.csv': PEOPLE.join('\n'),
      ...(workspace ? { 'workspace.weft.json': workspace } : {}),
      ...(apart ? { 'apart.csv': apart } : {}),
      ...Object.fromEntries(Object.entries(lists).map(([kind, text]) => [`${kind}.csv`, text])),
    },
    lists: Object.keys(lists),
  };
}

/** @param {string} text @returns {Row[]} */
function rowsOf(text) {
  return /** @type {Row[]} */ (Papa.parse(text, { header: true, skipEmptyLines: true }).data);
}

/**
 * The same result with other rows in a table; the document follows groups.csv.
 * @param {Played} played
 * @param {(rows: Row[]) => Row[]} change
 * @param {string} [name]
 * @returns {Played}
 */
function spoilt(played, change, name = 'groups.csv') {
  const fields = Papa.parse(played.files[name], { preview: 1 }).data[0];
  const rows = change(rowsOf(played.files[name]));
  const text = Papa.unparse({ fields: /** @type {string[]} */ (fields), data: rows });
  const document = JSON.parse(played.files['outcome.json']);
  if (name === 'groups.csv')
    for (const [at, group] of document.groups.entries())
      group.people = rows
        .filter((row) => Number(row.group) === at + 1)
        .map(({ id, role }) => ({ id, role }));
  const files = { ...played.files, [name]: text, 'outcome.json': JSON.stringify(document) };
  return { ...played, files };
}

/** @param {string} id */
function nameOf(id) {
  return rowsOf(PEOPLE.join('\n')).find((row) => row['Employee ID'] === id)?.Name ?? '';
}

/** Two people change places. @param {string} a @param {string} b */
const swapped = (a, b) => (/** @type {Row[]} */ rows) =>
  rows.map((row) => {
    const other = { [a]: b, [b]: a }[row.id];
    return other ? { ...row, id: other, name: nameOf(other), email: '' } : row;
  });

/** Puts people into groups, as `E1 E2 | E3 E4`. @param {string} groups */
const seated = (groups) => (/** @type {Row[]} */ rows) =>
  groups.split(' | ').flatMap((ids, at) => ids.split(' ').map((id) => seat(rows, id, at + 1)));

/** @param {Row[]} rows @param {string} id @param {number} group @returns {Row} */
function seat(rows, id, group) {
  const found = rows.find((row) => row.id === id);
  if (found) return { ...found, group: String(group) };
  return { group: String(group), role: '', id, name: nameOf(id), email: '' };
}

/**
 * What comes out as it is is fine; spoilt it is not.
 * @param {Case} kase
 * @param {Record<string, (played: Played) => Played>} spoils by what the objection has
 */
async function objects(kase, spoils) {
  const played = await play(kase);
  assert.deepEqual(objectionsTo(kase, played), []);
  for (const [word, spoil] of Object.entries(spoils)) {
    const objections = objectionsTo(kase, spoil(played));
    assert.ok(
      objections.some((one) => one.includes(word)),
      `${word}: ${JSON.stringify(objections)}`,
    );
  }
}

/** @param {string} groups */
const as = (groups) => (/** @type {Played} */ played) => spoilt(played, seated(groups));

test('people: somebody lost, twice, unknown, called otherwise, or not taking part', async () => {
  const kase = made({ format: 'lunch', who: [{ column: 'Level', not: ['Senior'] }] });
  await objects(kase, {
    'is lost': (played) => spoilt(played, (rows) => rows.slice(1)),
    'is there twice': (played) => spoilt(played, (rows) => [...rows, rows[0]]),
    'not on the roster': (played) =>
      spoilt(played, (rows) => rows.map((row, at) => (at === 0 ? { ...row, id: 'E9' } : row))),
    'groups.csv calls': (played) =>
      spoilt(played, (rows) => rows.map((row, at) => (at === 0 ? { ...row, name: 'X' } : row))),
    'does not take part': (played) =>
      spoilt(played, (rows) => [...rows, { ...rows[0], id: 'E3', name: 'Cy Ito' }]),
  });
});

for (const [rule, groups, files] of /** @type {[Json, string, Record<string, string>?][]} */ ([
  [{ different: 'Department' }, 'E1 E2 | E3 E5 | E4 E6'],
  [{ same: 'Site' }, 'E1 E2 | E3 E5 | E4 E6'],
  [{ share: 'Languages' }, 'E1 E3 | E2 E4 | E5 E6'],
  [{ distance: 'Score', max: 20 }, 'E1 E6 | E2 E3 | E4 E5'],
  [{ distance: '@level', min: 1 }, 'E1 E6 | E2 E3 | E4 E5'],
  [{ apart: [['E1', 'E2']] }, 'E1 E2 | E3 E5 | E4 E6'],
  [{ apart: 'file' }, 'E1 E2 | E3 E5 | E4 E6', { apart: 'a,b\nE1,Bo Nagy\n' }],
  [{ apart: { line: 2 } }, 'E1 E4 | E3 E6 | E2 E5'],
  [{ apart: 'sameManager' }, 'E2 E3 | E1 E5 | E4 E6'],
  [{ together: [['E1', 'E2']] }, 'E1 E3 | E2 E5 | E4 E6'],
  [{ overlap: 5 }, 'E1 E3 | E2 E4 | E5 E6'],
  [{ met: 'ever' }, 'E1 E3 | E2 E4 | E5 E6', { workspace: JSON.stringify(HISTORY) }],
  [{ met: { rounds: 2 } }, 'E1 E3 | E2 E4 | E5 E6', { workspace: JSON.stringify(HISTORY) }],
  [{ met: { months: 6 } }, 'E1 E3 | E2 E4 | E5 E6', { workspace: JSON.stringify(HISTORY) }],
]))
  test(`rule ${JSON.stringify(rule)}`, async () => {
    const kase = made({ format: 'lunch', odd: 'out', rules: [rule] }, files);
    const word = 'together' in rule ? 'not together' : JSON.stringify(rule);
    await objects(kase, { [word]: as(groups) });
  });

test('sizes, and who is left out though there is room', async () => {
  await objects(made({ format: 'lunch', size: { min: 3, max: 3 }, odd: 'out' }), {
    'asked for are': as('E1 E2 E3 E4 | E5 E6'),
    'could be': (played) => spoilt(played, (rows) => rows.filter(({ group }) => group === '1')),
  });
});

test('turns: nobody is odd twice in a row', async () => {
  const [first, ...others] = HISTORY.rounds;
  const workspace = JSON.stringify({ ...HISTORY, rounds: [...others, { ...first, odd: [0] }] });
  const five = { format: 'lunch', who: [{ column: 'Level', not: ['Senior'] }] };
  await objects(made(five, { workspace }), {
    'odd twice in a row': (played) => {
      const third = rowsOf(played.files['groups.csv']).find(({ role }) => role === 'third');
      return spoilt(played, swapped(third?.id ?? '', 'E1'));
    },
  });
});

/**
 * The same result, of which something else is claimed.
 * @param {(run: Json) => void} change
 * @returns {(played: Played) => Played}
 */
function claiming(change) {
  return (played) => {
    const run = structuredClone(played.run);
    change(run);
    const document = JSON.parse(played.files['outcome.json']);
    document.certificate = run.certificate;
    const files = { ...played.files, 'outcome.json': JSON.stringify(document) };
    return { ...played, run, files };
  };
}

test('claims: values, bounds, counts, repeats', async () => {
  const kase = made(
    { format: 'lunch', criteria: [{ mix: 'Department', weight: 10 }] },
    { workspace: JSON.stringify(HISTORY) },
  );
  await objects(kase, {
    'the best there is is': claiming((run) => {
      run.certificate.value += 9000;
      run.certificate.bound += 9000;
    }),
    'below the value': claiming((run) => {
      run.certificate.bound -= 1;
      run.certificate.gap = -1;
    }),
    'optimal with a gap': claiming((run) => {
      run.certificate.bound += 5;
      run.certificate.gap = 5;
    }),
    'repeats are claimed': claiming((run) => {
      run.measures.repeats += 1;
    }),
    'leftOutCount is said': claiming((run) => {
      run.leftOutCount += 1;
    }),
    'sizes is said': claiming((run) => {
      run.measures.sizes = {};
    }),
    across: claiming((run) => {
      run.measures.across[0].largest = -1;
    }),
  });
});

test('faults of the core, and codes without a sentence', async () => {
  const kase = made({ format: 'lunch' });
  const played = await play(kase);
  const errors = [{ code: 'outcome.checkFailed' }];
  assert.match(objectionsTo(kase, { ...played, errors })[0], /internal/);
  assert.match(objectionsTo(kase, { ...played, crash: 'ended with 139' })[0], /ended/);
  assert.match(objectionsTo(kase, { ...played, issues: [{ code: 'no.such' }] })[0], /no sentence/);
  const possible = { ...played.possible, takingPart: 1 };
  assert.match(objectionsTo(kase, { ...played, possible })[0], /take part/);
});

test('a series: who meets again, who is away, days and counts', async () => {
  const kase = made(
    { format: 'lunch', rounds: { count: 2, weeks: 1 }, rules: [{ met: 'ever' }] },
    { absences: 'Person,Round,From,Until\nE6,2,,\n' },
  );
  await objects(kase, {
    'is on': (played) =>
      spoilt(played, (rows) => rows.map((row) => ({ ...row, date: '2026-12-24' }))),
    'does not take part': (played) =>
      spoilt(played, (rows) => [
        ...rows,
        { ...rows[0], ...rows.find(({ id }) => id === 'E6'), group: '4', round: '2' },
      ]),
    '"met":"ever"': (played) =>
      spoilt(played, (rows) =>
        seated('E1 E2 | E3 E4 | E5 E6 | E1 E2 | E3 E4 E5')(rows).map((row) => {
          const isFirst = Number(row.group) < 4;
          const [round, date] = isFirst ? ['1', '2026-12-01'] : ['2', '2026-12-08'];
          return { ...row, round, date };
        }),
      ),
  });
});

test('tandems teach each other, in rings only where these are allowed', async () => {
  await objects(made({ format: 'tandem' }), {
    'do not teach': (played) => spoilt(played, swapped('E2', 'E4')),
    people: as('E1 E2 E5 | E3 E4'),
  });
});

test('teams: sizes, roles, places, rules of whole teams, and a false “impossible”', async () => {
  const team = { format: 'teams', count: 2, size: { min: 2, max: 4 } };
  const whole = [
    { notAlone: { column: 'Gender', is: ['w'] } },
    { atLeast: 1, who: { column: 'Department', is: ['IT'] } },
    { atMost: 1, who: { column: 'Department', is: ['Law'] } },
    { cover: { column: 'Skills offered', has: ['Excel'] } },
  ];
  for (const [rule, groups] of /** @type {[Json, string][]} */ ([
    [whole[0], 'E1 E2 E3 | E4 E5 E6'],
    [whole[1], 'E1 E3 E4 | E2 E5 E6'],
    [whole[2], 'E1 E5 E6 | E2 E3 E4'],
    [whole[3], 'E4 E6 E2 | E1 E3 E5'],
  ]))
    await objects(made({ ...team, rules: [rule] }), { [JSON.stringify(rule)]: as(groups) });
  await objects(made(team), { 'asked for are': as('E1 E2 E3 E4 E5 | E6') });
  await objects(made({ ...team, pinned: [{ team: 1, people: ['E1'] }] }), {
    'is not in team 1': as('E2 E3 E4 | E1 E5 E6'),
  });
  const roles = [{ role: 'Lead', who: [{ column: '@level', is: ['Lead'] }] }];
  await objects(made({ ...team, roles }), { 'as Lead': as('E1 E6 E2 | E3 E4 E5') });
  const kase = made(team);
  const played = await play(kase);
  const issues = [{ severity: 'error', code: 'teams.clash.sizes' }];
  const refused = { ...played, run: { issues }, issues };
  assert.match(objectionsTo(kase, refused)[0], /it is refused, but 2 teams/);
});

test('projects: room and wishes', async () => {
  const lists = {
    projects: 'Project,Min,Max\nLoom,2,4\nReed,2,4\n',
    preferences: 'Person,1st choice,2nd choice\nE1,Loom,\nE2,Reed,\n',
  };
  await objects(made({ format: 'teams', wishedOnly: true }, lists), {
    'has 5 people': (played) =>
      spoilt(played, (rows) =>
        rows.map((row, at) => ({
          ...row,
          title: at < 5 ? 'Loom' : 'Reed',
          group: at < 5 ? '1' : '2',
        })),
      ),
    'none of their wishes': (played) => spoilt(played, swapped('E1', 'E2')),
  });
});

const MENTORING = {
  format: 'mentoring',
  mentors: [{ column: 'Job', is: ['mentor'] }],
  mentees: [{ column: 'Job', is: ['mentee'] }],
  line: false,
};

test('mentoring: roles, places, lines, wishes, and who would rather have each other', async () => {
  const wishes = 'Person,Wish,Rank\nE2,E3,1\nE2,E6,2\nE4,E6,1\nE3,E2,1\nE6,E4,1\nE5,E1,1\n';
  await objects(made(MENTORING, { preferences: wishes }), {
    'would rather': (played) => spoilt(played, (rows) => rows.filter(({ group }) => group !== '1')),
    'did not wish': (played) => spoilt(played, swapped('E4', 'E5')),
    mentors: (played) => spoilt(played, (rows) => rows.map((row) => ({ ...row, role: 'mentor' }))),
  });
  const both = { ...MENTORING, aim: 'fit', rules: [{ distance: 'Score', min: -30, max: 60 }] };
  await objects(made(both), {
    '"min":-30': (played) =>
      spoilt(played, (rows) => {
        const [mentor] = rows.filter(({ role }) => role === 'mentor');
        return rows.map((row) =>
          row.group === mentor.group
            ? row.role === 'mentor'
              ? { ...row, id: 'E1', name: 'Ana Fuchs' }
              : { ...row, id: 'E5', name: 'Eli Vidal' }
            : row,
        );
      }),
    places: (played) =>
      spoilt(played, (rows) => {
        const { group } = rows[0];
        return [
          ...rows.filter((row) => row.group === group),
          ...rows
            .filter((row) => row.group !== group && row.role === 'mentee')
            .map((row) => ({ ...row, group })),
        ];
      }),
  });
  await objects(made({ ...MENTORING, line: true }), {
    'one line': (played) =>
      spoilt(played, (rows) =>
        rows.map((row) =>
          row.group !== '1'
            ? row
            : row.role === 'mentor'
              ? { ...row, id: 'E1', name: 'Ana Fuchs' }
              : { ...row, id: 'E2', name: 'Bo Nagy' },
        ),
      ),
  });
});

const SHADOWING = {
  dates:
    'Host,Date,Begin,End,Places,Where\nE1,2026-12-08,09:00,12:00,1,\nE3,2026-12-08,,,1,\nE6,2026-12-09,,,1,\n',
  guests: 'Guest,Wish 1,Wish 2,Dates,Visits,Travels\nE4,E1,,,,yes\nE5,E3,,,,yes\nE2,E6,,,,yes\n',
};

/** One visit fewer. @param {Played} played */
const withoutFirst = (played) =>
  spoilt(played, (rows) => rows.filter(({ group }) => group !== '1'));

test('shadowing: dates, places, wishes, departments, sites, and a visit that could be', async () => {
  await objects(made({ format: 'shadowing' }, SHADOWING), {
    'not wished for': (played) => spoilt(played, swapped('E4', 'E5')),
    'at no date': (played) =>
      spoilt(played, (rows) => rows.map((row) => ({ ...row, date: '2026-12-10' }))),
    'has room': withoutFirst,
    'are called the most': withoutFirst,
    places: (played) =>
      spoilt(played, (rows) => [...rows, { ...rows[1], id: 'E6', name: 'Fay Weiß' }]),
    'is in Linz': (played) =>
      spoilt(played, (rows) => rows.map((row) => ({ ...row, where: 'Linz' }))),
  });
  const guests = 'Guest,Wish 1,Wish 2,Dates,Visits,Travels\nE4,E1,,,,no\nE5,E1,,,,no\n';
  await objects(made({ format: 'shadowing' }, { ...SHADOWING, guests }), {
    'another site': (played) => spoilt(played, swapped('E5', 'E4')),
  });
});

test('shadowing without wishes: the most points of all plans', async () => {
  const guests = 'Guest,Wish 1,Wish 2,Dates,Visits,Travels\nE4,,,,,yes\nE5,,,,,yes\n';
  const kase = made(
    { format: 'shadowing', criteria: [{ mix: 'Gender', weight: 10 }] },
    { ...SHADOWING, guests },
  );
  await objects(kase, {
    'the bound': claiming((run) => {
      run.certificate.bound = run.certificate.value = 1;
    }),
    'is called optimal': claiming((run) => {
      run.certificate.value -= 1000;
      run.certificate.bound = run.certificate.value;
    }),
  });
});

const BARCAMP = {
  proposals:
    'Id,Session,Hosts,Equipment,Length,Size,When\nP1,Bees,E1,Projector,1,,\nP2,Cats,E2,,1,,S2\n',
  rooms: 'Room,Capacity,Equipment,Open\nHalle,4,Projector,\nLoft,3,,\n',
  slots: 'Slot,Date,Begin,End\nS1,,09:00,09:45\nS2,,10:00,10:45\n',
  votes: 'Person,Session,Stars\nE3,P1,3\nE4,P2,3\nE5,P1,1\nE5,P2,2\n',
};

test('barcamp: places, equipment, hosts, votes and seats', async () => {
  const agenda = (/** @type {(row: Row) => Row} */ change) => (/** @type {Played} */ played) =>
    spoilt(played, (rows) => rows.map(change), 'agenda.csv');
  const isBees = (/** @type {Row} */ row) => row.session === 'Bees';
  await objects(made({ format: 'barcamp' }, BARCAMP), {
    'lacks its equipment': agenda((row) => (isBees(row) ? { ...row, room: 'Loft' } : row)),
    'cannot be in S1': agenda((row) => ({ ...row, begin: '09:00', end: '09:45' })),
    'no such place': agenda((row) => ({ ...row, room: 'Nowhere' })),
    'does not name': agenda((row) => ({ ...row, hosts: '' })),
    'did not vote': (played) => spoilt(played, swapped('E3', 'E4')),
    'the best agenda is worth': claiming((run) => {
      run.certificate.value += 1;
      run.certificate.bound += 1;
    }),
    'is below the best': claiming((run) => {
      run.certificate.value -= 1;
      run.certificate.bound -= 1;
    }),
    'is not in it': (played) => spoilt(played, (rows) => rows.filter(({ id }) => id !== 'E1')),
    'a seat for them': (played) => spoilt(played, (rows) => rows.filter(({ id }) => id !== 'E3')),
    'which has 3 seats': (played) => {
      const there = spoilt(
        played,
        (rows) => rows.map((row) => (isBees(row) ? row : { ...row, room: 'Loft' })),
        'agenda.csv',
      );
      return spoilt(there, (rows) => [
        ...rows,
        ...rows.filter(({ title }) => title === 'Cats').map((row) => ({ ...row, role: 'guest' })),
      ]);
    },
  });
  const two = { ...BARCAMP, proposals: BARCAMP.proposals.replace('Cats,E2', 'Cats,E1') };
  await objects(made({ format: 'barcamp' }, two), {
    'hosts Bees and Cats at once': agenda((row) => ({ ...row, begin: '10:00', end: '10:45' })),
  });
  const away = [{ person: 'E1', slots: ['S2'] }];
  await objects(made({ format: 'barcamp', away }, BARCAMP), {
    'is away': agenda((row) => (isBees(row) ? { ...row, begin: '10:00', end: '10:45' } : row)),
  });
});

const SPACES = {
  groups: 'Group,Members,Size,Site,Equipment,When,Wish\nRot,E1; E3,,,,,\nBlau,E2; E4,,,Press,,\n',
  rooms: 'Space,Capacity,Site,Equipment,Groups,Open\nAtelier,3,,Press,,\nLoft,2,,,1,\n',
  slots: 'Slot,Date,Begin,End\nT1,Tuesday,09:00,12:00\n',
};

/** Red has nothing in the first week. @param {Played} played */
const withoutRed = (played) =>
  spoilt(
    played,
    (rows) => rows.filter(({ group, week }) => group !== 'Rot' || week !== '1'),
    'plan.csv',
  );

test('spaces: seats, equipment, one visit a week, people, and free places', async () => {
  const plan = (/** @type {(row: Row) => Row} */ change) => (/** @type {Played} */ played) =>
    spoilt(played, (rows) => rows.map(change), 'plan.csv');
  await objects(made({ format: 'spaces', weeks: 2 }, SPACES), {
    'equipment is missing': plan((row) => ({
      ...row,
      space: row.group === 'Blau' ? 'Loft' : row.space,
    })),
    'no room': plan((row) => ({ ...row, space: 'Atelier' })),
    'two visits': plan((row) => ({ ...row, week: '1' })),
    'there is no such': plan((row) => ({ ...row, begin: '08:00' })),
    'the plan says': plan((row) => ({ ...row, size: '9' })),
    'is free': withoutRed,
    'visits are called optimal': withoutRed,
    'Rot is': (played) => spoilt(played, (rows) => rows.filter(({ id }) => id !== 'E1')),
  });
});

test('spaces: turns', async () => {
  const scarce = {
    ...SPACES,
    groups: SPACES.groups.replace('Press', ''),
    rooms: 'Space,Capacity,Site,Equipment,Groups,Open\nAtelier,2,,,1,\n',
  };
  const kase = made({ format: 'spaces', weeks: 4 }, scarce);
  const played = await play(kase);
  const dates = rowsOf(played.files['plan.csv']).map(({ date }) => date);
  const red = ['E1', 'E3'];
  const document = JSON.parse(played.files['outcome.json']);
  const rows = dates.flatMap((date, at) =>
    red.map((id) => ({
      group: String(at + 1),
      role: '',
      id,
      name: nameOf(id),
      email: '',
      title: 'Rot',
      date,
      begin: '09:00',
      end: '12:00',
      where: 'Atelier',
    })),
  );
  document.groups = dates.map(() => ({ people: red.map((id) => ({ id, role: '' })), value: 0 }));
  document.leftOut = ['E2', 'E4'].map((id) => ({ id, reasons: [] }));
  const run = structuredClone(played.run);
  run.leftOutCount = 2;
  const files = {
    ...played.files,
    'groups.csv': Papa.unparse(rows),
    'plan.csv': Papa.unparse(
      rowsOf(played.files['plan.csv']).map((row) => ({ ...row, group: 'Rot', size: '2' })),
    ),
    'outcome.json': JSON.stringify(document),
  };
  const said = objectionsTo(kase, { ...played, run, files }).join('\n');
  assert.match(said, /who could take one/);
  assert.match(said, /turns are called as even as can be/);
});
