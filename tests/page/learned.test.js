/** Findings sheets: written, filled in, read back, and made into a page and a folder; hostile ones stay text. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { markdownFolder } from '../../web/learned/folder.js';
import { safeJson, writeFindingsPage, writeHtmlSheet } from '../../web/learned/html.js';
import { readSheetFile, withSheets } from '../../web/learned/intake.js';
import {
  blankSheets,
  entriesOf,
  markdownText,
  readMarkdownSheet,
  writeMarkdownSheet,
} from '../../web/learned/sheet.js';
import { sheetWords } from '../../web/learned/words.js';
import { languages } from '../../web/locales/index.js';

const FILL = { script: 'fill()', style: 'p{}', policy: "default-src 'none'" };
const WORDS = languages.map(sheetWords);
const [english] = WORDS;
const PAGE_WORDS = {
  ...{ title: 'Learned', group: 'Group', learned: 'Learned?', who: 'Who?', followUp: 'Follow-up' },
  ...{ topics: 'Topics', people: 'People', sheets: 'Sheets' },
};

/** @type {import('../../web/learned/sheet.js').Sheet} */
const SHEET = {
  ...{ program: 'Mystery Lunch', format: 'lunch', date: '2026-12-01', group: 12, title: '' },
  people: ['Ana Ruiz', 'Bo <b>Berg</b>'],
  learned: 'Ask early.\n\n# not a heading\n- a & b <script>alert(1)</script>',
  who: ['Sales', 'IT'],
  followUp: 'Meet again',
  topics: ['SQL', 'Trust'],
  internal: false,
};

/** @param {string} text */
const bytes = (text) => new TextEncoder().encode(text);
/** @param {string} name @param {string} text */
const read = (name, text) => readSheetFile(name, bytes(text), FILL);
/** @param {{issues: Array<{code: string}>}} result */
const codes = (result) => result.issues.map(({ code }) => code);

/** @param {import('../../web/learned/sheet.js').Sheet} sheet */
const asHtml = (sheet) => writeHtmlSheet(sheet, english, FILL, 'en', 'findings-0012.html');

/** A Markdown sheet as somebody fills it in. @param {any} words @param {Record<string, string>} filled */
function filledMarkdown(words, filled) {
  let text = writeMarkdownSheet(
    { ...SHEET, learned: '', who: [], followUp: '', topics: [] },
    { ...words },
  );
  for (const [section, content] of Object.entries(filled)) {
    const heading = `## ${words[section]}\n\n`;
    assert.ok(text.includes(heading));
    const before = section === 'internal' ? `${heading}${words.no}` : heading;
    text = text.replace(before, () => `${heading}${content}\n`);
  }
  return text;
}

test('each group has an empty sheet of its own', () => {
  const sheets = blankSheets(
    { name: 'Lunch', format: 'lunch', run: { date: '2026-12-01' } },
    /** @type {any} */ ([
      {
        number: 1,
        people: [
          { id: 'E1', name: 'Ana' },
          { id: 'E2', name: '' },
        ],
      },
      { number: 2, people: [], title: 'Bees', when: { date: '2026-12-24' } },
    ]),
  );
  assert.deepEqual(sheets[0]?.people, ['Ana', 'E2']);
  assert.deepEqual([sheets[1]?.title, sheets[1]?.date], ['Bees', '2026-12-24']);
});

test('an HTML sheet comes back as it was, and markup in it never becomes markup', () => {
  const html = asHtml(SHEET);
  assert.equal(html.match(/<script/g)?.length, 1);
  assert.ok(!html.includes('<b>'));
  assert.deepEqual(read('a.html', html), { sheet: SHEET, issues: [] });
});

test('a Markdown sheet is read in both languages, whatever stands in it', () => {
  for (const words of WORDS) {
    const filled = {
      learned: 'Ask *early*.\n\n- one\n- two <script>alert(1)</script>',
      who: 'Sales; IT',
      topics: '- SQL\n- Trust',
      internal: words.yes,
    };
    const { sheet, issues } = read('a.md', filledMarkdown(words, filled));
    assert.equal(sheet?.learned, filled.learned);
    assert.deepEqual(sheet?.who, ['Sales', 'IT']);
    assert.deepEqual(sheet?.topics, ['SQL', 'Trust']);
    assert.deepEqual(sheet?.people, SHEET.people);
    assert.deepEqual([sheet?.group, sheet?.program], [12, 'Mystery Lunch']);
    assert.equal(sheet?.internal, true);
    assert.deepEqual(codes({ issues }), ['page.sheet.code']);
  }
});

