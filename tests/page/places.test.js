/** A problem is told at the line that says most closely where it is. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAt, nearestPlace } from '../../web/app/places.js';

test('a problem belongs to a place and to what it stands in, not to one whose name only begins alike', () => {
  assert.ok(isAt('/rules/1', '/rules/1'));
  assert.ok(isAt('/rules/1/max', '/rules/1'));
  assert.ok(!isAt('/rules/10', '/rules/1'));
  assert.ok(!isAt('/rules', '/rules/1'));
  assert.ok(!isAt(undefined, '/rules/1'));
});

test('of several places the longest holds, whatever the format calls it', () => {
  const places = ['/lists/votes', '/anything', '/anything/3', '/anything/30'];
  assert.equal(nearestPlace('/anything/3/slot', places), '/anything/3');
  assert.equal(nearestPlace('/anything/4', places), '/anything');
  assert.equal(nearestPlace('/elsewhere', places), '');
  assert.equal(nearestPlace(undefined, places), '');
});
