/** The native core and the WebAssembly core answer every request with the same bytes, and write what the schemas say. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { loadWasm, walkNative, walkWasm } from '../../tools/lib/doors.mjs';
import { holds } from '../data/schemas.js';
import { WALKS } from './walks.js';

const module = await loadWasm();

/** @param {import('../../tools/lib/doors.mjs').File[]} files */
function byName(files) {
  return Object.fromEntries(
    files
      .map(({ name, bytes }) => [name, Buffer.from(bytes).toString('utf8')])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

const SCHEMAS = { 'outcome.json': 'outcome', 'workspace.weft.json': 'workspace' };
let outcomes = 0;

for (const { title, steps, codes } of WALKS) {
  test(`${title}: native and WebAssembly agree`, async () => {
    const running = walkNative(steps);
    const wasm = walkWasm(module, steps);
    const native = await running;
    const failures = [];
    for (const [index, { answer, files }] of wasm.entries()) {
      const about = `step ${index}, ${JSON.stringify(steps[index].request).slice(0, 200)}`;
      assert.equal(native[index].answer, answer, about);
      const written = byName(files);
      assert.deepEqual(byName(native[index].files), written, about);
      for (const [name, schema] of Object.entries(SCHEMAS)) {
        if (codes || written[name] === undefined) continue;
        holds(schema, JSON.parse(written[name]), `${about}: ${name}`);
        outcomes += name === 'outcome.json' ? 1 : 0;
      }
      const said = JSON.parse(answer);
      const errors = (said.value?.issues ?? []).filter(
        (/** @type {{severity: string}} */ { severity }) => severity === 'error',
      );
      for (const { code } of said.ok ? errors : [said.error]) failures.push(`${index} ${code}`);
      if (said.ok && !codes) assert.equal(said.value.check?.passed ?? true, true, about);
    }
    // Two doors that refuse everything agree, too: so what was asked for must also have been done.
    if (codes)
      for (const code of codes)
        assert.ok(
          failures.some((one) => one.endsWith(` ${code}`)),
          code,
        );
    else assert.deepEqual(failures, []);
  });
}

test('the walks write outcomes', () => {
  assert.ok(outcomes > 10);
});

test('a second walk through the same module gives the same bytes', () => {
  const { steps } = WALKS[1];
  assert.deepEqual(walkWasm(module, steps), walkWasm(module, steps));
});

test('files in the core’s own memory, with digests in pieces, give what files as bytes give', () => {
  const text = `id,name,Abteilung\n${Array.from({ length: 5000 }, (_, i) => `${i},Jörg ${i},IT\n`).join('')}`;
  const profile = { op: 'profile', file: 'a.csv', today: '2026-11-23', digests: 'later' };
  for (const bytes of [new TextEncoder().encode(text), Buffer.from(text, 'utf16le')]) {
    const [plain, digest] = walkWasm(module, [
      { request: profile, attachments: [bytes] },
      { request: { op: 'digest' }, attachments: [bytes] },
    ]);
    assert.equal(JSON.parse(plain.answer).value.people, 5000);

    const door = new module.Door();
    const room = new module.Bytes(bytes.length);
    for (let from = 0; from < bytes.length; from += 999) {
      const slice = bytes.subarray(from, from + 999);
      room.window(from, slice.length).set(slice);
    }
    assert.throws(() => room.window(1, bytes.length));
    assert.equal(door.call(JSON.stringify(profile), [room], () => {}).answer, plain.answer);
    assert.throws(() => room.window(0, 1), 'what was read has been let go');
    room.delete();
    let last = '';
    for (let from = 0; from <= bytes.length; from += 999) {
      const slice = bytes.subarray(from, from + 999);
      const piece = from + 999 > bytes.length ? 'last' : 'part';
      last = door.call(JSON.stringify({ op: 'digest', piece }), [slice], () => {}).answer;
    }
    assert.equal(last, digest.answer);
    door.delete();
  }
});

test('the core needs no code generation from strings', () => {
  const { steps } = WALKS[2];
  const output = execFileSync(
    process.execPath,
    [
      '--disallow-code-generation-from-strings',
      fileURLToPath(new URL('./digest.js', import.meta.url)),
    ],
    { encoding: 'utf8' },
  );
  const hash = createHash('sha256');
  for (const { answer } of walkWasm(module, steps)) hash.update(answer);
  assert.equal(output.trim(), hash.digest('hex'));
});
