/** CSV on its way to the core. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { csvHabit, writeCsv } from '../../web/io/csv.js';

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
