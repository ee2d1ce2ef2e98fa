/** Workbooks in and out, and workbooks that mean no good. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unzipSync, zipSync } from 'fflate';
import { writeXlsx } from 'hucre/xlsx';
import { WORKBOOK_LIMITS } from '../../web/io/limits.js';
import { TableError } from '../../web/io/table-error.js';
import { cellText, readSheet, writeSheet } from '../../web/io/xlsx.js';

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

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Cell formats of the workbooks below: 0 general, 1 a day, 2 a day in a format of one's own, 3 a time. */
const STYLES = `<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy hh:mm"/></numFmts><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="20" applyNumberFormat="1"/></cellXfs></styleSheet>`;

/**
 * The parts of a workbook, from the rows of its sheets and its shared strings as they stand in the file.
 * @param {{name: string, rows: string, state?: string}[]} sheets
 * @param {{strings?: string[], is1904?: boolean}} [more]
 * @returns {Record<string, Uint8Array>}
 */
function parts(sheets, { strings = [], is1904 = false } = {}) {
  const number = (/** @type {number} */ index) => index + 1;
  const list = (/** @type {(sheet: typeof sheets[number], index: number) => string} */ one) =>
    sheets.map(one).join('');
  const files = {
    '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/>${list((_, index) => `<Override PartName="/xl/worksheets/sheet${number(index)}.xml" ContentType="${TYPE}.worksheet+xml"/>`)}<Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="${TYPE}.sharedStrings+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr${is1904 ? ' date1904="1"' : ''}/><sheets>${list(({ name, state }, index) => `<sheet name="${name}" sheetId="${number(index)}"${state ? ` state="${state}"` : ''} r:id="rId${number(index)}"/>`)}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships">${list((_, index) => `<Relationship Id="rId${number(index)}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${number(index)}.xml"/>`)}<Relationship Id="rId901" Type="${OFFICE}/styles" Target="styles.xml"/><Relationship Id="rId902" Type="${OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    'xl/styles.xml': STYLES,
    'xl/sharedStrings.xml': `<sst xmlns="${MAIN}">${strings.map((text) => `<si>${text}</si>`).join('')}</sst>`,
    ...Object.fromEntries(
      sheets.map(({ rows }, index) => [
        `xl/worksheets/sheet${number(index)}.xml`,
        `<worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData></worksheet>`,
      ]),
    ),
  };
  const encoder = new TextEncoder();
  return Object.fromEntries(
    Object.entries(files).map(([name, xml]) => [
      name,
      encoder.encode(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>${xml}`),
    ]),
  );
}

/** @param {Parameters<typeof parts>} of */
const workbook = (...of) => zipSync(parts(...of));

/** @param {number} row @param {string[]} cells what stands between `<c r="A1"` and the next cell */
const row = (row, ...cells) =>
  `<row r="${row}">${cells
    .map((cell, column) => `<c r="${String.fromCharCode(65 + column)}${row}"${cell}</c>`)
    .join('')}</row>`;
const word = (/** @type {string} */ text) => ` t="inlineStr"><is><t>${text}</t></is>`;
const shared = (/** @type {number} */ index) => ` t="s"><v>${index}</v>`;
const value = (/** @type {string | number} */ number, style = 0) =>
  ` s="${style}"><v>${number}</v>`;

/** @param {Uint8Array} bytes @param {string} [sheet] */
async function lines(bytes, sheet) {
  return text((await readSheet(bytes, sheet)).csv).split('\r\n');
}

test('the sheet asked for is read, in any place; hidden ones are not offered', async () => {
  const people = (/** @type {string} */ name) => row(1, word('Name')) + row(2, word(name));
  const bytes = workbook([
    { name: 'Secret', rows: people('Ann') + row(3, word('Bea')), state: 'hidden' },
    { name: 'Deep', rows: people('Cem') + row(3, word('Dag')), state: 'veryHidden' },
    { name: 'R&amp;D', rows: people('Eva') },
    { name: 'Empty', rows: '' },
    { name: 'Sales', rows: people('Fay') + row(3, word('Gil')) },
    { name: 'Later', rows: people('Hal') + row(3, word('Ida')) },
  ]);
  assert.deepEqual(await lines(bytes), ['Name', 'Fay', 'Gil']);
  assert.deepEqual(await lines(bytes, 'R&D'), ['Name', 'Eva']);
  assert.deepEqual(await lines(bytes, 'Later'), ['Name', 'Hal', 'Ida']);
  await fails(readSheet(bytes, 'Secret'), 'page.file.emptySheet');
  const { sheets } = await readSheet(bytes, 'R&D');
  assert.deepEqual(sheets, [
    { name: 'R&D', rows: 2 },
    { name: 'Sales', rows: 3 },
    { name: 'Later', rows: 3 },
  ]);
});

test('title lines and empty rows above the header keep their places', async () => {
  const rows =
    row(2, word('Headcount')) +
    row(5, word('Id'), word('Name'), word('Site'), word('Note')) +
    row(6, word('1'), word('Ana'), word('Graz')) +
    '<row r="7"/>' +
    row(8, word('2'), word('Jo'));
  assert.deepEqual(await lines(workbook([{ name: 'S', rows }])), [
    '""',
    'Headcount,,,',
    '""',
    '""',
    'Id,Name,Site,Note',
    '1,Ana,Graz,',
    '""',
    '2,Jo,,',
  ]);
});

test('days count from 1900 or, as older Macs have it, from 1904', async () => {
  const rows =
    row(1, word('Day'), word('Own'), word('Time'), word('Number')) +
    row(2, value(43539, 1), value(43539.75, 2), value(0.375, 3), value(43539)) +
    row(3, value(59, 1), value(61, 1));
  const sheets = [{ name: 'S', rows }];
  assert.deepEqual((await lines(workbook(sheets))).slice(1), [
    '2019-03-15,2019-03-15 18:00,09:00,43539',
    '1900-02-28,1900-03-01,,',
  ]);
  const later = await lines(workbook(sheets, { is1904: true }));
  assert.ok(later[1]?.startsWith('2023-03-16,2023-03-16 18:00,'));
});

test('rich text is text, formulas are what they last came to, errors are nothing', async () => {
  const strings = [
    '<r><rPr><b/></rPr><t>Human </t></r><r><t xml:space="preserve">Resources &amp; Co</t></r>',
    '<t>Ana Ruiz</t><rPh sb="0" eb="1"><t>reading</t></rPh>',
  ];
  const rows =
    row(1, word('A'), word('B'), word('C'), word('D'), word('E'), word('F')) +
    row(
      2,
      shared(0),
      shared(1),
      ' t="inlineStr"><is><r><t>Jo </t></r><r><rPr><i/></rPr><t>Weber</t></r></is>',
      ' t="str"><f>B2&amp;"!"</f><v>Ana Ruiz!</v>',
      '><f>SUM(1,2)</f><v>3</v>',
      '><f>0.1+0.2</f><v>0.30000000000000004</v>',
    ) +
    row(
      3,
      ' t="b"><v>1</v>',
      ' t="b"><f>1=2</f><v>0</v>',
      ' t="e"><f>VLOOKUP(1,X:Y,2)</f><v>#N/A</v>',
      ' t="e"><v>#REF!</v>',
      '><f>A1</f>',
      word('#hashtag'),
    );
  assert.deepEqual((await lines(workbook([{ name: 'S', rows }], { strings }))).slice(1), [
    'Human Resources & Co,Ana Ruiz,Jo Weber,Ana Ruiz!,3,0.3',
    'TRUE,FALSE,,,,#hashtag',
  ]);
});

test('stray cells far away neither fill the memory nor keep the table from being read', async () => {
  const rows = row(1, word('Name')) + row(2, word('Ana'));
  const corner = `${rows}<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>`;
  assert.deepEqual(await lines(workbook([{ name: 'S', rows: corner }])), ['Name', 'Ana']);
  const right = `${rows}<row r="3"><c r="A3"${word('Jo')}</c><c r="XFD3"><v>2</v></c></row>`;
  assert.deepEqual(await lines(workbook([{ name: 'S', rows: right }])), ['Name', 'Ana', 'Jo']);
  // Formatted, but empty: Excel keeps these when a whole column was coloured.
  const coloured = `${rows}<row r="1048576"><c r="A1048576" s="1"/></row>`;
  assert.deepEqual(await lines(workbook([{ name: 'S', rows: coloured }])), ['Name', 'Ana']);
  const below = await lines(workbook([{ name: 'S', rows: `${rows}${row(1048576, word('x'))}` }]));
  assert.equal(below.length, 1048576);
  assert.equal(below.at(-1), 'x');
});

test('a workbook that is too large is refused before it is opened, with its size and the limit', async () => {
  const bytes = workbook([{ name: 'S', rows: row(1, word('Name')) }]);
  const limits = { ...WORKBOOK_LIMITS, packed: 1_000 };
  await assert.rejects(readSheet(bytes, undefined, limits), (error) => {
    assert.ok(error instanceof TableError);
    assert.equal(error.code, 'page.file.tooLarge');
    assert.deepEqual(error.args, { size: 1, limit: 0.001 });
    return true;
  });
});

/**
 * Overwrites the unpacked size that a zip's directory gives for its largest part.
 * @param {Uint8Array} zip
 * @param {number} claimed
 */
function claim(zip, claimed) {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  let largest = -1;
  for (let at = 0; at + 46 < zip.length; at += 1) {
    if (view.getUint32(at, true) !== 0x02014b50) continue;
    if (largest < 0 || view.getUint32(at + 24, true) > view.getUint32(largest + 24, true))
      largest = at;
  }
  view.setUint32(largest + 24, claimed, true);
  return zip;
}

test('a bomb is refused by what its directory says, and where that lies, too', async () => {
  const rows = row(1, word('Name')) + row(2, word(' '.repeat(5_000_000)));
  const bomb = () => workbook([{ name: 'S', rows }]);
  assert.ok(bomb().length < 20_000);
  const limits = { ...WORKBOOK_LIMITS, unpacked: 1_000_000 };
  await fails(readSheet(bomb(), undefined, limits), 'page.file.tooMuchInside');
  await fails(readSheet(claim(bomb(), 600_000_000)), 'page.file.tooMuchInside');
  await fails(readSheet(claim(bomb(), 100), undefined, limits), 'page.file.brokenWorkbook');
  await fails(readSheet(claim(bomb(), 0), undefined, limits), 'page.file.brokenWorkbook');
});

test('a long text used over and over is a bomb, too', async () => {
  const strings = [`<t>${'x'.repeat(30_000)}</t>`];
  const rows = Array.from({ length: 500 }, (_, index) => row(index + 1, shared(0))).join('');
  const limits = { ...WORKBOOK_LIMITS, unpacked: 5_000_000 };
  const bytes = workbook([{ name: 'S', rows }], { strings });
  await fails(readSheet(bytes, undefined, limits), 'page.file.tooMuchInside');
  assert.equal((await lines(bytes)).length, 500);
});

test('a workbook whose bytes were damaged on the way is broken, not short', async () => {
  const cells = Array.from({ length: 3000 }, (_, index) => [`${index}`, `Person ${index * 7919}`]);
  const bytes = await writeSheet([['Id', 'Name'], ...cells], 'S');
  bytes.fill(0xff, bytes.length / 2, bytes.length / 2 + 64);
  await fails(readSheet(bytes), 'page.file.brokenWorkbook');
});

test('a table of as many rows as a large company has pairs becomes a workbook', async () => {
  const rows = Array.from({ length: 150_000 }, (_, row) => [row + 1]);
  const bytes = await writeSheet([['Group'], ...rows], 'Groups');
  const sheet = text(unzipSync(bytes)['xl/worksheets/sheet1.xml']);
  assert.equal(sheet.split('<row ').length - 1, 150_001);
});

/** Many sheets, of which the last has most in it. @param {number} count */
function manySheets(count) {
  const people = (/** @type {number} */ rows) =>
    Array.from({ length: rows }, (_, index) => row(index + 1, word(`Person ${index}`))).join('');
  return workbook(
    Array.from({ length: count }, (_, index) => ({
      name: `S${index}`,
      rows: people(index === count - 1 ? 40 : 3),
    })),
  );
}

test('of a workbook of very many sheets all are listed, and the one asked for alone is read', async () => {
  const bytes = manySheets(300);
  const largest = await readSheet(bytes, undefined, { ...WORKBOOK_LIMITS, together: 10_000 });
  assert.equal(largest.sheet, 'S299');
  assert.equal(largest.sheets.length, 300);
  assert.deepEqual(
    largest.sheets.filter(({ rows }) => rows !== null),
    [{ name: 'S299', rows: 40 }],
  );
  const wanted = await readSheet(bytes, 'S7', { ...WORKBOOK_LIMITS, together: 10_000 });
  assert.equal(wanted.sheet, 'S7');
  assert.deepEqual(
    wanted.sheets.filter(({ rows }) => rows !== null),
    [{ name: 'S7', rows: 3 }],
  );
});

test('what all sheets share counts for each of them, so that few sheets of much text are not read over and over', async () => {
  const sheets = Array.from({ length: 5 }, (_, index) => ({
    name: `S${index}`,
    rows: row(1, shared(0)),
  }));
  const bytes = workbook(sheets, { strings: [`<t>${'x'.repeat(300_000)}</t>`] });
  const limits = { ...WORKBOOK_LIMITS, together: 1_000_000 };
  const { sheets: listed } = await readSheet(bytes, undefined, limits);
  assert.equal(listed.filter(({ rows }) => rows === null).length, 4);
});

test('a workbook may unpack to many times its size, not to a thousand times', async () => {
  const rows = row(1, word('Name')) + row(2, word(' '.repeat(5_000_000)));
  const bytes = workbook([{ name: 'S', rows }]);
  const limits = { ...WORKBOOK_LIMITS, small: 1_000_000 };
  await fails(readSheet(bytes, undefined, limits), 'page.file.tooMuchInside');
  assert.equal((await readSheet(bytes)).sheet, 'S');
});

test('one text in thousands of cells is refused before it is written out', async () => {
  const strings = [`<t>${'x'.repeat(400_000)}</t>`];
  const rows = Array.from({ length: 15_000 }, (_, index) => row(index + 1, shared(0))).join('');
  await fails(readSheet(workbook([{ name: 'S', rows }], { strings })), 'page.file.tooMuchInside');
});

test('cells at the far right of thousands of rows are refused, a few are left aside', async () => {
  const far = (/** @type {number} */ count) =>
    Array.from(
      { length: count },
      (_, index) =>
        `<row r="${index + 1}"><c r="A${index + 1}"${word('Ana')}</c><c r="XFD${index + 1}"><v>1</v></c></row>`,
    ).join('');
  const limits = { ...WORKBOOK_LIMITS, values: 1_000_000, small: 1_000_000 };
  await fails(
    readSheet(workbook([{ name: 'S', rows: far(200) }]), undefined, limits),
    'page.file.tooMuchInside',
  );
  assert.equal(
    (await readSheet(workbook([{ name: 'S', rows: far(3) }]), undefined, limits)).sheets[0]?.rows,
    3,
  );
  const beyond = `<row r="1"><c r="XFE1"><v>1</v></c></row>`;
  await fails(readSheet(workbook([{ name: 'S', rows: beyond }])), 'page.file.brokenWorkbook');
});

test('rows out of their order are no workbook, instead of rows left out without a word', async () => {
  const rows = row(1, word('Name')) + row(3, word('Ana')) + row(2, word('Bo'));
  await fails(readSheet(workbook([{ name: 'S', rows }])), 'page.file.brokenWorkbook');
});

test('a part that has no size in the directory is not unpacked to the size another place gives', async () => {
  const files = parts([{ name: 'S', rows: row(1, word('Name')) }]);
  const bytes = zipSync({ ...files, 'xl/sharedStrings.xml': new Uint8Array() });
  await fails(readSheet(bytes), 'page.file.brokenWorkbook');
});

test('a tag or a comment without an end is refused, instead of looked through again and again', async () => {
  const limits = { ...WORKBOOK_LIMITS, tag: 1_000 };
  const of = (/** @type {string} */ before) =>
    workbook([{ name: 'S', rows: `${before}${row(1, word('Name'))}` }]);
  const long = 'x>'.repeat(1_000);
  for (const before of [
    `<a b="${long}"/>`,
    `<a b='${long}'/>`,
    `<!--${long}-->`,
    `<![CDATA[${long}]]>`,
    `<?a ${long}?>`,
  ]) {
    await fails(readSheet(of(before), undefined, limits), 'page.file.brokenWorkbook');
    assert.equal((await readSheet(of(before))).sheet, 'S');
  }
  const short = '<a b="x>y" c=\'"\'/><!-- <a b=" --><?a "?>';
  assert.equal((await readSheet(of(short.repeat(500)), undefined, limits)).sheet, 'S');
});

test('links to other workbooks, however many, are not followed', async () => {
  const files = parts([{ name: 'S', rows: row(1, word('Name')) }]);
  const links = Array.from(
    { length: 20_000 },
    (_, index) =>
      `<Relationship Id="x${index}" Type="${OFFICE}/externalLink" Target="links/one.xml"/>`,
  ).join('');
  const own = text(files['xl/_rels/workbook.xml.rels'] ?? new Uint8Array());
  const encoder = new TextEncoder();
  const bytes = zipSync({
    ...files,
    'xl/_rels/workbook.xml.rels': encoder.encode(
      own.replace('</Relationships>', `${links}</Relationships>`),
    ),
    // Whoever unpacked it once would see that it is none.
    'xl/links/one.xml': encoder.encode('<externalLink'),
  });
  assert.deepEqual(await lines(bytes), ['Name']);
});

/** Where the directory of a packed file ends. @param {Uint8Array} zip */
const endOf = (zip) => zip.length - 22;

/** @param {Uint8Array} bytes */
const viewOf = (bytes) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/**
 * The file with the long form of its directory's end, as Java's usual library for workbooks writes it.
 * @param {Uint8Array} zip
 * @param {{entries?: number, more?: number, record?: number}} [wrong] what it says of them, more of them in all, and
 *   where the long form is
 */
function withLongEnd(zip, { entries, more = 0, record } = {}) {
  const end = endOf(zip);
  const long = viewOf(new Uint8Array(76));
  const count = entries ?? viewOf(zip).getUint16(end + 10, true);
  long.setUint32(0, 0x06064b50, true);
  long.setBigUint64(24, BigInt(count), true);
  long.setBigUint64(32, BigInt(count + more), true);
  long.setBigUint64(40, BigInt(viewOf(zip).getUint32(end + 12, true)), true);
  long.setBigUint64(48, BigInt(viewOf(zip).getUint32(end + 16, true)), true);
  long.setUint32(56, 0x07064b50, true);
  long.setBigUint64(64, BigInt(record ?? end), true);
  const whole = new Uint8Array(zip.length + 76);
  whole.set(zip.subarray(0, end));
  whole.set(new Uint8Array(long.buffer), end);
  whole.set(zip.subarray(end), end + 76);
  return whole;
}

/** Names and texts that are not packed, replaced. @param {Uint8Array} zip @param {string} from @param {string} to */
function renamed(zip, from, to) {
  const all = new TextDecoder('latin1').decode(zip).replaceAll(from, to);
  return Uint8Array.from(all, (letter) => letter.charCodeAt(0));
}

test('a directory that can be read in two ways is refused, so that what is counted is what is unpacked', async () => {
  const strings = ['<t>Ana</t>'];
  const files = parts([{ name: 'S', rows: row(1, word('Name')) + row(2, shared(0)) }], { strings });
  const large = new TextEncoder().encode(`<sst xmlns="${MAIN}">${' '.repeat(3_000_000)}</sst>`);
  const twice = () =>
    renamed(
      zipSync({ ...files, 'xl/sharedStringz.xml': large }),
      'xl/sharedStringz.xml',
      'xl/sharedStrings.xml',
    );
  await fails(readSheet(twice()), 'page.file.brokenWorkbook');
  // One reader ends before the part that comes twice, the other one after it.
  const short = twice();
  viewOf(short).setUint16(endOf(short) + 8, Object.keys(files).length, true);
  await fails(readSheet(short), 'page.file.brokenWorkbook');
  const fewer = zipSync(files);
  viewOf(fewer).setUint16(endOf(fewer) + 8, 1, true);
  await fails(readSheet(fewer), 'page.file.brokenWorkbook');
});

test('the long form of a directory is read where it says the same as the short one', async () => {
  const bytes = workbook([{ name: 'S', rows: row(1, word('Name')) }]);
  assert.deepEqual(await lines(withLongEnd(bytes)), ['Name']);
  for (const wrong of [{ entries: 1 }, { more: 1 }, { record: 0 }, { record: 1e15 }])
    await fails(readSheet(withLongEnd(bytes, wrong)), 'page.file.brokenWorkbook');
  const needed = withLongEnd(bytes);
  for (const [field, bits] of /** @type {const} */ ([
    [8, 16],
    [10, 16],
    [12, 32],
    [16, 32],
  ])) {
    if (bits === 16) viewOf(needed).setUint16(endOf(needed) + field, 0xffff, true);
    else viewOf(needed).setUint32(endOf(needed) + field, 0xffffffff, true);
  }
  assert.deepEqual(await lines(needed), ['Name']);
  await fails(readSheet(renamed(needed, 'PK\x06\x07', 'PK\x06\x00')), 'page.file.brokenWorkbook');
});

/** The parts of a directory: where the entry of each begins. @param {Uint8Array} zip */
function entriesOf(zip) {
  const view = viewOf(zip);
  /** @type {Map<string, number>} */
  const found = new Map();
  for (let at = 0; at + 46 < zip.length; at += 1)
    if (view.getUint32(at, true) === 0x02014b50)
      found.set(text(zip.subarray(at + 46, at + 46 + view.getUint16(at + 28, true))), at);
  return found;
}

test('sizes that cannot be true are refused, since the library would look for others', async () => {
  const files = parts([{ name: 'S', rows: row(1, word('Name')) }], { strings: ['<t>Ana</t>'] });
  const packed = zipSync(files);
  const strings = Number(entriesOf(packed).get('xl/sharedStrings.xml'));
  viewOf(packed).setUint16(strings + 8, 8, true);
  viewOf(packed).setUint32(strings + 20, 0, true);
  await fails(readSheet(packed), 'page.file.brokenWorkbook');
  const stored = zipSync(files, { level: 0 });
  assert.equal((await readSheet(stored)).sheet, 'S');
  const sheet = Number(entriesOf(stored).get('xl/worksheets/sheet1.xml'));
  viewOf(stored).setUint32(sheet + 24, 1, true);
  await fails(readSheet(stored), 'page.file.brokenWorkbook');
});

test('sizes of parts may stand behind their names, as in very large files', async () => {
  const bytes = workbook([{ name: 'S', rows: row(1, word('Name')) }]);
  const view = viewOf(bytes);
  const end = endOf(bytes);
  const from = view.getUint32(end + 16, true);
  const longer = [];
  for (const at of entriesOf(bytes).values()) {
    const name = view.getUint16(at + 28, true);
    const entry = new Uint8Array(46 + name + 28);
    entry.set(bytes.subarray(at, at + 46 + name));
    const [told, extra] = [viewOf(entry), 46 + name];
    told.setUint16(30, 28, true);
    told.setUint16(extra, 1, true);
    told.setUint16(extra + 2, 24, true);
    for (const [index, field] of [24, 20, 42].entries()) {
      told.setBigUint64(extra + 4 + 8 * index, BigInt(view.getUint32(at + field, true)), true);
      told.setUint32(field, 0xffffffff, true);
    }
    longer.push(entry);
  }
  const whole = new Uint8Array(
    await new Blob([bytes.slice(0, from), ...longer, bytes.slice(end)]).arrayBuffer(),
  );
  assert.deepEqual(await lines(whole), ['Name']);
});

/** A workbook that has many more parts than sheets. @param {number} sheets @param {number} more */
function manyParts(sheets, more) {
  const names = Array.from({ length: sheets }, (_, index) => `S${index}`);
  const files = parts(names.map((name) => ({ name, rows: row(1, word(name)) })));
  const empty = new Uint8Array();
  return zipSync({
    ...files,
    ...Object.fromEntries(Array.from({ length: more }, (_, index) => [`xl/media/${index}`, empty])),
  });
}

test('a workbook of too many parts is refused before they are looked at', async () => {
  const limits = { ...WORKBOOK_LIMITS, parts: 50 };
  assert.equal((await readSheet(manyParts(2, 40), undefined, limits)).sheet, 'S0');
  const bytes = manyParts(2, 60);
  // Nothing is where the directory should be.
  viewOf(bytes).setUint32(endOf(bytes) + 16, 0, true);
  await fails(readSheet(bytes, undefined, limits), 'page.file.tooManyParts');
});

test('the directory is read again with every sheet, so its length counts for each of them', async () => {
  const unread = async (/** @type {number} */ more) =>
    (await readSheet(manyParts(60, more))).sheets.filter(({ rows }) => rows === null).length;
  assert.equal(await unread(0), 0);
  assert.equal(await unread(9_000), 59);
});

test('columns too far to the right are counted, since they are left out', async () => {
  const wide = (/** @type {number} */ number, /** @type {string[]} */ ...columns) =>
    `<row r="${number}"><c r="A${number}"${word('Ana')}</c>${columns.map((column) => `<c r="${column}${number}"${word(column)}</c>`).join('')}</row>`;
  const sheets = [
    { name: 'S', rows: wide(1, 'AMJ', 'AMK', 'XFD') + wide(2, 'AMK') + wide(3, 'AML') },
    { name: 'T', rows: `${wide(1, 'AMJ')}<row r="2"><c r="AMK2" s="1"/></row>` },
  ];
  const expected = [
    { name: 'S', rows: 3, beyond: 3 },
    { name: 'T', rows: 1 },
  ];
  assert.deepEqual((await readSheet(workbook(sheets))).sheets, expected);
  const limits = { ...WORKBOOK_LIMITS, together: 0 };
  const { sheets: one } = await readSheet(workbook(sheets), 'S', limits);
  assert.deepEqual(one, [expected[0], { name: 'T', rows: null }]);
});

test('rows below the last one of any sheet are no workbook, instead of left out without a word', async () => {
  const rows = row(1, word('Name')) + row(1_048_577, word('Ana'));
  await fails(readSheet(workbook([{ name: 'S', rows }])), 'page.file.brokenWorkbook');
});

test('a sheet that was asked for and is empty gives no other one', async () => {
  const bytes = workbook([
    { name: 'Empty', rows: '' },
    { name: 'S', rows: row(1, word('Name')) },
  ]);
  for (const together of [0, WORKBOOK_LIMITS.together]) {
    const reading = readSheet(bytes, 'Empty', { ...WORKBOOK_LIMITS, together });
    await assert.rejects(reading, (error) => {
      assert.ok(error instanceof TableError);
      assert.deepEqual([error.code, error.args], ['page.file.emptySheet', { sheet: 'Empty' }]);
      return true;
    });
  }
});

test('empty sheets, however large and many, do not hide the people in a smaller one', async () => {
  const blank = '<row><c s="0"/></row>'.repeat(500);
  const bytes = workbook([
    ...Array.from({ length: 9 }, (_, index) => ({ name: `Blank ${index}`, rows: blank })),
    { name: 'S', rows: row(1, word('Name')) },
  ]);
  const limits = { ...WORKBOOK_LIMITS, together: 0 };
  assert.equal((await readSheet(bytes, undefined, limits)).sheet, 'S');
  const reading = readSheet(bytes, undefined, { ...limits, search: 40_000 });
  await assert.rejects(reading, (error) => {
    assert.ok(error instanceof TableError);
    assert.equal(error.code, 'page.file.emptySheets');
    assert.deepEqual(error.args, { looked: 2, left: 8 });
    return true;
  });
  const none = workbook([{ name: 'Blank', rows: blank }]);
  await fails(readSheet(none, undefined, limits), 'page.file.emptyWorkbook');
});

test('memory that was not enough is said to be so, and is no fault of the workbook', async ({
  mock,
}) => {
  const bytes = workbook([{ name: 'S', rows: row(1, word('Name')) }]);
  for (const message of ['Array buffer allocation failed', 'Invalid string length']) {
    const encode = mock.method(TextEncoder.prototype, 'encode', () => {
      throw new RangeError(message);
    });
    await fails(readSheet(bytes), 'page.file.noMemory');
    encode.mock.restore();
  }
});

/** Every part of a workbook, which must be XML. @param {Uint8Array} bytes */
function xmlOf(bytes) {
  return Object.entries(unzipSync(bytes)).map(([name, part]) => {
    const xml = new TextDecoder('utf-8', { fatal: true }).decode(part);
    assert.doesNotMatch(xml, /[^\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u, name);
    assert.doesNotMatch(xml, /&(?!amp;|lt;|gt;|quot;|apos;|#\d+;|#x[\da-f]+;)/i, name);
    return xml;
  });
}

/** @param {Array<Array<string | number>>} cells @param {Parameters<typeof writeSheet>[3]} [limits] */
async function written(cells, limits) {
  /** @type {{code: string, args: Record<string, unknown>}[]} */
  const told = [];
  const bytes = await writeSheet(cells, 'Groups', (issue) => told.push(issue), limits);
  xmlOf(bytes);
  return { bytes, told };
}

test('characters that XML has no way to say are replaced and told, others stay as they are', async () => {
  const { bytes, told } = await written([
    ['Name', 'Note'],
    ['Bo \uffff\ufffe Berg', 'a\u0000b\u001fc'],
    ['\ud800Ana', 'Cy\udc00'],
    ['😀 & <b> "q"', 'tab\tline\r\nmore\rend'],
    ['_x0041_', '_x005F_x0041_ _x00_'],
    ['=1+1', '\u0085\u2028\u{1fffe}'],
  ]);
  assert.deepEqual(
    await lines(bytes),
    [
      'Name,Note',
      'Bo \ufffd\ufffd Berg,a\ufffdb\ufffdc',
      '\ufffdAna,Cy\ufffd',
      '"😀 & <b> ""q""","tab\tline\nmore\nend"',
      '_x0041_,_x005F_x0041_ _x00_',
      '=1+1,\u0085\u2028\u{1fffe}',
    ].flatMap((line) => line.split('\r\n')),
  );
  assert.deepEqual(
    told.map(({ code, args }) => [code, args.count, args.row, args.column]),
    [['page.xlsx.letters', 4, 2, 'Name']],
  );
});

test('cells end where those of Excel do, between two characters, and that is told', async () => {
  const { bytes, told } = await written([
    ['Name', 'About'],
    ['Ana', 'x'.repeat(32_767)],
    ['Bo', 'y'.repeat(40_000)],
    ['Cy', `${'z'.repeat(32_766)}😀`],
  ]);
  const read = await lines(bytes);
  assert.equal(read[1], `Ana,${'x'.repeat(32_767)}`);
  assert.equal(read[2], `Bo,${'y'.repeat(32_767)}`);
  assert.equal(read[3], `Cy,${'z'.repeat(32_766)}`);
  assert.deepEqual(
    told.map(({ code, args }) => [code, args]),
    [['page.xlsx.cut', { count: 2, row: 3, column: 'About', most: 32_767 }]],
  );
});

test('a table that is longer than a sheet goes on over several, each with its headers', async () => {
  const cells = [['Name'], ...Array.from({ length: 7 }, (_, index) => [`P${index}`])];
  const { bytes, told } = await written(cells, { rows: 4, letters: 100 });
  assert.deepEqual(await lines(bytes, 'Groups'), ['Name', 'P0', 'P1', 'P2']);
  assert.deepEqual(await lines(bytes, 'Groups (2)'), ['Name', 'P3', 'P4', 'P5']);
  assert.deepEqual(await lines(bytes, 'Groups (3)'), ['Name', 'P6']);
  assert.deepEqual(told, [
    { severity: 'note', code: 'page.xlsx.sheets', args: { sheets: 3, most: 4 } },
  ]);
});

test('a table without rows is written', async () => {
  await written([['Name']]);
  await written([]);
});
