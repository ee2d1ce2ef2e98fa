import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shifted } from '../../web/views/formats/shadowing/sample.js';

test('dates of a sample move by whole weeks until they are ahead, and stay where they are ahead', () => {
  const lists = ['Host,Date\nA,2027-01-12\nB,2027-01-11\n', 'Guest,Dates\nC,2027-01-15; Mon\n'];
  const day = (/** @type {string} */ date) => new Date(`${date}T12:00:00Z`);
  assert.deepEqual(shifted(lists, day('2026-11-24')), lists);
  const [dates = '', guests = ''] = shifted(lists, day('2030-06-05'));
  const moved = dates.match(/\d{4}-\d{2}-\d{2}/g) ?? [];
  assert.equal(moved.length, 2);
  for (const date of moved) assert.ok(day(date) > day('2030-06-05'), date);
  assert.ok(day(String(moved[1])) < day('2030-06-25'));
  assert.equal(day(String(moved[0])).getUTCDay(), 2);
  assert.equal(
    day(String(guests.match(/\d{4}-\d{2}-\d{2}/)?.[0])).getTime() - day(String(moved[1])).getTime(),
    4 * 86_400_000,
  );
  assert.match(guests, /; Mon/);
  assert.deepEqual(shifted(['Host,Date\n'], day('2030-06-05')), ['Host,Date\n']);
});
