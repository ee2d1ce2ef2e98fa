/** The sample company on the page is what its generator writes, and shows what a real export shows. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import Papa from 'papaparse';
import { sampleCompany } from '../../tools/make-sample.mjs';
import { sampleBarcamp } from '../../tools/make-sample-barcamp.mjs';

const text = readFileSync(new URL('../../web/samples/company.csv', import.meta.url), 'utf8');

/** @type {Record<string, string>[]} */
const people = /** @type {any} */ (Papa.parse(text, { header: true, skipEmptyLines: true }).data);
const byId = new Map(people.map((person) => [person['Employee ID'], person]));

test('the committed file is what tools/make-sample.mjs writes', () => {
  assert.equal(sampleCompany(), text);
});

test('its barcamp is what tools/make-sample-barcamp.mjs writes, and more than there is room for', () => {
  const lists = sampleBarcamp(text);
  for (const [kind, list] of Object.entries(lists)) {
    const file = new URL(`../../web/samples/barcamp/${kind}.csv`, import.meta.url);
    assert.equal(readFileSync(file, 'utf8'), list);
  }
  const rows = (/** @type {string} */ list) =>
    /** @type {Record<string, string>[]} */ (
      Papa.parse(list, { header: true, skipEmptyLines: true }).data
    );
  const needed = rows(lists.proposals).reduce((sum, { Length }) => sum + Number(Length), 0);
  const closed = rows(lists.rooms).filter(({ Open }) => Open).length;
  const slots = rows(lists.slots).filter(({ Kind }) => Kind === '');
  assert.ok(needed > rows(lists.rooms).length * slots.length - closed);
  for (const { Hosts = '' } of rows(lists.proposals))
    for (const host of Hosts.split('; ')) assert.ok(byId.has(host), host);
});

test('412 people with ids of their own, addresses only at the example domain', () => {
  assert.equal(people.length, 412);
  assert.equal(byId.size, 412);
  for (const person of people) assert.match(person['E-mail'], /^([a-z.\d-]+@weave\.example)?$/);
});

test('every reporting line ends at the one chief executive, or at the manager who is not in the file', () => {
  const tops = new Map();
  for (const person of people) {
    let top = person;
    for (let steps = 0; byId.has(top['Manager ID']); steps += 1) {
      assert.ok(steps < 10, 'a reporting line goes round in a circle');
      top = /** @type {Record<string, string>} */ (byId.get(top['Manager ID']));
    }
    tops.set(top['Manager ID'], (tops.get(top['Manager ID']) ?? 0) + 1);
  }
  assert.deepEqual([...tops].sort(), [
    ['', 411],
    ['W0815', 1],
  ]);
});

test('the deliberate flaws are there, small enough to be overlooked', () => {
  const count = (/** @type {(person: Record<string, string>) => boolean} */ test) =>
    people.filter(test).length;
  assert.equal(
    count((person) => person.Department === 'Human Ressources'),
    2,
  );
  assert.equal(
    count((person) => person.Department === 'Customer Services'),
    3,
  );
  assert.equal(
    count((person) => person.Site === ''),
    1,
  );
  assert.equal(
    count((person) => person['E-mail'] === ''),
    3,
  );
  const names = people.map((person) => `${person['First name']} ${person['Last name']}`);
  assert.equal(new Set(names).size, 411);
});

test('some are away, gone, pausing or not taking part', () => {
  const values = (/** @type {string} */ header) => new Set(people.map((person) => person[header]));
  assert.deepEqual(values('Status'), new Set(['active', 'on leave', 'inactive']));
  assert.deepEqual(values('Opt-in'), new Set(['yes', 'no']));
  assert.equal(values('Pause until').size, 5);
});
