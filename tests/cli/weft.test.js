/** The command line `weft`: what it writes, what it says, and its exit status. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import Papa from 'papaparse';
import { ROOT } from '../../tools/lib/run.mjs';

const folder = mkdtempSync(join(tmpdir(), 'weft-cli-'));
after(() => rmSync(folder, { recursive: true }));

const company = join(ROOT, 'web/samples/company.csv');
const DATE = ['--date', '2026-11-23'];

/** @param {string[]} args */
function weft(...args) {
  const { status, stdout, stderr } = spawnSync(join(ROOT, 'build/native/weft'), args, {
    encoding: 'utf8',
    cwd: folder,
  });
  return { status, stdout, stderr };
}

/** @param {string} name @param {string | Uint8Array | object} content */
function file(name, content) {
  const path = join(folder, name);
  const isText = typeof content === 'string' || content instanceof Uint8Array;
  writeFileSync(path, isText ? content : JSON.stringify(content));
  return path;
}

const program = file('program.json', {
  weft: 1,
  format: 'lunch',
  name: 'Mystery Lunch',
  who: [{ column: '@status', is: ['active'] }],
  rules: [{ different: '@department' }, { met: { rounds: 6 } }],
  criteria: [{ mix: '@site', weight: 40 }],
  seed: 7,
});

/** @param {string} path @returns {any} */
const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