test('what was edited badly is named, and the rest goes on', () => {
  const html = asHtml(SHEET);
  const cases = {
    'page.sheet.notOne': [read('a.html', '<p>Hello</p>'), read('a.md', 'Dear HR,\nit was nice.')],
    'page.sheet.damaged': [
      read('a.html', html.replace('{"weft"', '{"weft')),
      read('a.html', html.slice(0, html.indexOf('</pre>'))),
      read('a.html', '<pre id="weft-sheet">[]</pre>'),
    ],
    'page.sheet.empty': [read('a.md', writeMarkdownSheet({ ...SHEET, topics: [] }, english))],
    'page.sheet.kind': [read('a.docx', 'x')],
    'page.sheet.large': [read('a.md', 'x'.repeat(500_000))],
    'page.sheet.letters': [readSheetFile('a.md', new Uint8Array([0xff, 0xfe, 0x41]), FILL)],
  };
  for (const [code, results] of Object.entries(cases)) {
    for (const result of results) {
      assert.equal(result.sheet, null, code);
      assert.deepEqual(codes(result), [code]);
      assert.ok(result.issues[0]?.args?.file);
    }
  }
});

test('of a sheet whose data were edited the rest is kept, and what is wrong has its line and value', () => {
  const html = asHtml(SHEET);
  const line = html.slice(0, html.indexOf('weft-sheet')).split('\n').length;
  const { learned, ...others } = SHEET;
  const wrong = read('a.html', html.replace('"learned":"', '"learned":7,"x":"'));
  assert.deepEqual(wrong.sheet, { ...others, learned: '' });
  assert.deepEqual(wrong.issues, [
    {
      ...{ severity: 'warning', code: 'page.sheet.field', file: 'a.html' },
      args: { file: 'a.html', line, field: 'learned', value: '7' },
    },
  ]);
  const list = read('a.html', html.replace('"topics":[', '"topics":[{},'));
  assert.deepEqual([list.sheet, codes(list)], [SHEET, ['page.sheet.field']]);
  const group = read('a.html', html.replace('"group":12', '"group":-1.5'));
  assert.deepEqual([group.sheet?.group, codes(group)], [0, ['page.sheet.field']]);
  const internal = read('a.html', html.replace('"internal":false', '"internal":"no"'));
  assert.deepEqual(
    [internal.sheet?.internal, codes(internal)],
    [true, ['page.sheet.internalUnclear']],
  );
  const many = { ...SHEET, who: [...Array(300).keys()].map(String), topics: ['x'.repeat(2000)] };
  const cut = read('a.html', asHtml(many));
  assert.deepEqual(codes(cut), ['page.sheet.cut', 'page.sheet.cut']);
  assert.deepEqual([cut.sheet?.who.length, cut.sheet?.topics[0]?.length], [200, 1000]);
});

test('a Markdown sheet whose headings and answers were edited is kept, and each place is named', () => {
  const odd = filledMarkdown(english, { learned: 'x', internal: 'perhaps' });
  const lineOf = (/** @type {string} */ text, /** @type {string} */ part) =>
    text.slice(0, text.indexOf(part)).split('\n').length;
  const without = `${odd.replace('- Group: 12\n', '')}\n## Anything else\n\nmore\n`;
  const kept = read('a.md', without);
  assert.equal(kept.sheet?.internal, true);
  assert.deepEqual(
    kept.issues.map(({ code, args }) => [code, args?.line, args?.heading ?? args?.value]),
    [
      ['page.sheet.heading', lineOf(without, '## Anything'), 'Anything else'],
      ['page.sheet.internalUnclear', lineOf(without, 'perhaps'), 'perhaps'],
      ['page.sheet.noGroup', undefined, undefined],
    ],
  );
  const twelve = odd.replace('Group: 12', 'Group: twelve');
  const issue = read('a.md', twelve).issues.find(({ code }) => code === 'page.sheet.groupUnclear');
  assert.deepEqual(issue?.args, { file: 'a.md', line: lineOf(twelve, '- Group'), value: 'twelve' });
  const long = read('a.md', `## ${'x'.repeat(5000)}\n## ${english.learned}\nx`);
  assert.equal(String(long.issues[0]?.args?.heading).length, 81);
});

test('no text is slow to read, however it was made', () => {
  const fit = (/** @type {string} */ part) => part.repeat(Math.floor(390_000 / part.length));
  const slow = {
    'spaces.md': `## a${fit(' ')}b`,
    'hashes.md': `## a${fit(' #')}b`,
    'comments.md': fit('<!--'),
    'lines.md': `## ${english.learned}\n${fit('\n ')}x\n## ${english.topics}\ny`,
    'tags.html': fit('<pre '),
    'ids.html': `<pre ${fit(' id=weft-sheet')}`,
    'opened.html': fit('<pre id=weft-sheet>'),
    'events.html': ` on${fit('a')}`,
  };
  for (const [name, text] of Object.entries(slow)) {
    const begun = performance.now();
    const { sheet } = read(name, text);
    if (sheet) markdownFolder([sheet], PAGE_WORDS);
    assert.ok(performance.now() - begun < 2000, name);
  }
});

