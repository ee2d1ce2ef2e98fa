/** Searches side by side, in both browsers: the same teams with one core, two or four; stopped at any time; nothing left running. */

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { rosterChunks } from '../../tools/make-roster.mjs';
import {
  browserNames,
  counted,
  download,
  give,
  inRoom,
  launch,
  open,
  records,
} from './lib/page.js';

/** @typedef {import('playwright-core').Browser} Browser */
/** @typedef {import('playwright-core').Page} Page */
/** @typedef {typeof globalThis & {running: number, most: number}} Watched */

const PROGRAM = JSON.stringify({
  ...{ weft: 1, format: 'teams', name: 'Teams', seed: 7, count: 16 },
  rules: [{ notAlone: { column: '@site', is: ['Graz'] } }],
  criteria: [
    { mix: '@department', weight: 70 },
    { balance: '@hireDate', weight: 20 },
  ],
});

/**
 * So many cores, and a count of the workers that run.
 * @param {Page} page
 * @param {number} cores
 */
async function watch(page, cores) {
  await page.addInitScript((count) => {
    Object.defineProperty(navigator, 'hardwareConcurrency', { get: () => count });
    const watched = /** @type {Watched} */ (globalThis);
    watched.running = 0;
    watched.most = 0;
    globalThis.Worker = class extends Worker {
      /** @param {string | URL} url @param {WorkerOptions} [options] */
      constructor(url, options) {
        super(url, options);
        watched.running += 1;
        watched.most = Math.max(watched.most, watched.running);
      }
      /** @override */
      terminate() {
        watched.running -= 1;
        super.terminate();
      }
    };
  }, cores);
  await page.reload();
  await page.waitForSelector('h1');
}

/** @param {Page} page */
const workers = (page) =>
  page.evaluate(() => {
    const { running, most } = /** @type {Watched} */ (globalThis);
    return { running, most };
  });

/** @param {Page} page @param {number} people */
async function prepare(page, people) {
  await give(page, [
    { name: 'teams.program.json', content: PROGRAM },
    { name: 'people.csv', content: [...rosterChunks({ people })].join('') },
  ]);
  await inRoom(page, 'columns');
  await page.locator('.thread a').nth(1).click();
  await inRoom(page, 'program');
  await counted(page);
}

for (const name of browserNames) {
  describe(`side by side, ${name}`, () => {
    /** @type {Browser} */
    let browser;
    before(async () => {
      browser = await launch(name);
    });
    after(() => browser.close());

    test('the teams are the same, however many search', async () => {
      const found = [];
      for (const cores of [1, 2, 5]) {
        const { page, requests, complaints, close } = await open(browser, name);
        await watch(page, cores);
        await prepare(page, 130);
        await page.locator('.meaning .large').click();
        await page.waitForSelector('.team', { timeout: 120_000 });
        // As many as there are parts, at most; and none is left.
        assert.deepEqual(await workers(page), {
          running: 1,
          most: cores === 1 ? 1 : 1 + Math.min(cores, 4),
        });
        await page.locator('.thread a').nth(3).click();
        await inRoom(page, 'hand-over');
        const { bytes } = await download(page, name, 'csv');
        found.push(records(bytes));
        assert.deepEqual([requests, complaints], [[], []]);
        await close();
      }
      assert.ok(found[0].length > 100);
      assert.deepEqual(found[1], found[0]);
      assert.deepEqual(found[2], found[0]);
    });

    test('a search that is stopped ends everywhere, and the next one is whole', async () => {
      const { page, complaints, close } = await open(browser, name);
      await watch(page, 4);
      await prepare(page, 600);
      await page.locator('.meaning .large').click();
      await page.waitForFunction(() => /** @type {Watched} */ (globalThis).running === 5);
      await page.getByRole('button', { name: 'Stop' }).click();
      await inRoom(page, 'program');
      assert.equal((await workers(page)).running, 1);
      await counted(page);
      await page.locator('.meaning .large').click();
      await page.waitForSelector('.team', { timeout: 120_000 });
      assert.equal((await workers(page)).running, 1);
      assert.deepEqual(complaints, []);
      await close();
    });
  });
}