test('the README shows what its commands say', () => {
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
  const [, args] = readme.match(/^build\/native\/weft run (.+)$/m) ?? [];
  const [, shown] = readme.match(/^The made-up company[^`]*```\n([^`]*)```/m) ?? [];
  assert.ok(args && shown);
  const words = args
    .split(' ')
    .map((word) => (/^(docs|web)\//.test(word) ? join(ROOT, word) : word));
  const said = weft('run', ...words);
  assert.equal(said.status, 0, said.stderr);
  assert.equal(said.stdout, shown);
});

test('profile says who is in the file and what its columns are, also as JSON', () => {
  const said = weft('profile', company, ...DATE);
  assert.equal(said.status, 0, said.stderr);
  assert.match(said.stdout, /408 people from 412 rows/);
  assert.match(said.stdout, /Department → department/);
  const json = weft('profile', company, ...DATE, '--json');
  assert.equal(json.status, 0);
  const profile = JSON.parse(json.stdout);
  assert.equal(profile.people, 408);
  const roles = profile.columns.map((/** @type {{role: string}} */ column) => column.role);
  assert.deepEqual(roles, [
    ...['id', 'firstName', 'lastName', 'email', 'department', 'team', 'site', 'country', 'title'],
    ...['level', 'manager', 'hireDate', 'gender', 'languages', 'timeZone', 'skillsOffered'],
    ...['skillsWanted', 'interests', 'other', 'capacity', 'availability', 'status', 'optIn'],
    'pauseUntil',
    'tenure',
  ]);
});

test('run writes four files that belong together, and the next round repeats nobody', () => {
  const first = weft('run', '--program', program, '--roster', company, '--out', 'one', ...DATE);
  assert.ok(first.status === 0 || first.status === 1, first.stderr);
  const one = join(folder, 'one');
  assert.deepEqual(readdirSync(one).sort(), [
    'groups.csv',
    'outcome.json',
    'run-record.json',
    'workspace.weft.json',
  ]);
  const outcome = readJson(join(one, 'outcome.json'));
  assert.equal(outcome.certificate.proof, 'optimal');
  assert.equal(outcome.check.passed, true);
  assert.equal(first.status, outcome.leftOut.length > 0 ? 1 : 0);

  const table = readFileSync(join(one, 'groups.csv'), 'utf8').replace(/^\ufeff/, '');
  const { data } = Papa.parse(table, { skipEmptyLines: true });
  const [header, ...rows] = /** @type {string[][]} */ (data);
  assert.deepEqual(header.slice(0, 5), ['group', 'role', 'id', 'name', 'email']);
  const members = outcome.groups.flatMap((/** @type {any} */ group) => group.people);
  assert.equal(rows.length, members.length);

  const second = weft(
    ...['run', '--program', program, '--roster', company, '--out', 'two'],
    ...['--workspace', join(one, 'workspace.weft.json'), '--date', '2026-12-23'],
  );
  assert.ok(second.status === 0 || second.status === 1, second.stderr);
  const pairs = (/** @type {string} */ name) =>
    readJson(join(folder, name, 'outcome.json')).groups.map((/** @type {any} */ group) =>
      group.people
        .map((/** @type {{id: string}} */ { id }) => id)
        .sort()
        .join('+'),
    );
  const met = new Set(pairs('one'));
  assert.equal(pairs('two').filter((/** @type {string} */ pair) => met.has(pair)).length, 0);
  assert.equal(readJson(join(folder, 'two/workspace.weft.json')).rounds.length, 2);
});

test('the same seed and salt give the same bytes, another seed other pairs', () => {
  const salt = ['--salt', '0123456789abcdef'.repeat(2)];
  for (const [out, seed] of [
    ['seed-a', '5'],
    ['seed-b', '5'],
    ['seed-c', '6'],
  ]) {
    const about = ['--program', program, '--roster', company, ...salt];
    weft('run', ...about, '--out', out, '--seed', seed, ...DATE);
  }
  const bytes = (/** @type {string} */ out, /** @type {string} */ name) =>
    readFileSync(join(folder, out, name), 'utf8');
  for (const name of readdirSync(join(folder, 'seed-a'))) {
    assert.equal(bytes('seed-a', name), bytes('seed-b', name), name);
  }
  assert.notEqual(bytes('seed-a', 'groups.csv'), bytes('seed-c', 'groups.csv'));
});

test('check accepts what run wrote, and names what somebody changed in it', () => {
  weft('run', '--program', program, '--roster', company, '--out', 'checked', ...DATE);
  const path = join(folder, 'checked/outcome.json');
  const about = ['--program', program, '--roster', company];
  const good = weft('check', ...about, '--outcome', path, ...DATE);
  assert.equal(good.status, 0, good.stdout + good.stderr);

  const outcome = readJson(path);
  const department = new Map(
    /** @type {Record<string, string>[]} */ (
      Papa.parse(readFileSync(company, 'utf8'), { header: true }).data
    ).map((row) => [row['Employee ID'], row.Department]),
  );
  // Two pairs change partners, so that two colleagues of one department are together.
  const [a] = outcome.groups;
  const b = outcome.groups.find(
    (/** @type {any} */ group) =>
      group !== a && department.get(group.people[1].id) === department.get(a.people[0].id),
  );
  [a.people[1], b.people[1]] = [b.people[1], a.people[1]];
  const bad = weft('check', ...about, '--outcome', file('changed.json', outcome), ...DATE);
  assert.equal(bad.status, 1, bad.stdout + bad.stderr);
  assert.doesNotMatch(bad.stdout, / 0 broken/);
});

test('mentoring with wishes says whether it is stable, who would rather have whom, and what it costs', () => {
  const mentoring = join(ROOT, 'docs/examples/mentoring.program.json');
  const wishes = join(ROOT, 'web/samples/mentoring-preferences.csv');
  const about = ['--program', mentoring, '--roster', company, '--list', wishes, ...DATE];
  const said = ['en', 'de'].map((language) => {
    const ran = weft('run', ...about, '--out', 'mentoring', '--lang', language);
    assert.ok(ran.status === 0 || ran.status === 1, ran.stderr);
    assert.doesNotMatch(ran.stdout, /\{[a-z]+\}|mentoring\./);
    return ran.stdout;
  });
  assert.match(String(said[0]), /mentees have a mentor.*places are free/);
  assert.match(String(said[0]), /Stable: no mentor and mentee would both rather/);
  assert.match(String(said[0]), / would rather have /);
  assert.match(String(said[0]), /[Ss]tability/);
  assert.match(String(said[1]), /hätte lieber/);
  const { extra } = readJson(join(folder, 'mentoring/outcome.json'));
  assert.equal(extra.blocking.count, 0);

  const checked = weft('check', ...about, '--outcome', join(folder, 'mentoring/outcome.json'));
  assert.equal(checked.status, 0, checked.stdout + checked.stderr);
  const without = about.filter((word) => word !== '--list' && word !== wishes);
  const other = weft('check', ...without, '--outcome', join(folder, 'mentoring/outcome.json'));
  assert.equal(other.status, 1, 'without the wishes it is another question');

  const unread = weft(
    'run',
    '--program',
    program,
    '--roster',
    company,
    '--list',
    wishes,
    '--out',
    'x',
  );
  assert.equal(unread.status, 2);
  assert.match(unread.stderr, /mentoring-preferences\.csv/);
});

test('spaces says how many visits and wishes hold, why a group is nowhere, and writes its own files', () => {
  const spaces = file('spaces.json', { weft: 1, format: 'spaces', weeks: 2, tables: 4, seed: 3 });
  const lists = ['groups', 'rooms', 'slots'].flatMap((kind) => [
    '--list',
    `${kind}=${join(ROOT, `web/samples/spaces/${kind}.csv`)}`,
  ]);
  const about = ['--program', spaces, '--roster', company, ...lists, ...DATE];
  for (const [language, said] of Object.entries({
    en: /34 of 34 visits have a space/,
    de: /34 von 34 Terminen haben eine Fläche/,
  })) {
    const ran = weft('run', ...about, '--out', 'spaces', '--lang', language);
    assert.equal(ran.status, 0, ran.stderr);
    assert.match(ran.stdout, said);
    assert.doesNotMatch(ran.stdout, /\{[a-z]+\}|spaces\./);
  }
  for (const own of ['plan.csv', 'by-group.csv', 'seats.csv', 'plan.ics'])
    assert.ok(existsSync(join(folder, 'spaces', own)), own);
  const outcome = join(folder, 'spaces/outcome.json');
  assert.equal(weft('check', ...about, '--outcome', outcome).status, 0);
  const changed = readJson(outcome);
  changed.groups[0].where = 'Dock';
  assert.equal(weft('check', ...about, '--outcome', file('moved.json', changed)).status, 1);
  const narrow = file('narrow.csv', 'Space,Capacity\nNook,3\n');
  const ran = weft('run', ...about, '--list', `rooms=${narrow}`, '--out', 'narrow');
  assert.equal(ran.status, 1);
  assert.match(ran.stdout, /the largest space that would do has 3 seats/);
});

test('job shadowing with both lists: a dated plan, its calendar, and a check that needs the lists', () => {
  const shadowing = join(ROOT, 'docs/examples/shadowing.program.json');
  const lists = ['dates', 'guests'].flatMap((kind) => [
    '--list',
    join(ROOT, `web/samples/shadowing/${kind}.csv`),
  ]);
  const about = ['--program', shadowing, '--roster', company, ...lists, ...DATE];
  const ran = weft('run', ...about, '--out', 'shadowing');
  assert.ok(ran.status === 0 || ran.status === 1, ran.stderr);
  assert.doesNotMatch(ran.stdout, /\{[a-z]+\}|shadowing\./);
  const outcome = readJson(join(folder, 'shadowing/outcome.json'));
  assert.ok(outcome.extra.visits > 50);
  const checked = weft('check', ...about, '--outcome', join(folder, 'shadowing/outcome.json'));
  assert.equal(checked.status, 0, checked.stdout + checked.stderr);
});

test('an odd person who sits out is exit status 1, and is named with reasons', () => {
  const roster = file('three.csv', 'ID,Name,Department\n1,Ann,A\n2,Bo,B\n3,Cy,C\n');
  const odd = file('odd.json', { weft: 1, format: 'lunch', odd: 'out', seed: 1 });
  const ran = weft('run', '--program', odd, '--roster', roster, '--out', 'odd', ...DATE);
  assert.equal(ran.status, 1, ran.stderr);
  const { leftOut } = readJson(join(folder, 'odd/outcome.json'));
  assert.equal(leftOut.length, 1);
  assert.ok(leftOut[0].reasons.length > 0);
});

test('schema prints the schemas of docs/', () => {
  for (const kind of ['program', 'workspace', 'outcome']) {
    const { status, stdout } = weft('schema', kind);
    assert.equal(status, 0);
    assert.deepEqual(JSON.parse(stdout), readJson(join(ROOT, `docs/schemas/${kind}.schema.json`)));
  }
});

test('wrong usage is exit status 2 and shows how it is used', () => {
  for (const args of [
    [],
    ['dance'],
    ['profile'],
    ['run', '--program', program],
    ['run', '--roster'],
    ['profile', company, '--colour', 'red'],
    ['schema', 'nothing'],
    ['run', '--program', program, '--roster', company, '--out', 'x', '--seed', 'seven'],
    ['run', '--program', program, '--roster', company, '--out', 'x', '--date', '2026-13-01'],
  ]) {
    const { status, stdout, stderr } = weft(...args);
    assert.equal(status, 2, `weft ${args.join(' ')}: ${stdout}`);
    assert.notEqual(stderr, '', `weft ${args.join(' ')}`);
  }
});

const people = 'ID,Name,Department\n1,Ann,A\n2,Bo,A\n';
const different = { weft: 1, format: 'lunch', rules: [{ different: '@department' }], seed: 1 };

/** @type {Record<string, {roster: string | Uint8Array, program?: string | object, status?: number}>} */
const BAD = {
  'an empty file': { roster: '' },
  'a header only': { roster: 'ID,Name,Department\n' },
  'one person': { roster: 'ID,Name,Department\n1,Ann,A\n' },
  'two people who may not meet': {
    roster: 'ID,Name,Department\n1,Ann,A\n2,Bo,B\n',
    program: { ...different, rules: [{ apart: [['1', '2']] }] },
    status: 1,
  },
  'all in one department': { roster: people, status: 1 },
  'an unknown column in the program': {
    roster: people,
    program: { ...different, rules: [{ different: 'Nowhere' }] },
  },
  'a program that is not JSON': { roster: people, program: '{"weft": 1, "format":\n "lunch",,}' },
  'a weight that is no number': {
    roster: people,
    program: { ...different, criteria: [{ mix: '@department', weight: 'high' }] },
  },
  'an old Excel file': {
    roster: Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0),
  },
  'a picture named .csv': {
    roster: Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0),
  },
};

for (const [what, { roster, program: wanted = different, status = 2 }] of Object.entries(BAD)) {
  test(`${what}: a sentence in both languages, and never half a result`, () => {
    const sentences = ['en', 'de'].map((language) => {
      const out = `bad-${language}`;
      rmSync(join(folder, out), { recursive: true, force: true });
      const ran = weft(
        ...['run', '--roster', file('bad.csv', roster), '--program', file('bad.json', wanted)],
        ...['--out', out, '--lang', language, ...DATE],
      );
      assert.equal(ran.status, status, ran.stdout + ran.stderr);
      assert.equal(existsSync(join(folder, out, 'groups.csv')), status < 2);
      const said = ran.stderr + ran.stdout;
      assert.match(said, /\S+ \S+ \S+/);
      // A code or an unfilled template would mean that a sentence is missing.
      assert.doesNotMatch(said, /\{[a-z]+\}|\b[a-z]+\.[a-z]+[A-Z]\w*/);
      return said;
    });
    assert.notEqual(sentences[0], sentences[1]);
  });
}

test('a confidential list is in force whatever the program says, and no digest can be tried out', () => {
  const roster = file('pair.csv', 'Employee ID,Name,Department\nE1,Ana Alt,IT\nE2,Bo Berg,HR\n');
  const plain = file('plain.json', { weft: 1, format: 'lunch', name: 'Plain', rules: [] });
  const run = (/** @type {string[]} */ ...more) =>
    weft('run', '--roster', roster, '--program', plain, ...DATE, ...more);
  const read = (/** @type {string} */ path) => readFileSync(join(folder, path), 'utf8');
  assert.equal(run('--out', 'free').status, 0);
  const apart = file('apart.csv', 'a,b\nE1,E2\n');
  assert.equal(run('--apart', apart, '--out', 'kept').status, 1, 'both are left out');
  assert.deepEqual(JSON.parse(read('kept/outcome.json')).groups, []);
  assert.equal(JSON.parse(read('kept/run-record.json')).apart, 'given');
  assert.equal(JSON.parse(read('free/run-record.json')).apart, undefined);
  const checked = weft(
    ...[
      'check',
      '--roster',
      roster,
      '--program',
      plain,
      '--outcome',
      join(folder, 'free/outcome.json'),
    ],
    ...['--apart', apart],
  );
  assert.equal(checked.status, 1, checked.stdout);

  // The salt is by chance and stays in the workspace; with the same salt every byte is the same.
  const salt = JSON.parse(read('kept/workspace.weft.json')).salt;
  assert.match(salt, /^[0-9a-f]{32}$/);
  assert.notEqual(salt, JSON.parse(read('free/workspace.weft.json')).salt);
  run('--apart', apart, '--salt', salt, '--out', 'again');
  for (const name of ['outcome.json', 'run-record.json', 'workspace.weft.json'])
    assert.equal(read(`again/${name}`), read(`kept/${name}`), name);
  const sha = (/** @type {string} */ text) => createHash('sha256').update(text).digest('hex');
  const { digests } = JSON.parse(read('kept/run-record.json'));
  assert.equal(digests.roster, `sha256:${sha(salt + sha(readFileSync(roster, 'utf8')))}`);
  for (const name of ['outcome.json', 'run-record.json']) {
    assert.ok(!read(`kept/${name}`).includes(salt));
    assert.ok(!read(`kept/${name}`).includes(sha(readFileSync(apart, 'utf8'))));
  }

  const odd = file('odd.csv', 'a,b\nE1,Stranger\n');
  const stopped = run('--apart', odd, '--out', 'stopped');
  assert.equal(stopped.status, 2);
  assert.match(stopped.stderr, /1 row names somebody who is not in the roster/);
  assert.equal(existsSync(join(folder, 'stopped')), false);
  const skipped = run('--apart', odd, '--apart-unknown', 'skip', '--out', 'skipped');
  assert.equal(skipped.status, 0, skipped.stderr);
  assert.match(skipped.stderr, /warning: odd.csv, row 2\b.*somebody who is not in the roster/);
  assert.equal(skipped.stderr.match(/1 row of the confidential list has no effect/g)?.length, 1);

  // A workspace tells that a list was kept, and an outcome that it can't be checked without.
  const workspace = join(folder, 'kept/workspace.weft.json');
  const without = run('--workspace', workspace, '--out', 'without');
  assert.match(without.stderr, /warning: .*kept a confidential list, and none is given now/);
  const outcome = join(folder, 'kept/outcome.json');
  const unseen = weft('check', '--roster', roster, '--program', plain, '--outcome', outcome);
  assert.match(unseen.stderr, /warning: .*whether it was kept has not been checked/);

  // What can't keep a list says so, and of no list that it can't keep one.
  const barcamp = file('barcamp.json', { weft: 1, format: 'barcamp', name: 'Day', rules: [] });
  const cannot = weft(
    ...['run', '--roster', roster, '--program', barcamp, '--apart', apart, '--out', 'no', ...DATE],
  );
  assert.equal(cannot.status, 2);
  assert.match(cannot.stderr, /error: A barcamp can’t keep the pairs of the confidential list/);
  const named = file('named.json', {
    ...{ weft: 1, format: 'barcamp', name: 'Day' },
    rules: [{ apart: [['E1', 'E2']] }],
  });
  const alone = weft('run', '--roster', roster, '--program', named, '--out', 'no', ...DATE);
  assert.equal(alone.status, 2);
  assert.doesNotMatch(alone.stderr, /confidential/);
});

test('a hundred thousand answers about people are read in seconds', () => {
  const roster = file('few.csv', people);
  const answers = (/** @type {string} */ means) =>
    Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`${i} ${i + 1}`, means]));
  const workspace = file('many.weft.json', {
    ...{ weft: 1, kind: 'workspace', programs: [], people: [], rounds: [] },
    same: answers('one'),
  });
  const begun = performance.now();
  const said = weft(
    ...['profile', roster, ...DATE, '--workspace', workspace],
    ...['--answers', file('many.json', { same: answers('two') })],
  );
  assert.equal(said.status, 0, said.stderr);
  assert.ok(performance.now() - begun < 10_000);
});

