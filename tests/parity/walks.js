/** What the parity test asks both doors: rosters of every kind, every rule and criterion, many rounds. */
import { readFileSync } from 'node:fs';
import { rosterChunks } from '../../tools/make-roster.mjs';

/**
 * @typedef {import('../../tools/lib/doors.mjs').Step} Step
 * @typedef {{title: string, steps: Step[], codes?: string[]}} Walk `codes`: errors that must come up;
 *   without them every step must succeed
 */

const TODAY = '2026-11-23';
const SALT = '00112233445566778899aabbccddeeff';
const bytes = (/** @type {string} */ text) => new TextEncoder().encode(text);
const company = new Uint8Array(
  readFileSync(new URL('../../web/samples/company.csv', import.meta.url)),
);

const FILES = [
  'groups.csv',
  'outcome.json',
  'run-record.json',
  'workspace.weft.json',
  'groups.cells',
];

/** @param {object} parts @returns {Record<string, unknown>} */
function program(parts) {
  return { weft: 1, format: 'lunch', name: 'Mystery Lunch', size: { min: 2, max: 2 }, ...parts };
}

const PROGRAMS = {
  'a single criterion': program({ criteria: [{ mix: '@department', weight: 100 }], seed: 1 }),
  'no criterion at all': program({ rules: [{ different: '@department' }], seed: 2 }),
  'every rule': program({
    who: [
      { column: '@status', is: ['active'] },
      { column: 'Site', not: ['Remote'] },
      { column: 'Level', min: 1, max: 4 },
      { column: 'Languages', has: ['German'] },
    ],
    rules: [
      { different: '@department' },
      { share: '@languages' },
      { distance: '@level', max: 2 },
      { distance: '@hireDate', min: 30 },
      { apart: 'file' },
      { apart: { line: 2 } },
      { apart: 'sameManager' },
      { met: { rounds: 6 } },
      { met: { months: 6, programs: ['Mystery Lunch'] } },
    ],
    criteria: [{ mix: '@site', weight: 40 }],
    seed: 3,
  }),
  'rounds that must repeat': program({
    who: [{ column: '@site', is: ['Graz'] }],
    size: { min: 3, max: 3 },
    rounds: { count: 5, weeks: 2 },
    rules: [{ different: '@department' }],
    criteria: [{ mix: '@level', weight: 10 }],
    seed: 8,
  }),
  'every criterion': program({
    rules: [{ same: '@country' }],
    criteria: [
      { mix: '@department', weight: 40 },
      { match: '@gender', weight: 10 },
      { share: '@languages', weight: 20 },
      { share: 'Interests', weight: 15 },
      { near: '@level', weight: 5 },
      { far: '@hireDate', weight: 5 },
      { novelty: true, weight: 30 },
    ],
    seed: 4,
  }),
  'who is odd sits out': program({
    odd: 'out',
    rules: [{ different: '@team' }, { met: 'ever' }],
    criteria: [{ mix: '@level', weight: 7 }],
    seed: 5,
  }),
};

/** @param {number} run the step of the run */
function after(run) {
  /** @type {Step[]} */
  const steps = [
    { request: { op: 'groups', from: 0, count: 50, sort: 'value' } },
    { request: { op: 'groups', from: 0, count: 10, find: 'muller GRAZ' } },
    { request: { op: 'leftOut', from: 0, count: 100 } },
    { request: { op: 'files', which: FILES, csv: { delimiter: ';', bom: true, decimal: ',' } } },
  ];
  return { steps, files: run + steps.length };
}

/**
 * Reads a roster, then previews, runs, looks at and writes every program, each in two seeds.
 * @param {Uint8Array} roster
 * @param {Record<string, Record<string, unknown>>} programs
 */
