/** The workbench's readers of groups and teams: what they take, print and refuse. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { ROOT } from '../../tools/lib/run.mjs';

const folder = mkdtempSync(join(tmpdir(), 'weft-groups-'));
after(() => rmSync(folder, { recursive: true }));

/** @param {string} solver @param {string} text @param {string[]} args */
function solve(solver, text, ...args) {
  const path = join(folder, 'instance.txt');
  writeFileSync(path, text);
  const { status, stdout, stderr } = spawnSync(
    join(ROOT, 'build/native/weft-solve'),
    [solver, path, ...args],
    { encoding: 'utf8' },
  );
  return { status, stdout, stderr };
}

const SQUARE = '4 2 ss 2 2 2 2\n0 1 1.5\n0 2 2\n0 3 0.25\n1 2 0.125\n1 3 2\n2 3 1.500\n';

test('decimals of different length are read and printed exactly', () => {
  const { status, stdout } = solve('groups', SQUARE, '--print');
  assert.equal(status, 0);
  assert.match(stdout, /^value 4\.000\nbound 4\.000\nproof optimal\n/);
  const group = new Map([...stdout.matchAll(/^(\d) (\d)$/gm)].map(([, e, g]) => [e, g]));
  assert.equal(group.size, 4);
  assert.equal(group.get('0'), group.get('2'));
  assert.equal(group.get('1'), group.get('3'));
});

test('negative values, Windows line ends, spaces at ends and pairs that are not there', () => {
  const text = '3 2 ds 1 2 1 2  \r\n 0 1 -0.005 \r\n1 2 -1\r\n';
  const { status, stdout } = solve('groups', text);
  assert.equal(status, 0);
  assert.match(stdout, /^value 0\.000\n/);
  assert.match(solve('groups', '2 1 ss 2 2 0 1 -0.005').stdout, /^value -0\.005\n/);
});

test('the same seed and work give the same groups', () => {
  const lines = [];
  for (let a = 0; a < 30; a += 1) {
    for (let b = a + 1; b < 30; b += 1) lines.push(`${a} ${b} ${(a * b * 7) % 101}`);
  }
  const text = `30 5 ss${' 6 6'.repeat(5)}\n${lines.join('\n')}\n`;
  const once = solve('groups', text, '--work', '3000000', '--seed', '9', '--print').stdout;
  const again = solve('groups', text, '--work', '3000000', '--seed', '9', '--print').stdout;
  const withoutSeconds = (/** @type {string} */ output) => output.replace(/^seconds .*$/m, '');
  assert.equal(withoutSeconds(once), withoutSeconds(again));
});

const HOSTILE = {
  'an empty file': '',
  'no kind of sizes': '4 2 2 2 2 2\n',
  'fewer sizes than groups': '4 2 ss 2 2\n',
  'a range upside down': '4 2 ds 3 2 1 2\n0 1 1\n',
  'sizes that can not add up': '5 2 ss 2 2 2 2\n0 1 1\n',
  'groups without end': '4 99999999 ss 2 2\n',
  'elements without end': '99999999999 2 ss 2 2 2 2\n',
  'a negative number of groups': '4 -2 ss 2 2 2 2\n',
  'an element that is not there': '4 2 ss 2 2 2 2\n0 4 1\n',
  'an element with itself': '4 2 ss 2 2 2 2\n1 1 1\n',
  'a pair twice': '4 2 ss 2 2 2 2\n0 1 1\n1 0 2\n',
  'a word for a value': '4 2 ss 2 2 2 2\n0 1 nan\n',
  'an exponent': '4 2 ss 2 2 2 2\n0 1 1e3\n',
  'a comma': '4 2 ss 2 2 2 2\n0 1 1,5\n',
  'two points': '4 2 ss 2 2 2 2\n0 1 1.5.2\n',
  'a pair without its value': '4 2 ss 2 2 2 2\n0 1\n',
  'more digits than fit': '4 2 ss 2 2 2 2\n0 1 99999999999.999\n',
  'more places than are kept': '4 2 ss 2 2 2 2\n0 1 0.00000000001\n',
  'values too large to add up': '4 2 ss 2 2 2 2\n0 1 2000000000\n',
};

for (const [what, text] of Object.entries(HOSTILE)) {
  test(`groups: ${what} is refused with a sentence`, () => {
    const { status, stdout, stderr } = solve('groups', text);
    assert.equal(status, 2, stdout);
    assert.equal(stdout, '');
    assert.ok(stderr.trim().length > 10, stderr);
  });
}

const TEAM = '4 2\n2 2\n2 2\n2\nmix 100\nbalance 100\n1\nnotAlone\n0 5 1\n0 7 1\n1 6 0\n1 6 0\n';

test('teams keep their rules and pairs apart', () => {
  const { status, stdout } = solve('teams', `${TEAM}1\n2 0\n`, '--print');
  assert.equal(status, 0);
  assert.match(stdout, /^value 200\n/);
  assert.match(stdout, /^broken 0$/m);
});

test('teams: where no work is named there is some', () => {
  const people = Array.from({ length: 40 }, (_, person) => `${person % 5}`).join('\n');
  const text = `40 8\n${'5 5\n'.repeat(8)}1\nmix 1000\n0\n${people}\n0\n`;
  const { status, stdout } = solve('teams', text);
  assert.equal(status, 0);
  assert.match(stdout, /^value 8000\nbound 8000\n/);
});

test('teams: a clash is said before any search', () => {
  const alone = TEAM.replace('0 7 1', '0 7 0');
  const { status, stdout } = solve('teams', `${alone}0\n`);
  assert.equal(status, 1);
  assert.match(stdout, /^clash /);
});

for (const text of ['', '4 2\n2 2\n2 2\n1\nmixed 100\n', `${TEAM}1\n1 1\n`, `${TEAM}1\n1 4\n`]) {
  test(`teams: ${JSON.stringify(text.slice(-12))} is refused with a sentence`, () => {
    const { status, stderr } = solve('teams', text);
    assert.equal(status, 2);
    assert.ok(stderr.trim().length > 10, stderr);
  });
}
