/** What the page does once there are people: results are what they say they are, and nothing is told that was not done. */

import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, beforeEach, mock, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** @typedef {Record<string, any>} Request */

/** Actions know the formats, which have views: only a bundler reads those. @type {any} */
let page;

before(async () => {
  const made = await build({
    stdin: {
      resolveDir: fileURLToPath(new URL('../../', import.meta.url)),
      contents: `
        export { createActions } from './web/app/actions.js';
        export { changedSince } from './web/app/outdated.js';
        export { createStore, emptyState } from './web/app/store.js';
        export { Failure, Stopped } from './web/worker/client.js';`,
    },
    ...{ bundle: true, write: false, format: 'esm', jsx: 'automatic', jsxImportSource: 'preact' },
    loader: { '.csv': 'text' },
  });
  const folder = await mkdtemp(join(tmpdir(), 'weft-'));
  const file = join(folder, 'page.mjs');
  await writeFile(file, made.outputFiles[0]?.contents ?? '');
  page = await import(pathToFileURL(file).href);
  await rm(folder, { recursive: true });
});

/** @type {string[]} the names of what was downloaded */
const downloads = [];

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout'] });
  downloads.length = 0;
  const link = { download: '', href: '', click: () => downloads.push(link.download), remove() {} };
  Object.assign(globalThis, {
    document: { createElement: () => link, body: { append: () => {} } },
  });
});

const program = { weft: 1, format: 'teams', name: 'Teams', rules: [] };
const outcome = { format: 'teams', name: 'Teams', groupCount: 1, measures: {}, certificate: {} };

function start() {
  const store = page.createStore({ ...page.emptyState(), date: '2026-12-01' });
  const engine = {
    forgotten: 0,
    /** What happens to requests before they are answered. @type {(request: Request) => void} */
    meets: () => {},
    async call(/** @type {Request} */ request) {
      engine.meets(request);
      const files = (request.which ?? []).map((/** @type {string} */ name) => ({
        ...{ name, blob: new Blob(['[]']) },
      }));
      const groups = [{ number: 1, people: [], reasons: [] }];
      const value = { hello: { formats: ['teams'], lists: [] }, run: outcome, groups: { groups } };
      return { value: Reflect.get(value, request.op) ?? { issues: [], pairs: 1 }, files };
    },
    async ask(/** @type {string} */ task) {
      engine.meets({ op: task });
      return { blob: new Blob(['made']), issues: [] };
    },
    learn() {},
    stop() {},
    forgetOutcome() {
      engine.forgotten += 1;
    },
    onLost: (/** @type {Request} */ _request, /** @type {Error} */ _failure) => {},
  };
  const runs = {
    begun: { found: [] },
    end() {},
    run: async (/** @type {Request} */ request) => (await engine.call(request)).value,
  };
  /** @type {string[]} */
  const rooms = [];
  const actions = page.createActions({
    ...{ store, engine, runs, sample: '', inside: {}, language: () => 'en' },
    enter: (/** @type {string} */ room) => rooms.push(room),
    room: () => 'knowledge',
  });
  const apart = { table: { name: 'a.csv', csv: new Blob([]) }, pairs: 1, issues: [] };
  const roster = { name: 'r.csv', csv: new Blob([]), profile: { people: 4 } };
  store.update({ roster, program, apart });
  const codes = () => store.get().notices.map((/** @type {Request} */ one) => one.code);
  return { store, engine, runs, actions, rooms, apart, codes };
}

test('a result knows the confidential list it was made with, and is from before once there is another', async () => {
  const { store, actions, apart } = start();
  await actions.run();
  assert.equal(store.get().result.apart, apart);
  assert.equal(page.changedSince(store.get()), '');
  store.update({ program: { ...program, name: 'Other' } });
  assert.equal(page.changedSince(store.get()), 'program');
  store.update({ program, apart: null });
  assert.equal(page.changedSince(store.get()), 'apartRemoved');
  store.update({ apart: { ...apart } });
  assert.equal(page.changedSince(store.get()), 'apartChanged');
  await actions.run();
  assert.equal(page.changedSince(store.get()), '');
  store.update({ apart: null });
  await actions.run();
  store.update({ apart });
  assert.equal(page.changedSince(store.get()), 'apartChosen');
});