function everyProgram(roster, programs) {
  const apart = bytes('a,b\nW1000,W1004\nmarcin.krawczyk@weave.example;x\nnobody,W1008\n');
  /** @type {Step[]} */
  const steps = [
    { request: { op: 'hello' } },
    { request: { op: 'profile', file: 'roster.csv', today: TODAY }, attachments: [roster] },
    { request: { op: 'workspace' } },
    { request: { op: 'apart', file: 'apart.csv', unknown: 'gone' }, attachments: [apart] },
  ];
  for (const one of Object.values(programs)) {
    for (const seed of [one.seed, 4_294_967_311]) {
      const document = { ...one, seed };
      steps.push({ request: { op: 'possible', program: document, date: TODAY } });
      steps.push({ request: { op: 'run', salt: SALT, program: document, date: TODAY } });
      const { steps: more, files } = after(steps.length - 1);
      steps.push(...more);
      steps.push({
        request: { op: 'check', program: document },
        attachments: [{ step: files, name: 'outcome.json' }],
      });
    }
  }
  return steps;
}

/**
 * Rounds that each begin with the workspace of the last.
 * @param {Uint8Array} roster
 * @param {Record<string, unknown>} document
 * @param {number} rounds
 */
function rounds(roster, document, rounds) {
  /** @type {Step[]} */
  const steps = [
    { request: { op: 'profile', file: 'roster.csv', today: TODAY }, attachments: [roster] },
  ];
  for (let round = 0; round < rounds; round += 1) {
    const date = `2027-0${1 + round}-01`;
    steps.push({ request: { op: 'run', salt: SALT, program: document, date } });
    const { steps: more, files } = after(steps.length - 1);
    steps.push(...more);
    steps.push({
      request: { op: 'workspace' },
      attachments: [{ step: files, name: 'workspace.weft.json' }],
    });
  }
  return steps;
}

/** @param {Parameters<typeof rosterChunks>[0]} options */
function generated(options) {
  return [...rosterChunks(options)].join('');
}

/** @param {string} text @param {boolean} isBig */
function utf16(text, isBig) {
  const view = new DataView(new ArrayBuffer(2 + text.length * 2));
  view.setUint16(0, 0xfeff, !isBig);
  for (let at = 0; at < text.length; at += 1) {
    view.setUint16(2 + at * 2, text.charCodeAt(at), !isBig);
  }
  return new Uint8Array(view.buffer);
}

/** @param {string} text */
function latin(text) {
  return Uint8Array.from(text, (letter) =>
    letter.charCodeAt(0) < 256 ? letter.charCodeAt(0) : 0x80,
  );
}

/**
 * @param {Uint8Array} roster
 * @param {number} seed
 * @param {string} [near] a column of the roster with an order
 * @returns {Step[]}
 */
function shortWalk(roster, seed, near = '@level') {
  const document = program({
    rules: [{ different: '@department' }],
    criteria: [
      { mix: '@site', weight: 50 },
      { near, weight: 3 },
    ],
    seed,
  });
  return [
    { request: { op: 'table', file: 'roster.csv' }, attachments: [roster] },
    { request: { op: 'profile', file: 'roster.csv', today: TODAY }, attachments: [roster] },
    { request: { op: 'possible', program: document, date: TODAY } },
    { request: { op: 'run', salt: SALT, program: document, date: TODAY } },
    ...after(3).steps,
  ];
}

const HOSTILE = [
  'Personalnummer;Nachname;Vorname;Abteilung;Standort;Eintritt;Sprachen',
  '0001;"Müller ""der Große""";Jörg;=cmd|calc!A0;Wien;15.03.2019;Deutsch, Englisch',
  '0002;O\'Brien;"Zoë\nAnn";Forschung & Entwicklung;Graz;01.04.2020;Deutsch',
  '0003;Łukaszewicz;Ana;+Vertrieb;"Graz; Nord";31.12.2018;',
  '0004;"offen;Kim;Vertrieb;Wien;03.02.2021;Englisch',
  '0005;Ng\u0000;Lê;@IT;Wien;29.02.2021;Deutsch',
  '0005;Ng;Lê;IT;;2021-02-28',
  ';;;;;;',
  '0006;😀 Smith;−;-Personal;Wien;44197;Deutsch;zu viel',
  '0007; Weiß ;\tTab;IT;Wïen;15/03/2019;Deutsch',
].join('\r\n');

