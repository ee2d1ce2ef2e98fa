/** Findings on the command line: from an outcome to sheets, and from filled sheets to what is handed on. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { strToU8, zipSync } from 'fflate';
import { ROOT } from '../../tools/lib/run.mjs';

const folder = mkdtempSync(join(tmpdir(), 'weft-findings-'));
after(() => rmSync(folder, { recursive: true }));

/** @param {string} program @param {string[]} args */
function ran(program, args) {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', cwd: folder });
  return { status, stdout, stderr };
}

/** @param {string[]} args */
const findings = (...args) => ran(process.execPath, [join(ROOT, 'tools/findings.mjs'), ...args]);

/** @param {string} name @param {string | Uint8Array} content */
function file(name, content) {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return name;
}

/** @param {string} name */
const text = (name) => readFileSync(join(folder, name), 'utf8');

/** @param {string} name @param {object} outcome */
const outcome = (name, outcome) =>
  file(
    name,
    JSON.stringify({
      ...{ kind: 'outcome', name: 'Lunch', format: 'lunch', run: { date: '2026-12-01' } },
      ...outcome,
    }),
  );

/** An HTML sheet as its own script leaves it. @param {string} sheet @param {Record<string, unknown>} filled */
const filledHtml = (sheet, filled) =>
  text(sheet).replace(
    /(<pre id="weft-sheet"[^>]*>)(.*)(<\/pre>)/,
    (_, begin, data, end) => begin + JSON.stringify({ ...JSON.parse(data), ...filled }) + end,
  );

/** @param {string} sheet @param {string} learned @param {string} topics */
const filledMarkdown = (sheet, learned, topics) =>
  text(sheet)
    .replace('## What did we learn?\n', () => `## What did we learn?\n\n${learned}\n`)
    .replace('## Topics\n', () => `## Topics\n\n${topics}\n`);

before(() => {
  const made = ran(join(ROOT, 'build/native/weft'), [
    ...['run', '--program', join(ROOT, 'docs/examples/lunch.program.json')],
    ...['--roster', join(ROOT, 'web/samples/company.csv'), '--date', '2026-12-01'],
    ...['--out', 'december'],
  ]);
  assert.equal(made.status, 0, made.stderr);
  const html = findings('sheets', 'december', '--out', 'blank');
  assert.equal(html.status, 0, html.stderr);
  const markdown = findings('sheets', 'december/outcome.json', '--as', 'md', '--out', 'blank-md');
  assert.equal(markdown.status, 0, markdown.stderr);
});

