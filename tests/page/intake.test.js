/** Files are recognised by what is in them. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { writeXlsx } from 'hucre/xlsx';
import { Random } from '../../tools/lib/random.mjs';
import { needsWhole, recognise, wholeLines } from '../../web/io/intake.js';

/** @param {string | number[]} content */
const bytes = (content) =>
  typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content);

/** @param {string} name @param {Uint8Array} content */
function code(name, content) {
  const found = recognise(name, content);
  return found.kind === 'unusable' ? found.code : found.kind;
}

test('a table is a table under any name', () => {
  assert.equal(code('people.csv', bytes('Name,Dept\nAna,IT')), 'table');
  assert.equal(code('people', bytes('Name\tDept\nAna\tIT')), 'table');
  assert.equal(code('people.xlsx', bytes('Name,Dept\nAna,IT')), 'table');
  assert.equal(code('utf16.csv', bytes([0xff, 0xfe, 0x4e, 0, 0x61, 0])), 'table');
});

/** @param {number} count @param {number} seed */
function randomBytes(count, seed) {
  const random = new Random(seed);
  return Uint8Array.from({ length: count }, () => random.below(256));
}

test('random bytes are no table, whatever they begin with', () => {
  for (let seed = 1; seed <= 50; seed += 1) {
    const random = randomBytes(2_000, seed);
    assert.equal(code('a.csv', random), 'file.binary', `seed ${seed}`);
    for (const mark of [
      [0xef, 0xbb, 0xbf],
      [0xff, 0xfe],
      [0xfe, 0xff],
    ]) {
      random.set(mark);
      assert.equal(code('a.csv', random), 'file.binary', `seed ${seed}, mark ${mark}`);
    }
  }
  assert.equal(code('a.csv', randomBytes(100_000, 1)), 'file.binary');
});

test('texts are tables in any encoding, with a few broken letters as well', () => {
  const people = 'Name\tDept\r\nÅsa Müller\tIT\r\n'.repeat(100);
  const wide = (/** @type {boolean} */ little) =>
    bytes(
      [...people].flatMap((letter) =>
        little ? [letter.charCodeAt(0), 0] : [0, letter.charCodeAt(0)],
      ),
    );
  assert.equal(code('a.csv', wide(true)), 'table');
  assert.equal(code('a.csv', wide(false)), 'table');
  assert.equal(code('a.csv', bytes([...people].map((letter) => letter.charCodeAt(0)))), 'table');
  assert.equal(code('a.csv', bytes(people)), 'table');
  const high = Uint8Array.from({ length: 2_000 }, (_, at) =>
    at % 20 === 0 ? 10 : 0x80 + (at % 128),
  );
  assert.equal(code('a.csv', high), 'table');
  assert.equal(
    code('a.csv', bytes(`Name\0\u0001\u0002\u001a\n${'\u000b\u001f\u001b'.repeat(99)}`)),
    'table',
  );
});

test('a workbook is one by its content', async () => {
  const book = await writeXlsx({ sheets: [{ name: 'S', rows: [['Name']] }] });
  assert.equal(code('people.csv', book), 'workbook');
});

test('what cannot be a roster is named for what it is', async () => {
  assert.equal(code('a.xlsx', bytes([])), 'page.file.empty');
  assert.equal(code('a.csv', bytes([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a])), 'page.file.picture');
  assert.equal(code('a.csv', bytes([0xff, 0xd8, 0xff, 0xe0])), 'page.file.picture');
  assert.equal(code('a.csv', bytes('%PDF-1.7')), 'page.file.pdf');
  assert.equal(code('a.csv', bytes([0x1f, 0x8b, 8])), 'page.file.packed');
  const old = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
  assert.equal(code('a.xls', bytes([...old, ...new Array(600).fill(0)])), 'page.file.oldExcel');
  const locked = await writeXlsx({
    sheets: [{ name: 'S', rows: [['Name']] }],
    encryption: { password: 'x', spinCount: 1000 },
  });
  assert.equal(code('a.xlsx', locked), 'page.file.locked');
});

test('JSON is a workspace, a program, a result, or none of them', () => {
  assert.equal(
    code('w.weft.json', bytes('{"weft": 1, "rounds": [], "programs": []}')),
    'workspace',
  );
  assert.equal(code('p.json', bytes('\ufeff {"weft": 1, "format": "lunch"}')), 'program');
  assert.equal(code('o.json', bytes('{"groups": [], "certificate": {}}')), 'page.file.outcome');
  assert.equal(code('x.json', bytes('{"a": 1}')), 'page.file.notOurs');
  assert.equal(code('x.json', bytes('[1, 2]')), 'page.file.notOurs');
  assert.equal(code('x.json', bytes('not json at all')), 'page.file.notJson');
  assert.equal(code('x.weft.json', bytes('{"weft": 1, ')), 'page.file.notJson');
});

test('only what cannot be told from its head is read whole', () => {
  assert.equal(needsWhole('people.csv', bytes('Name,Dept')), false);
  assert.equal(needsWhole('people.xlsx', bytes([0x50, 0x4b, 3, 4])), false);
  assert.equal(needsWhole('people.xls', bytes([0xd0, 0xcf, 0x11, 0xe0])), true);
  assert.equal(needsWhole('last.weft.json', bytes('not json')), true);
  assert.equal(needsWhole('last', bytes(' {"weft": 1')), true);
});

test('of a long table only whole rows are shown to the core, in any encoding', () => {
  const text = bytes('Name\nAna\nBjörn\nCy');
  assert.equal(wholeLines(text, text.length), text);
  assert.deepEqual(wholeLines(text, 999), bytes('Name\nAna\nBjörn'));
  assert.deepEqual(wholeLines(bytes('no line break at all'), 999), bytes('no line break at all'));
  const wide = new Uint8Array([0xff, 0xfe, 0x41, 0, 0x0a, 0, 0x42, 0]);
  assert.deepEqual([...wholeLines(wide, 999)], [0xff, 0xfe, 0x41, 0]);
  const wideOther = new Uint8Array([0xfe, 0xff, 0, 0x41, 0, 0x0a, 0, 0x42]);
  assert.deepEqual([...wholeLines(wideOther, 999)], [0xfe, 0xff, 0, 0x41]);
});

test('JSON that is nested too deep is said to be so, before anything walks through it', () => {
  const nested = (/** @type {number} */ levels) =>
    `{"weft":1,"kind":"workspace","note":"]][[\\"[","rules":${'['.repeat(levels)}${']'.repeat(levels)}}`;
  assert.equal(code('w.weft.json', bytes(nested(100_000))), 'page.file.tooDeep');
  assert.equal(code('w.weft.json', bytes(nested(100))), 'page.file.tooDeep');
  assert.equal(code('w.weft.json', bytes(nested(99))), 'workspace');
  assert.equal(code('w.weft.json', bytes('['.repeat(100_000))), 'page.file.tooDeep');
  assert.equal(code('w.weft.json', bytes('['.repeat(100))), 'page.file.notJson');
  assert.deepEqual(recognise('p.json', bytes(nested(200))), {
    kind: 'unusable',
    code: 'page.file.tooDeep',
    args: { file: 'p.json', levels: 100 },
  });
});
