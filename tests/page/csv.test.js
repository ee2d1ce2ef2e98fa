/** CSV on its way to the core. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { csvHabit, guarded, unguarded, writeCsv } from '../../web/io/csv.js';

test('cells with separators, quotes, line breaks or outer spaces are quoted', () => {
  assert.equal(
    writeCsv([
      ['a', 'b,c', 'd"e', 'f\ng', ' h'],
      ['1', '', '', '', 'é'],
    ]),
    'a,"b,c","d""e","f\ng"," h"\r\n1,,,,é',
  );
});

test('an empty row stays a row, so that row numbers stay those of the file', () => {
  assert.equal(
    writeCsv([
      ['a', 'b'],
      ['', ''],
      ['c', 'd'],
    ]),
    'a,b\r\n""\r\nc,d',
  );
});

test('tables are written for the spreadsheet of the reader’s language', () => {
  assert.deepEqual(csvHabit('de'), { delimiter: ';', bom: true, decimal: ',' });
  assert.deepEqual(csvHabit('en'), { delimiter: ',', bom: true, decimal: '.' });
});

/** The cells that the core's own tests are about: `{"text", whether it is guarded},` line by line. */
const CELLS = readFileSync(new URL('../core/table/formula_guards.inc', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('{'))
  .map((line) => JSON.parse(`[${line.slice(1, line.lastIndexOf('}'))}]`));

test('cells that a spreadsheet might run are guarded as the core does, and come back as they were', () => {
  assert.ok(CELLS.length > 50);
  for (const [cell, isGuarded] of CELLS) {
    assert.equal(guarded(cell), isGuarded ? `'${cell}` : cell, JSON.stringify(cell));
    assert.equal(unguarded(guarded(cell)), cell, JSON.stringify(cell));
  }
});