test('the whole way: sheets with the names of a run, filled in, and handed on without what is internal', () => {
  const groups = JSON.parse(text('december/outcome.json')).groups.length;
  assert.equal(readdirSync(join(folder, 'blank')).length, groups);
  assert.equal(readdirSync(join(folder, 'blank-md')).length, groups);
  const [, ...rows] = text('december/groups.csv').split(/\r?\n/);
  const first = rows.filter((row) => row.startsWith('1,')).map((row) => String(row.split(',')[3]));
  assert.ok(first.length >= 2);
  for (const name of first) {
    assert.ok(text('blank/findings-0001.html').includes(name), name);
    assert.ok(text('blank-md/findings-0001.md').includes(name), name);
  }
  file(
    'back/one.html',
    filledHtml('blank/findings-0001.html', { learned: 'Ask early', topics: ['SQL'] }),
  );
  file('back/two.md', filledMarkdown('blank-md/findings-0002.md', 'Beehives pay', 'sql; Bees'));
  file(
    'back/three.html',
    filledHtml('blank/findings-0003.html', { learned: 'Mergers ahead', internal: true }),
  );
  file(
    'back/more.zip',
    zipSync({
      'a/four.md': strToU8(filledMarkdown('blank-md/findings-0004.md', 'Coffee helps', 'Coffee')),
      'five.md': strToU8(filledMarkdown('blank-md/findings-0005.md', 'Not for all', 'Pay')),
    }),
  );
  const gathered = findings(
    'gather',
    'back',
    '--internal',
    'back/more.zip/five.md',
    '--out',
    'out',
  );
  assert.equal(gathered.status, 0, gathered.stderr);
  assert.equal(gathered.stderr, '');
  assert.match(
    gathered.stdout,
    /^3 sheets to hand on, 2 internal and left out, 0 files not taken\n/,
  );
  const page = text('out/findings.html');
  const notes = readdirSync(join(folder, 'out/markdown'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => text(join('out/markdown', name)));
  for (const all of [page, notes.join('\n')]) {
    assert.match(all, /Ask early/);
    assert.match(all, /Beehives pay/);
    assert.match(all, /Coffee helps/);
    assert.doesNotMatch(all, /Mergers ahead|Not for all/);
  }
  assert.match(page, /content="default-src 'none'/);
  // Two spellings of a topic are one.
  assert.match(text('out/markdown/index.md'), /\[SQL\]\(topics\/\d+\.md\) \(2\)/);
});

test('gathered once more into the same folder, nothing of before is left, and nothing of it is read', () => {
  file('again/one.md', filledMarkdown('blank-md/findings-0001.md', 'First', 'One'));
  file('again/two.md', filledMarkdown('blank-md/findings-0002.md', 'Second', 'Two'));
  file('again/markdown/own-notes.txt', 'kept');
  const [own, rest] = [findings('gather', 'again', '--out', 'again'), 'again/markdown/sheets'];
  assert.match(own.stderr, /own-notes\.txt is not a findings sheet/);
  assert.equal(readdirSync(join(folder, rest)).length, 2);
  const twice = findings('gather', 'again', '--internal', 'again/two.md', '--out', 'again');
  assert.match(twice.stdout, /^1 sheet to hand on, 1 internal/);
  assert.deepEqual(readdirSync(join(folder, rest)), ['0001.md']);
  assert.doesNotMatch(text('again/findings.html'), /Second/);
  assert.equal(text('again/markdown/own-notes.txt'), 'kept');
});

test('bad sheets are named with line, value and what to do, in both languages; the good ones go on', () => {
  const hostile = '</script><script>alert(1)</script><img src=x onerror=alert(1)>';
  const good = filledMarkdown('blank-md/findings-0001.md', `Fine. ${hostile}`, '[x](javascript:1)');
  const files = {
    'good.md': good,
    'broken.html': '<h1>Dear HR</h1><pre id="weft-sheet">{"learned": </pre>',
    'wrong.html': '<p>Minutes of a meeting</p>',
    'program.json': text('december/outcome.json'),
    'empty.md': text('blank-md/findings-0002.md'),
    'nothing.md': '',
    'huge.md': 'x'.repeat(3_000_000),
    'latin.md': Uint8Array.of(0x23, 0x20, 0xfc, 0x0a),
    'archive.zip': 'no archive',
    'answer.md': good.replace('\nno\n', '\nmaybe\u001b[2J\n').replace('Group: 1\n', 'Group: one\n'),
  };
  for (const [name, content] of Object.entries(files)) file(`bad/${name}`, content);
  const said = ['en', 'de'].map((lang) => {
    const one = findings('gather', 'bad', '--out', `bad-${lang}`, '--lang', lang);
    assert.equal(one.status, 1, one.stderr);
    for (const name of Object.keys(files)) assert.ok(one.stderr.includes(`bad/${name}`), name);
    // A code or an unfilled template would mean that a sentence is missing.
    assert.doesNotMatch(one.stderr, /\{[a-z]+\}|\bpage\.sheet|cli\.findings/);
    assert.ok(!one.stderr.includes('\u001b'));
    return one;
  });
  assert.notEqual(said[0]?.stderr, said[1]?.stderr);
  const line =
    text('bad/answer.md')
      .split('\n')
      .findIndex((part) => part.startsWith('maybe')) + 1;
  assert.ok(said[0]?.stderr.includes(`bad/answer.md, line ${line}: “maybe`));
  assert.match(String(said[0]?.stderr), /bad\/answer\.md, line \d+: “one” is not the number/);
  assert.match(
    String(said[1]?.stdout),
    /^1 Bogen zum Weitergeben, 1 intern und draußen, 7 Dateien/,
  );
  const page = text('bad-en/findings.html');
  assert.equal(page.match(/<script/g)?.length, 2);
  assert.doesNotMatch(page, /<img|alert\(1\)</);
  assert.match(text('bad-de/findings.html'), /<html lang="de">/);
  assert.doesNotMatch(text('bad-en/markdown/sheets/0001.md'), /<script|<img/);
});

test('where nothing may be handed on, nothing is written', () => {
  file('inside/one.html', filledHtml('blank/findings-0001.html', { learned: 'x', internal: true }));
  file('inside/two.docx', 'x');
  const none = findings('gather', 'inside', '--out', 'none');
  assert.equal(none.status, 2);
  assert.match(none.stderr, /1 sheet taken, 1 of them internal/);
  const typed = findings('gather', 'again/one.md', '--internal', 'one.md', '--out', 'none');
  assert.equal(typed.status, 2);
  assert.match(typed.stderr, /--internal one\.md: .*for example again\/one\.md/);
  assert.equal(findings('gather', 'missing.md', '--out', 'none').status, 2);
  assert.ok(!existsSync(join(folder, 'none')));
});

test('a sheet that somebody has filled in is never written over', () => {
  assert.equal(findings('sheets', 'december', '--out', 'blank').status, 0);
  const before = text('blank/findings-0002.html');
  file('blank/findings-0002.html', filledHtml('blank/findings-0002.html', { learned: 'Mine' }));
  file('blank/findings-0001.html', before);
  const refused = findings('sheets', 'december', '--out', 'blank');
  assert.equal(refused.status, 2);
  assert.match(refused.stderr, /blank\/findings-0001\.html is there already/);
  assert.equal(text('blank/findings-0001.html'), before);
  assert.match(text('blank/findings-0002.html'), /Mine/);
});

test('names that a spreadsheet was kept from running, and semicolons, are read as they were', () => {
  outcome('own/outcome.json', {
    groups: [{ people: [{ id: '@1' }, { id: 'E2' }], title: 'Bees' }],
  });
  file('own/groups.csv', '\ufeffgroup;role;id;name\r\n1;;\'@1;\'=Ana\r\n1;;E2;"Bo; the <b>"\r\n');
  assert.equal(findings('sheets', 'own', '--out', 'own/out', '--lang', 'de').status, 0);
  const sheet = text('own/out/findings-0001.html');
  assert.match(sheet, /"people":\["=Ana","Bo; the \\u003cb\\u003e"\]/);
  assert.match(sheet, /<html lang="de">/);
});

test('an outcome that is none, or another one’s names: a sentence with the place, and nothing written', () => {
  const groups = [{ people: [{ id: 'E1' }] }];
  outcome('alone/outcome.json', { groups });
  const alone = findings('sheets', 'alone', '--out', 'alone/out');
  assert.equal(alone.status, 0);
  assert.match(alone.stderr, /warning: alone\/groups\.csv is not there/);
  file('others.csv', 'group,role,id,name\n1,,E9,Ana\n');
  /** @type {Array<[RegExp, ...string[]]>} */
  const cases = [
    [/others\.csv: of group 1 .*“E1”/, 'alone', '--groups', 'others.csv'],
    [/no-such: there is no such file/, 'no-such'],
    [/groups\.csv: there is no such/, 'alone', '--groups', 'no/groups.csv'],
    [/\/kind: this is not what/, outcome('odd/kind.json', { kind: 'workspace' })],
    [
      /\/groups\/0\/people\/1\/id: .*\(7\)/,
      outcome('odd/id.json', { groups: [{ people: [{ id: 'a' }, { id: 7 }] }] }),
    ],
    [/\/run\/date/, outcome('odd/date.json', { groups, run: {} })],
    [/\/groups\/0\/title/, outcome('odd/title.json', { groups: [{ people: [], title: {} }] })],
    [/has no groups/, outcome('odd/none.json', { groups: [] })],
    [/this is not what an outcome\.json/, file('odd/text.json', '<html>')],
  ];
  for (const [sentence, ...args] of cases) {
    for (const lang of ['en', 'de']) {
      const one = findings('sheets', ...args, '--out', 'odd/out', '--lang', lang);
      assert.equal(one.status, 2, args.join(' '));
      if (lang === 'en') assert.match(one.stderr, sentence);
      assert.doesNotMatch(one.stderr, /\{[a-z]+\}|cli\.findings|\n {4}at /);
    }
  }
  assert.ok(!existsSync(join(folder, 'odd/out')));
});

test('wrong usage is exit status 2 and shows how it is used', () => {
  for (const args of [
    [],
    ['constructor'],
    ['sheets', 'december'],
    ['sheets', 'december', '--out', 'x', '--as', 'pdf'],
    ['gather', '--out', 'x'],
    ['gather', 'back', '--frob'],
  ]) {
    const one = findings(...args);
    assert.equal(one.status, 2, args.join(' '));
    assert.match(one.stderr, /npm run findings -- sheets/);
  }
});
