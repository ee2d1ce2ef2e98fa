/** Workbooks that are meant to break their reader. From a seed. */

import { zipSync } from 'fflate';
import { damaged } from './tables.js';

/** @typedef {import('../../../tools/lib/random.mjs').Random} Random */

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

const REFERENCES = [
  'A1',
  'B1',
  'XFD1',
  'XFE1',
  'ZZZZZ1',
  'A0',
  'A-1',
  'A1048577',
  '',
  '1',
  'A99999999999999999999',
];
const ROWS = ['1', '2', '0', '-1', '1048576', '1048577', '9e99', 'x', ''];
const TEXTS = [
  'Ana',
  '',
  '&amp;',
  '&#0;',
  '&#x10ffff;',
  '&#x110000;',
  '&bad;',
  '_x0041_',
  '<b/>',
  ']]>',
  '\u0000',
];

/** @param {Random} random */
function cell(random) {
  const reference = random.chance(0.99) ? '' : ` r="${random.pick(REFERENCES)}"`;
  const type = random.pick([
    ' t="s"',
    ' t="inlineStr"',
    ' t="str"',
    ' t="b"',
    ' t="e"',
    ' t="x"',
    '',
    ' s="99"',
  ]);
  const value = random.pick(['0', '1', '-1', '1e999', 'NaN', random.pick(TEXTS)]);
  return `<c${reference}${type}><v>${value}</v><is><t>${random.pick(TEXTS)}</t></is></c>`;
}

/** @param {Random} random @param {number} size */
function sheet(random, size) {
  const rows = [];
  const count = random.chance(0.9) ? random.below(20) : random.below(Math.ceil(size / 40));
  const wide = random.chance(0.05) ? '<c r="XFD1"><v>1</v></c>' : '';
  for (let index = 0; index < count; index += 1) {
    const number = random.chance(0.998) ? String(index + 1) : random.pick(ROWS);
    const cells = Array.from({ length: random.below(6) }, () => cell(random)).join('');
    rows.push(`<row r="${number}">${cells}${wide}</row>`);
  }
  const merged = random.chance(0.1)
    ? '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    : '';
  return `<worksheet xmlns="${MAIN}"><sheetData>${rows.join('')}</sheetData>${merged}</worksheet>`;
}

/**
 * The parts of a workbook, some of them missing, large, or not what they should be.
 * @param {Random} random
 * @param {number} size
 */
function parts(random, size) {
  const sheets = random.chance(0.9) ? 1 + random.below(4) : 1 + random.below(Math.ceil(size / 400));
  const strings = random.chance(0.9) ? random.below(5) : Math.ceil(size / 100);
  const long = random.chance(0.1) ? 'x'.repeat(size) : 'Ana';
  const many = random.chance(0.05) ? Math.ceil(size / 100) : 0;
  const number = Array.from({ length: sheets }, (_, index) => index + 1);
  const state = () => random.pick(['', '', '', ' state="hidden"', ' state="veryHidden"']);
  /** @type {Record<string, string>} */
  const files = {
    '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"/>`,
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="a" Type="${OFFICE}/officeDocument" Target="${random.weighted({ 'xl/workbook.xml': 20, '/xl/workbook.xml': 5, '../xl/workbook.xml': 1, 'none.xml': 1 })}"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${number.map((one) => `<sheet name="${random.pick(['S', 'A&amp;B', "'", ''])}${one}" sheetId="${one}"${state()} r:id="rId${one}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships">${number.map((one) => `<Relationship Id="rId${one}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${random.chance(0.1) ? 1 : one}.xml"/>`).join('')}<Relationship Id="s" Type="${OFFICE}/sharedStrings" Target="sharedStrings.xml"/>${`<Relationship Id="l" Type="${OFFICE}/externalLink" Target="link.xml"/>`.repeat(many)}</Relationships>`,
    'xl/sharedStrings.xml': `<sst xmlns="${MAIN}">${`<si><t>${long}</t></si>`.repeat(long === 'Ana' ? strings : 1)}</sst>`,
  };
  for (const one of number) files[`xl/worksheets/sheet${one}.xml`] = sheet(random, size);
  const encoder = new TextEncoder();
  return Object.fromEntries(
    Object.entries(files)
      .filter(() => !random.chance(0.01))
      .map(([name, xml]) => {
        const bytes = encoder.encode(xml);
        return [name, random.chance(0.03) ? damaged(random, bytes) : bytes];
      }),
  );
}

/** Fields of four bytes and more: of an entry of the directory, and of its end. @type {Record<number, number[]>} */
const FIELDS = { 33639248: [8, 10, 16, 20, 24, 28, 42], 101010256: [4, 8, 10, 12, 16] };

/** Overwrites what the directory and its end say, or the beginning of a part. @param {Random} random @param {Uint8Array} zip */
function lied(random, zip) {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  for (let at = 0; at + 22 <= zip.length; at += 1) {
    const fields = FIELDS[view.getUint32(at, true)];
    if (!fields || at + Math.max(...fields) + 4 > zip.length || !random.chance(0.3)) continue;
    const lie = random.pick([0, 1, 100, 0xffff, 0x10002, 0xffffffff, 600_000_000]);
    view.setUint32(at + random.pick(fields), lie, true);
  }
  return zip;
}

/** Gives several parts the name of one. @param {Random} random @param {Uint8Array} zip */
function doubled(random, zip) {
  for (let at = 0; at + 10 < zip.length; at += 1) {
    const isSheet = String.fromCharCode(...zip.subarray(at, at + 5)) === 'sheet';
    if (isSheet && random.chance(0.5)) zip[at + 5] = '1'.charCodeAt(0);
  }
  return zip;
}

/**
 * @param {Random} random
 * @param {number} size about how many bytes its parts have
 */
export function hostileWorkbook(random, size) {
  const zip = zipSync(parts(random, size), { level: 6 });
  if (random.chance(0.1)) return lied(random, zip);
  if (random.chance(0.1)) return damaged(random, zip);
  if (random.chance(0.05)) return doubled(random, zip);
  return zip;
}