test('what is wrong in a program is said with its place', () => {
  const wrong = file('wrong.json', {
    ...different,
    criteria: [
      { mix: '@department', weight: 1 },
      { mix: '@department', weight: 'high' },
    ],
  });
  const roster = file('two.csv', people);
  const ran = weft('run', '--program', wrong, '--roster', roster, '--out', 'wrong', ...DATE);
  assert.equal(ran.status, 2);
  assert.match(ran.stderr, /\/criteria\/1\/weight/);
  assert.match(ran.stderr, /high/);
});

test('who does not take part is counted and not named, in what is said and in what is written', () => {
  const roster = file(
    'shy.csv',
    'id,name,department,skills offered,skills wanted,opt-in\n1,Ana Ruiz,IT,SQL,COBOL,yes\n2,Nora Nein,IT,COBOL,SQL,no\n',
  );
  const said = weft('knowledge', roster, ...DATE, '--out', 'shy');
  assert.equal(said.status, 0, said.stderr);
  assert.match(said.stdout, /1 person has not opted in or is away: counted, but named in no list/);
  assert.match(said.stdout, /COBOL: one person who does not take part, .*\(row 3 of the roster/);
  const german = weft('knowledge', roster, ...DATE, '--lang', 'de');
  assert.match(german.stdout, /COBOL: eine Person, die nicht teilnimmt .*Zeile 3/);
  const files = readdirSync(join(folder, 'shy')).map((name) =>
    readFileSync(join(folder, 'shy', name), 'utf8'),
  );
  const json = weft('knowledge', roster, ...DATE, '--json').stdout;
  for (const text of [said.stdout, german.stdout, json, ...files])
    assert.doesNotMatch(text, /Nora/);
  const [, cobol] = readFileSync(join(folder, 'shy/knowledge.csv'), 'utf8').split(/\r?\n/);
  assert.equal(cobol, 'COBOL,1,1,0,,1,0');
});

test('knowledge says who knows what, names the nearest experts, and writes ready programs', () => {
  const said = weft('knowledge', company, ...DATE);
  assert.equal(said.status, 0, said.stderr);
  assert.match(said.stdout, /of 408 people offer something/);
  assert.match(said.stdout, /skills? that one person alone has:\n {2}\S/);
  const german = weft('knowledge', company, '--skill', 'SQL', '--person', 'W1000', '--lang', 'de');
  assert.match(german.stdout, /^SQL: angeboten von \d+, gesucht von \d+\./);
  assert.match(german.stdout, /Schritte entlang der Berichtslinien/);
  const map = JSON.parse(weft('knowledge', company, '--json').stdout);
  assert.equal(map.rows.length, map.skills);
  const table = Papa.parse(weft('knowledge', company, '--csv').stdout.trim(), { header: true });
  assert.equal(table.data.length, map.skills);
  const out = join(folder, 'known');
  assert.equal(weft('knowledge', company, ...DATE, '--out', out).status, 0);
  assert.deepEqual(readdirSync(out).sort(), [
    ...['barcamp.program.json', 'experts.csv', 'knowledge.csv', 'proposals.csv'],
    ...['tandem.program.json', 'votes.csv'],
  ]);
  const tandems = weft(
    ...['run', '--program', join(out, 'tandem.program.json'), '--roster', company, ...DATE],
    ...['--out', join(folder, 'tandems')],
  );
  assert.match(tandems.stdout, /0 broken/, tandems.stderr);
  const unknown = weft('knowledge', company, '--skill', 'Knitting socks');
  assert.equal(unknown.status, 2);
  assert.match(unknown.stderr, /Nobody offers or wants “Knitting socks”/);
});
