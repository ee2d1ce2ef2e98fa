/** The formatter: templates, number words, and shares that are never rounded into a lie. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  fill,
  formatBound,
  formatDay,
  formatPercent,
  pieces,
  placeholders,
} from '../../web/locales/format.js';

test('an argument takes the place of its name, in the reader’s way of writing numbers', () => {
  assert.equal(fill('en', '{count} people', { count: 1470 }), '1,470 people');
  assert.equal(fill('de', '{count} Personen', { count: 1470 }), '1.470 Personen');
  assert.equal(fill('de', '{share}', { share: 0.5 }), '0,5');
});

test('number words follow the count, and only one is one', () => {
  const template = '{rows} {rows?row:rows}';
  assert.equal(fill('en', template, { rows: 1 }), '1 row');
  assert.equal(fill('en', template, { rows: 0 }), '0 rows');
  assert.equal(fill('en', template, { rows: 2 }), '2 rows');
});

test('a missing argument leaves no trace of the template', () => {
  assert.equal(fill('en', '“{value}”', {}), '“”');
});

test('lists are written as lists, and text that looks like a placeholder is left alone', () => {
  assert.equal(fill('en', '{shared}', { shared: ['German', 'English'] }), 'German, English');
  assert.equal(fill('en', '{value}', { value: '{count}' }), '{count}');
});

test('only a whole share is 100 %, only nothing is 0 %', () => {
  assert.equal(formatPercent('en', 1), '100%');
  assert.equal(formatPercent('en', 0.9999), '99.9%');
  assert.equal(formatPercent('en', 0), '0%');
  assert.equal(formatPercent('en', 0.0001), '0.1%');
  assert.equal(formatPercent('en', 0.614), '61%');
  assert.equal(formatPercent('de', 0.614), '61\u00a0%');
});

test('a bound is rounded up, so that it never claims too much', () => {
  assert.equal(formatBound('en', 0.00431), '0.5%');
  assert.equal(formatBound('en', 0.004), '0.4%');
  assert.equal(formatBound('en', 0), '0%');
});

test('days are written out, and the day does not depend on the reader’s time zone', () => {
  assert.equal(formatDay('en', '2026-12-01'), 'December 1, 2026');
  assert.equal(formatDay('de', '2026-12-01'), '1. Dezember 2026');
  assert.equal(formatDay('de', 'soon'), 'soon');
});

test('a sentence is cut at its placeholders, in its own order', () => {
  assert.deepEqual(pieces('two of the same {column}, {weight}'), [
    { text: 'two of the same ' },
    { name: 'column' },
    { text: ', ' },
    { name: 'weight' },
  ]);
  assert.deepEqual(placeholders('{b} {a?one:many} {b}'), ['a', 'b']);
});