test('a move by hand says whether it was done', async () => {
  const { store, engine, actions, codes } = start();
  assert.equal(await actions.rearrange([], []), false, 'there is no result');
  await actions.run();
  const first = store.get().result;
  assert.equal(await actions.rearrange([['a']], []), true);
  assert.deepEqual(store.get().result.program.arranged, [['a']]);
  assert.equal(store.get().result.first, first.outcome);
  engine.meets = () => {
    throw new page.Failure('page.engineDied');
  };
  assert.equal(await actions.rearrange([['b']], []), false);
  assert.deepEqual(codes(), ['page.engineDied']);
  engine.meets = () => store.update({ result: null });
  assert.equal(await actions.rearrange([['b']], []), false);
  assert.equal(store.get().result, null);
});

test('an outcome is forgotten with the result of the page', async () => {
  const { store, engine, actions } = start();
  await actions.run();
  store.update({ result: { ...store.get().result } });
  assert.equal(engine.forgotten, 0);
  store.update({ result: null });
  assert.equal(engine.forgotten, 1);
  store.update({ said: '' });
  assert.equal(engine.forgotten, 1);
});

test('nothing is saved that may be of two results', async () => {
  for (const kind of ['zip', 'xlsx', 'csv', 'workspace']) {
    const { store, engine, actions, codes } = start();
    await actions.run();
    await actions.save(kind, 'Sheet');
    assert.equal(downloads.splice(0).length, 1, kind);
    engine.meets = () => store.update({ result: { ...store.get().result } });
    await actions.save(kind, 'Sheet');
    assert.deepEqual([downloads, codes()], [[], ['page.file.otherResult']], kind);
    assert.equal(store.get().saving, '');
  }
});

test('nor are groups shown that are of another result', async () => {
  const { store, engine, actions } = start();
  await actions.run();
  assert.equal((await actions.allGroups(store.get().result.outcome)).groups.length, 1);
  engine.meets = () => store.update({ result: null });
  const gone = { code: 'page.file.otherResult' };
  await assert.rejects(actions.allGroups(store.get().result.outcome), gone);
});

test('what a new core could not be told is named by its file, and is not shown as if it were there', () => {
  const { store, engine, codes } = start();
  const table = { name: 'rooms.csv', csv: new Blob([]) };
  const rooms = { kind: 'rooms', file: 'rooms.csv', table, rows: 1, columns: [], issues: [] };
  store.update({ lists: { rooms }, workspace: { name: 'w.weft.json' } });
  const failure = new page.Failure('page.file.unreadable');
  engine.onLost({ op: 'list', kind: 'rooms', file: 'rooms.csv' }, failure);
  assert.deepEqual(codes(), ['page.file.unreadable']);
  assert.equal(store.get().notices[0].args.file, 'rooms.csv');
  assert.deepEqual([store.get().lists, store.get().aside], [{}, [table]]);
  engine.onLost({ op: 'workspace', file: 'w.weft.json' }, failure);
  assert.equal(store.get().workspace, null);
  engine.onLost({ op: 'apart', file: 'a.csv' }, failure);
  assert.equal(store.get().apartIssues[0].code, 'page.apartLost');
  assert.equal(store.get().notices[0].args.file, 'a.csv');
});

test('what HR changes in the program while the sample comes in stays', async () => {
  const { store, engine, actions } = start();
  engine.meets = ({ op }) => {
    if (op === 'list') store.update({ program: { ...program, serendipity: 7 } });
  };
  await actions.useSample();
  assert.equal(store.get().program.serendipity, 7);
  assert.deepEqual(store.get().given, []);
});

test('findings sheets are read as they were when they were given, after what was given before', async () => {
  const { store, actions } = start();
  const file = new File(['no sheet'], 'group-1.md');
  let reads = 0;
  const slice = file.slice.bind(file);
  file.slice = (from, to) => {
    reads += 1;
    return slice(from, to);
  };
  const others = actions.takeFiles([{ name: 'torn.png', file: new Blob(['\x89PNG']) }]);
  const sheets = actions.takeSheets([file]);
  assert.equal(reads, 1, 'at once');
  await others;
  assert.equal(store.get().learned.issues.length, 0, 'in its turn');
  await sheets;
  assert.equal(reads, 1);
  assert.equal(store.get().learned.issues.length, 1);
});
