/** Workbooks in and out, and workbooks that mean no good. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zipSync } from 'fflate';
import { writeXlsx } from 'hucre/xlsx';
import { cellText, readSheet, TableError, writeSheet } from '../../web/io/xlsx.js';

/** @param {Uint8Array} bytes */
const text = (bytes) => new TextDecoder().decode(bytes);

/** @param {Promise<unknown>} reading @param {string} code */
async function fails(reading, code) {
  await assert.rejects(reading, (error) => error instanceof TableError && error.code === code);
}

test('cells become what a CSV file would say', () => {
  assert.equal(cellText(null), '');
  assert.equal(cellText(7.5), '7.5');
  assert.equal(cellText(true), 'TRUE');
  assert.equal(cellText(new Date(Date.UTC(2019, 2, 15))), '2019-03-15');
  assert.equal(cellText(new Date(Date.UTC(2019, 2, 15, 13, 5))), '2019-03-15 13:05');
  assert.equal(cellText(new Date(Number.NaN)), '');
});

test('a sheet becomes CSV with its row numbers, dates and leading zeros kept', async () => {
  const bytes = await writeXlsx({
    sheets: [
      {
        name: 'People',
        rows: [
          ['Id', 'Name', 'Start'],
          ['007', 'Ana "Ann" Ruiz', new Date(Date.UTC(2020, 0, 2))],
          [null, null, null],
          ['008', 'Müller, Jo', null],
        ],
      },
    ],
  });
  const { csv, sheet, sheets } = await readSheet(bytes);
  const lines = text(csv).split('\r\n');
  assert.equal(lines[1], '007,"Ana ""Ann"" Ruiz",2020-01-02');
  assert.equal(lines[2], '""');
  assert.ok(lines[3]?.startsWith('008,"Müller, Jo"'));
  assert.equal(sheet, 'People');
  assert.deepEqual(sheets, [{ name: 'People', rows: 3 }]);
});

test('the visible sheet with most rows is read, unless another is asked for', async () => {
  const rows = (/** @type {number} */ count) =>
    Array.from({ length: count }, (_, row) => [`r${row}`, 'x']);
  const bytes = await writeXlsx({
    sheets: [
      { name: 'Notes', rows: rows(2) },
      { name: 'Staff', rows: rows(9) },
      { name: 'Secret', rows: rows(50), hidden: true },
    ],
  });
  const largest = await readSheet(bytes);
  assert.equal(largest.sheet, 'Staff');
  assert.deepEqual(
    largest.sheets.map((sheet) => sheet.name),
    ['Notes', 'Staff'],
  );
  assert.equal((await readSheet(bytes, 'Notes')).sheet, 'Notes');
});

test('text that looks like a formula is written as text', async () => {
  const cells = [
    ['Name', 'Points'],
    ['=HYPERLINK("http://x","y")', 3],
    ['+1', 4],
    ['@sum', 5],
  ];
  const bytes = await writeSheet(cells, 'Groups');
  const lines = text((await readSheet(bytes)).csv).split('\r\n');
  assert.equal(lines[1], '"=HYPERLINK(""http://x"",""y"")",3');
  const raw = new TextDecoder('latin1').decode(bytes);
  assert.ok(!raw.includes('<f>'));
});

test('a workbook of many rows keeps every one', async () => {
  const cells = [['Name'], ...Array.from({ length: 5000 }, (_, row) => [`Person ${row}`])];
  const { csv } = await readSheet(await writeSheet(cells, 'Groups'));
  assert.equal(text(csv).split('\r\n').length, 5001);
});

test('files that are no workbook, a torn one, an empty one and a locked one are told apart', async () => {
  await fails(readSheet(new Uint8Array()), 'page.file.brokenWorkbook');
  await fails(readSheet(new TextEncoder().encode('PK\u0003\u0004 no')), 'page.file.brokenWorkbook');
  const whole = await writeSheet([['Name'], ['Ana']], 'S');
  await fails(readSheet(whole.subarray(0, whole.length / 2)), 'page.file.brokenWorkbook');
  await fails(readSheet(zipSync({ 'readme.txt': new Uint8Array(3) })), 'page.file.brokenWorkbook');
  const empty = await writeXlsx({ sheets: [{ name: 'Empty', rows: [] }] });
  await fails(readSheet(empty), 'page.file.emptyWorkbook');
  const locked = await writeXlsx({
    sheets: [{ name: 'S', rows: [['Name']] }],
    encryption: { password: 'x', spinCount: 1000 },
  });
  await fails(readSheet(locked), 'page.file.locked');
});

test('one stray cell in the last corner is refused instead of filling the memory', async () => {
  const part = (/** @type {string} */ xml) =>
    new TextEncoder().encode(`<?xml version="1.0" encoding="UTF-8"?>${xml}`);
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const relations = 'http://schemas.openxmlformats.org/package/2006/relationships';
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const bytes = zipSync({
    '[Content_Types].xml': part(
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
    ),
    '_rels/.rels': part(
      `<Relationships xmlns="${relations}"><Relationship Id="r1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ),
    'xl/workbook.xml': part(
      `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': part(
      `<Relationships xmlns="${relations}"><Relationship Id="r1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    ),
    'xl/worksheets/sheet1.xml': part(
      `<worksheet xmlns="${main}"><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData></worksheet>`,
    ),
  });
  await fails(readSheet(bytes), 'page.file.brokenWorkbook');
});