/** Teams with all that is theirs: two ways to make them, projects, what if, one arranged by hand. */
function teams() {
  const document = JSON.parse(
    readFileSync(new URL('../../docs/examples/teams.program.json', import.meta.url), 'utf8'),
  );
  const worst = { ...document, size: { min: 12, max: 18 }, favour: 'worst', seed: 8 };
  const many = {
    weft: 1,
    format: 'teams',
    name: 'Many',
    size: { min: 5, max: 7 },
    rules: [{ different: '@team' }, { met: 'ever' }, { notAlone: '@gender' }],
    criteria: [
      { match: '@country', weight: 9 },
      { spread: '@languages', weight: 40 },
      { far: '@level', weight: 30 },
      { mix: 'Interests', weight: 20 },
      { novelty: true, weight: 10 },
    ],
    seed: 9,
  };
  // Three projects have no room for all of Sales under the limit of the ten teams.
  const rules = document.rules.filter((/** @type {object} */ rule) => !('atMost' in rule));
  const projects = { ...document, rules, count: undefined, wishedOnly: true, seed: 10 };
  const tables = {
    projects: 'Project,Min,Max\nLoom,10,90\nShuttle,10,90\nBobbin,0,40\n',
    preferences: 'Person,1st choice,2nd choice\nW1000,Loom,Shuttle\nW1020,Bobbin,Loom\n',
  };
  /** @type {Step[]} */
  const steps = [
    { request: { op: 'profile', file: 'roster.csv', today: TODAY }, attachments: [company] },
  ];
  for (const one of [document, worst, many]) {
    steps.push({ request: { op: 'possible', program: one, date: TODAY } });
    steps.push({ request: { op: 'run', salt: SALT, program: one, date: TODAY } });
    const { steps: more, files } = after(steps.length - 1);
    steps.push(...more);
    steps.push({
      request: { op: 'check', program: one },
      attachments: [{ step: files, name: 'outcome.json' }],
    });
    steps.push({ request: { op: 'detail', of: 'moves', team: 2, most: 9 } });
    steps.push({ request: { op: 'detail', of: 'arranged', teams: [1] } });
  }
  for (const [kind, text] of Object.entries(tables)) {
    steps.push({ request: { op: 'list', kind, file: `${kind}.csv` }, attachments: [bytes(text)] });
  }
  steps.push({ request: { op: 'run', salt: SALT, program: projects, date: TODAY } });
  steps.push(...after(0).steps);
  return steps;
}

/** Groups of a list and mixed ones in spaces: weeks, tables, what if, calendars, files. */
function spaces() {
  const document = JSON.parse(
    readFileSync(new URL('../../docs/examples/spaces.program.json', import.meta.url), 'utf8'),
  );
  const mixed = {
    weft: 1,
    format: 'spaces',
    name: 'Mixed',
    mixed: true,
    size: { min: 4, max: 6 },
    weeks: 3,
    rules: [{ notAlone: '@gender' }],
    criteria: [{ mix: '@department', weight: 30 }],
    seed: 12,
  };
  const tables = {
    groups:
      'Group,Members,Size,Equipment,Wishes\nPackaging,W1000;W1004,5,Printer,Atelier; Friday\n' +
      'Returns,W1008;W1012,,,Tue morning\nSigns,,6,,Loft\nShelves,W1000,4,,\nTills,,3,,\n',
    rooms:
      'Space,Capacity,Equipment,Groups,Open\nAtelier,12,Printer,3,\nLoft,9,,2,Tuesday\n' +
      'Hall,400,,,\n',
    slots: 'Slot,Date,Begin,End\nTue morning,Tuesday,9:00,12:00\nFri,Friday,13:00,16:00\n',
  };
  /** @type {Step[]} */
  const steps = [
    { request: { op: 'profile', file: 'roster.csv', today: TODAY }, attachments: [company] },
  ];
  for (const [kind, text] of Object.entries(tables)) {
    steps.push({ request: { op: 'list', kind, file: `${kind}.csv` }, attachments: [bytes(text)] });
  }
  for (const one of [document, mixed]) {
    steps.push({ request: { op: 'possible', program: one, date: TODAY } });
    steps.push({ request: { op: 'run', salt: SALT, program: one, date: TODAY } });
    const { steps: more, files } = after(steps.length - 1);
    steps.push(...more);
    steps.push({
      request: { op: 'check', program: one },
      attachments: [{ step: files, name: 'outcome.json' }],
    });
    steps.push({ request: { op: 'detail', of: 'plan' } });
    steps.push({
      request: { op: 'detail', of: 'move', group: 1, week: 0, to: { slot: 1, space: 2 } },
    });
    steps.push({ request: { op: 'detail', of: 'calendars', by: 'space' } });
    steps.push({
      request: { op: 'files', which: ['plan.csv', 'by-group.csv', 'seats.csv', 'plan.ics'] },
    });
  }
  return steps;
}

