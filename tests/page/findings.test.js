/** Two hundred findings become a short list, and their rows a table that a spreadsheet opens safely. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import Papa from 'papaparse';
import { differenceSentences } from '../../web/app/difference.js';
import { groupFindings, hasProblemRows } from '../../web/app/findings.js';
import { guarded } from '../../web/io/csv.js';
import { problemCsv } from '../../web/io/problem-rows.js';

/** @typedef {import('../../web/app/types.js').Issue} Issue */

test('findings of a kind are one entry, the urgent first, then those of most rows; questions are none', () => {
  /** @type {Issue[]} */
  const issues = [
    { severity: 'note', code: 'roster.sameName', rowCount: 900 },
    ...Array.from({ length: 150 }, (_, index) => ({
      severity: /** @type {const} */ ('warning'),
      code: 'roster.missingValues',
      column: `C${index}`,
      rowCount: index,
    })),
    { severity: 'warning', code: 'roster.noIdentity', rowCount: 3 },
    { severity: 'warning', code: 'roster.dateOrder', column: 'Hired' },
    { severity: 'error', code: 'roster.nobodyNamed' },
  ];
  const findings = groupFindings(issues);
  assert.deepEqual(
    findings.map(({ code, issues: each, rows }) => [code, each.length, rows]),
    [
      ['roster.nobodyNamed', 1, 0],
      ['roster.missingValues', 150, 11175],
      ['roster.noIdentity', 1, 3],
      ['roster.sameName', 1, 900],
    ],
  );
  assert.equal(findings[1]?.issues[0]?.column, 'C149');
});

test('there are rows to download only where something is wrong with some', () => {
  const profile = /** @type {any} */ ({ issues: [{ severity: 'note', code: 'a', rowCount: 3 }] });
  assert.equal(hasProblemRows(profile), false);
  assert.equal(hasProblemRows({ ...profile, leftOut: { duplicates: 1 } }), true);
  profile.issues.push({ severity: 'warning', code: 'b', rowCount: 1 });
  assert.equal(hasProblemRows(profile), true);
});

/** @param {object[]} rows @param {{delimiter: string, bom: boolean}} style */
function written(rows, style) {
  const answer = JSON.stringify({ ok: true, value: { total: 2, headers: ['Id', 'Näme'], rows } });
  const words = {
    labels: ['no entry', 'same person twice'],
    roster: 'a.csv',
    heads: { problem: 'Problem', row: 'File row', file: 'File' },
  };
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(
    problemCsv(answer, words, style),
  );
  return text;
}

test('the rows with problems: what is wrong, the row in the file, the cells as they were', () => {
  const text = written(
    [
      { file: 'a.csv', row: 7, issues: [0, 1], cells: ['E1', 'Ana "the one"; Ruiz'] },
      { file: 'a.csv', row: 12, issues: [1], cells: ['=1+1', '-3,5'] },
    ],
    { delimiter: ';', bom: true },
  );
  assert.ok(text.startsWith('\ufeff'));
  assert.deepEqual(Papa.parse(text.slice(1).trimEnd(), { delimiter: ';' }).data, [
    ['Problem', 'File row', 'Id', 'Näme'],
    ['no entry · same person twice', '7', 'E1', 'Ana "the one"; Ruiz'],
    ['same person twice', '12', "'=1+1", '-3,5'],
  ]);
});

test('of several files, each row says from which it is', () => {
  const text = written(
    [
      { file: 'a.csv', row: 7, issues: [0], cells: ['E1', 'Ana'] },
      { file: 'b.csv', row: 2, issues: [1], cells: ['E9', ''] },
    ],
    { delimiter: ',', bom: false },
  );
  const rows = /** @type {string[][]} */ (Papa.parse(text.trimEnd()).data);
  assert.deepEqual(rows[0], ['Problem', 'File', 'File row', 'Id', 'Näme']);
  assert.deepEqual(rows[1], ['no entry', 'a.csv', '7', 'E1', 'Ana']);
  assert.deepEqual(rows[2], ['same person twice', 'b.csv', '2', 'E9', '']);
});

test('what a spreadsheet would run is made harmless; numbers stay numbers', () => {
  for (const formula of ['=A1', '+cmd', '-cmd', '@sum', '\t=1', '\r=1']) {
    assert.equal(guarded(formula), `'${formula}`);
  }
  for (const plain of ['-3.5', '+2', '-1.234,56', 'a=b', '', "'x"])
    assert.equal(guarded(plain), plain);
});

test('a changed export is told in few sentences, however much has changed', () => {
  const speech = /** @type {any} */ ({
    t: (/** @type {string} */ key, /** @type {object} */ args = {}) =>
      `${key} ${Object.values(args).join(' ')}`.trim(),
    column: (/** @type {string} */ header) => header,
    list: (/** @type {string[]} */ words) => words.join('+'),
  });
  const many = Array.from({ length: 40 }, (_, index) => ({ header: `C${index}`, role: 'other' }));
  const sentences = differenceSentences(
    speech,
    {
      peopleBefore: 412,
      gone: [{ header: 'Team', role: 'team' }],
      new: many,
      renamed: [{ from: 'Dept', to: 'Department', role: 'department' }],
      roles: [{ header: 'Band', from: 'other', to: 'level' }],
    },
    420,
  );
  assert.equal(sentences.length, 5);
  assert.equal(sentences[0], 'since.renamed Dept Department');
  assert.match(String(sentences[2]), /C5\+since\.more 34$/);
  assert.equal(sentences[4], 'since.people 412 420');
  const same = { peopleBefore: 420, gone: [], new: [], renamed: [], roles: [] };
  assert.deepEqual(differenceSentences(speech, same, 420), []);
});
