/** The JSON Schemas in docs/ are what the core gives out, and what the documents in docs/ hold to; what it writes is held to them in tests/parity. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { loadWasm, walkWasm } from '../../tools/lib/doors.mjs';
import { holds, KINDS, readJson, validators } from './schemas.js';

const docs = fileURLToPath(new URL('../../docs/', import.meta.url));
const module = await loadWasm();

/** The JSON blocks of a page of documentation. @param {string} page */
function jsonBlocks(page) {
  const text = readFileSync(`${docs}${page}`, 'utf8');
  return [...text.matchAll(/```json\n([\s\S]*?)```/g)].map(([, block]) => block);
}

for (const kind of KINDS) {
  test(`the core gives out docs/schemas/${kind}.schema.json`, () => {
    const [{ answer }] = walkWasm(module, [{ request: { op: 'schema', of: kind } }]);
    assert.deepEqual(JSON.parse(answer).value, readJson(`schemas/${kind}.schema.json`));
  });
}

test('the program in docs/door.md is one', () => {
  const programs = jsonBlocks('door.md').filter((block) => block.startsWith('{"weft": 1,'));
  assert.equal(programs.length, 1);
  holds('program', JSON.parse(programs[0]), 'docs/door.md');
});

test('the examples in docs/examples are what their names say', () => {
  const names = readdirSync(`${docs}examples`).filter((name) => name.endsWith('.json'));
  assert.ok(names.length > 0);
  for (const name of names) {
    const kind = KINDS.find((one) => name.includes(one)) ?? 'program';
    holds(kind, readJson(`examples/${name}`), name);
  }
});

test('programs that the schema allows are understood, and those it forbids are refused', () => {
  const roster = new TextEncoder().encode('ID,Name,Department\n1,Ann,A\n2,Bo,B\n3,Cy,C\n4,Di,D\n');
  const good = { weft: 1, format: 'lunch', criteria: [{ mix: '@department', weight: 1 }] };
  /** @type {[string, Record<string, unknown>][]} */
  const bad = [
    ['/criteria/0/weight', { ...good, criteria: [{ mix: '@department', weight: 'high' }] }],
    ['/criteria/0/weight', { ...good, criteria: [{ mix: '@department', weight: 101 }] }],
    ['/rules/0', { ...good, rules: [{ diffrent: '@department' }] }],
    ['/seed', { ...good, seed: -1 }],
    ['/weft', { ...good, weft: 2 }],
    ['/format', { ...good, format: 'dinner' }],
    ['/colour', { ...good, colour: 'red' }],
  ];
  const documents = [good, ...bad.map(([, document]) => document)];
  const [, ...answers] = walkWasm(module, [
    { request: { op: 'profile', file: 'r.csv', today: '2026-11-23' }, attachments: [roster] },
    ...documents.map((program) => ({ request: { op: 'possible', program, date: '2026-11-23' } })),
  ]).map(({ answer }) => JSON.parse(answer));
  const errors = answers.map(({ value }) =>
    value.issues.filter((/** @type {any} */ issue) => issue.severity === 'error'),
  );
  assert.deepEqual(errors[0], []);
  holds('program', good, 'the good one');
  for (const [index, [where, document]] of bad.entries()) {
    assert.ok(!validators.program(document), `the schema forbids ${where}`);
    const places = errors[index + 1].map((/** @type {any} */ issue) => issue.where);
    assert.ok(
      places.some((/** @type {string} */ place) => place.startsWith(where)),
      `${where}: the core says ${JSON.stringify(errors[index + 1])}`,
    );
  }
});
