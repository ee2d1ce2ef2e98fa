/** What only HR can say about people, on the command line: it is said before a run, and answered by a file. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { ROOT } from '../../tools/lib/run.mjs';

const folder = mkdtempSync(join(tmpdir(), 'weft-people-'));
after(() => rmSync(folder, { recursive: true }));

/** @param {string[]} args */
function weft(...args) {
  const { status, stdout, stderr } = spawnSync(join(ROOT, 'build/native/weft'), args, {
    encoding: 'utf8',
    cwd: folder,
  });
  return { status, stdout, stderr };
}

/** @param {string} name @param {string | object} content */
function file(name, content) {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const program = file('p.json', {
  weft: 1,
  format: 'lunch',
  name: 'Lunch',
  size: { min: 2, max: 2 },
  seed: 1,
});

test('an open question is said with the run, in both languages, and a file of answers closes it', () => {
  const roster = file(
    'r.csv',
    'Employee ID,Name,Opt-in\n1,Ana,"Yes, count me in"\n2,Bo,Hm\n3,Cy,Checked\n4,Di,Hm\n',
  );
  const run = ['run', '--program', program, '--roster', roster, '--date', '2026-12-01'];
  const asked = weft(...run, '--out', 'asked');
  assert.equal(asked.status, 0, asked.stderr);
  assert.match(asked.stderr, /“Opt-in”, 2 people gave answers that Weft does not know: Hm \(2\)/);
  assert.match(
    weft(...run, '--out', 'de', '--lang', 'de').stderr,
    /die Weft nicht kennt: Hm \(2\)/,
  );
  const outcome = JSON.parse(readFileSync(join(folder, 'asked', 'outcome.json'), 'utf8'));
  assert.equal(outcome.groups.length, 1);
  const answers = file('a.json', { columns: { 'Opt-in': { answers: { Hm: 'in' } } } });
  const answered = weft(...run, '--out', 'answered', '--answers', answers);
  assert.equal(answered.stderr, '');
  assert.match(answered.stdout, /4 of 4 people/);
  const saved = join(folder, 'answered', 'workspace.weft.json');
  const next = weft(...run, '--out', 'next', '--workspace', saved);
  assert.equal(next.stderr, '', 'the workspace remembers');
});

test('a table without a header is read, and the row of headers can be said', () => {
  const bare = file('bare.csv', 'Ana Ruiz,ana@example.com\nBo Li,bo@example.com\n');
  const profile = weft('profile', bare);
  assert.equal(profile.status, 0);
  assert.match(profile.stderr, /Row 1 looks like a person/);
  assert.match(profile.stdout, /2 people from 2 rows/);
  const nobody = file('nobody.csv', 'Colour,Size\nred,3\nblue,4\n');
  const refused = weft('profile', nobody);
  assert.equal(refused.status, 2);
  assert.match(refused.stdout, /Colour → ignored .* red · blue/);
  assert.match(refused.stderr, /No column says who the people are/);
  const roles = file('roles.json', { columns: { 'Column 1': 'name' }, headerRow: 0 });
  assert.match(weft('profile', nobody, '--answers', roles).stdout, /3 people from 3 rows/);
  assert.equal(weft('profile', nobody, '--header-row', 'first').status, 2);
  const wrong = weft('profile', nobody, '--answers', file('wrong.json', { colums: {} }));
  assert.match(wrong.stderr, /“colums” is no answer about people/);
});
