/** Of every table it is said which sheet it is, and what of the sheet was left out. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSpeech } from '../../web/locales/index.js';
import { leftOfSheet, whichSheet } from '../../web/views/sheet-words.js';

const speech = createSpeech('en');

test('of several sheets the one that was taken is named', () => {
  const sheets = [
    { name: 'Staff', rows: 9 },
    { name: 'Notes', rows: null },
  ];
  assert.equal(whichSheet(speech, { sheet: 'Staff', sheets }), 'Sheet “Staff”, one of 2');
  assert.equal(whichSheet(speech, { sheet: 'Staff', sheets: sheets.slice(0, 1) }), '');
  assert.equal(whichSheet(speech, { sheets: [] }), '');
});

test('columns that were left out of the sheet that was taken are counted', () => {
  const sheets = [
    { name: 'Staff', rows: 9, beyond: 2 },
    { name: 'Notes', rows: 2 },
  ];
  assert.match(
    leftOfSheet(speech, { sheet: 'Staff', sheets }),
    /^2 columns .*after the first 1,024\) were left out\. If you need them/,
  );
  assert.equal(leftOfSheet(speech, { sheet: 'Notes', sheets }), '');
  assert.equal(leftOfSheet(speech, { sheets: [] }), '');
});