test('code that somebody put into a sheet is named', () => {
  const html = asHtml(SHEET);
  for (const added of ['<script>evil()</script>', '<img src=x onerror=evil()>', '<iframe>']) {
    const result = read('a.html', html.replace('<main>', `<main>${added}`));
    assert.deepEqual(codes(result), ['page.sheet.code']);
    assert.deepEqual(result.sheet, SHEET);
  }
  const prose = filledMarkdown(english, { learned: 'Good onboarding = half the work, 2 < 3' });
  assert.deepEqual(codes(read('a.md', prose)), []);
  assert.deepEqual(codes(read('a.md', `${prose}<img src=x onerror = evil()>`)), [
    'page.sheet.code',
  ]);
  // A script like ours, but not ours.
  assert.deepEqual(codes(read('a.html', html.replace('fill()', 'evil()'))), ['page.sheet.code']);
});

test('two sheets of one group are both kept, and that is said', () => {
  const one = { name: 'a.html', read: { sheet: SHEET, issues: [] } };
  const learned = withSheets({ sheets: [], issues: [] }, [one, { ...one, name: 'b.html' }]);
  assert.equal(learned.sheets.length, 2);
  assert.deepEqual(codes(learned), ['page.sheet.twice']);
  assert.deepEqual(learned.issues[0]?.args, { file: 'b.html', other: 'a.html' });
});

test('what is internal is in no page and no folder', () => {
  const sheets = [SHEET, { ...SHEET, group: 13, learned: 'Secret plan', internal: true }];
  const page = writeFindingsPage(sheets, PAGE_WORDS, FILL, 'en');
  assert.ok(page.includes('Ask early'));
  assert.ok(!page.includes('Secret plan'));
  const folder = markdownFolder(sheets, PAGE_WORDS);
  assert.ok(!JSON.stringify(folder).includes('Secret plan'));
  assert.equal(folder.filter(({ name }) => name.startsWith('sheets/')).length, 1);
});

test('the page carries its data as text that no browser takes for markup', () => {
  const page = writeFindingsPage([SHEET], { ...PAGE_WORDS, title: '<i>T</i>' }, FILL, 'en');
  assert.equal(page.match(/<script/g)?.length, 2);
  assert.ok(!page.includes('<i>'));
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const json = safeJson({ text });
      assert.ok(!/[<>&\u2028\u2029]/.test(json));
      assert.deepEqual(JSON.parse(json), { text });
    }),
  );
});

test('in the Markdown folder every link leads to a file, and markup is text', () => {
  const sheets = [SHEET, { ...SHEET, group: 13, topics: ['sql', '[x](javascript:alert(1))'] }];
  const folder = markdownFolder(sheets, PAGE_WORDS);
  const names = new Set(folder.map(({ name }) => name));
  assert.equal(names.size, folder.length);
  let links = 0;
  for (const { name, text } of folder) {
    assert.ok(!/<(?!\/?$)[a-z]/i.test(text), name);
    for (const [, target] of text.matchAll(/(?<!\\)\]\(([^)]*)\)/g)) {
      const place = new URL(String(target), `https://x.example/${name}`).pathname.slice(1);
      assert.ok(names.has(place), `${name}: ${target}`);
      links += 1;
    }
  }
  assert.ok(links > 12);
  // "SQL" and "sql" are one topic, of two sheets.
  const topic = folder.find(({ name, text }) => name.startsWith('topics/') && /^# SQL/.test(text));
  assert.equal(topic?.text.match(/sheets\//g)?.length, 2);
  assert.ok([...names].every((name) => /^(index|(sheets|topics|people)\/\d+)\.md$/.test(name)));
});

test('facts of a sheet come back from Markdown as they were', () => {
  const fact = fc
    .string({ minLength: 1, maxLength: 40 })
    .map((text) => text.replace(/[;,\n\r]|<!--|&/g, ' ').trim())
    .filter(Boolean);
  fc.assert(
    fc.property(fact, fc.array(fact, { maxLength: 4 }), (program, people) => {
      const names = [...new Set(people)].filter((name) => entriesOf(name)[0] === name);
      const sheet = { ...SHEET, program, people: names };
      const text = writeMarkdownSheet(sheet, english).replace(
        `## ${english.learned}\n`,
        `## ${english.learned}\nx\n`,
      );
      const back = readMarkdownSheet('a.md', text, WORDS).sheet;
      assert.equal(back?.program, program);
      assert.deepEqual(back?.people, names);
    }),
  );
  assert.equal(markdownText('## a\n1. b\n- c\n==='), '\\## a\n1\\. b\n\\- c\n\\===');
});