/** @type {Walk[]} */
export const WALKS = [
  { title: 'the sample company, spaces', steps: spaces() },
  { title: 'the sample company, teams', steps: teams() },
  { title: 'the sample company, every program', steps: everyProgram(company, PROGRAMS) },
  {
    title: 'the sample company, five rounds that know each other',
    steps: rounds(
      company,
      program({
        rules: [{ different: '@department' }, { met: { rounds: 6 } }],
        criteria: [
          { mix: '@site', weight: 40 },
          { novelty: true, weight: 20 },
        ],
        seed: 11,
      }),
      5,
    ),
  },
  ...[59, 60, 201, 700].map((people, index) => ({
    title: `a generated roster of ${people}`,
    steps: shortWalk(
      bytes(generated({ people, seed: index, delimiter: [',', ';', '\t', '|'][index] })),
      index,
    ),
  })),
  ...[false, true].map((isBig) => ({
    title: `UTF-16 ${isBig ? 'big' : 'little'} endian`,
    steps: shortWalk(utf16(generated({ people: 90, seed: 8, delimiter: ';' }), isBig), 8),
  })),
  { title: 'Windows-1252', steps: shortWalk(latin(generated({ people: 77, seed: 9 })), 9) },
  {
    title: 'hostile cells',
    steps: shortWalk(bytes(HOSTILE.replace('\u0000', '')), 12, '@hireDate'),
  },
  {
    title: 'input that is no roster',
    steps: [
      ...['', 'Name,Department\n', '\u0089PNG\r\n\u001a\n', 'PK\u0003\u0004', HOSTILE].map(
        (text) => ({
          request: { op: 'profile', file: 'x.csv', today: TODAY },
          attachments: [latin(text)],
        }),
      ),
      { request: { op: 'profile' } },
      { request: { op: 'nonsense' } },
      { request: { op: 'run', salt: SALT, program: program({}) } },
      { request: { op: 'workspace' }, attachments: [bytes('{"weft": 1, "rounds": 3}')] },
      { request: { op: 'workspace' }, attachments: [bytes('not JSON')] },
      {
        request: { op: 'profile', file: 'x.csv', today: TODAY },
        attachments: [bytes('Name,Department\nAnn,A\nBo,A\nCy,A\n')],
      },
      {
        request: {
          op: 'possible',
          program: program({
            rules: [{ different: 'Nowhere' }, { distance: '@department', max: 'x' }],
            criteria: [{ mix: '@department', weight: 'high' }],
          }),
        },
      },
      { request: { op: 'possible', program: '{"weft": 1,' } },
      {
        request: {
          op: 'run',
          salt: SALT,
          program: program({ rules: [{ different: '@department' }] }),
        },
      },
    ],
    codes: ['file.empty'],
  },
  {
    title: 'who knows what',
    steps: [
      {
        request: { op: 'profile', file: 'company.csv', today: TODAY },
        attachments: [company],
      },
      ...[
        { part: 'map', count: 1000, lists: 1000 },
        { part: 'search', find: 'an' },
        { part: 'search', find: 'machin lerning' },
        { part: 'experts', skill: 'sql', person: 'W1000' },
        { part: 'programs' },
        { part: 'tables' },
      ].map((more) => ({ request: { op: 'knowledge', date: '2026-12-01', ...more } })),
    ],
  },
  {
    title: 'the schemas',
    steps: ['program', 'workspace', 'outcome'].map((of) => ({ request: { op: 'schema', of } })),
  },
];
