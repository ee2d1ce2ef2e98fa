/** Learning tandems with the sample company, in both browsers: from its skills to the downloaded files read back. */

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  browserNames,
  counted,
  download,
  give,
  inRoom,
  launch,
  loadSample,
  match,
  open,
  records,
} from './lib/page.js';

/** @typedef {import('playwright-core').Browser} Browser */
/** @typedef {import('playwright-core').Page} Page */

const GROUPS = '[aria-labelledby="groups-title"] .groups tbody tr';

/** @param {Page} page @param {string} label @param {string} value */
async function pick(page, label, value) {
  await page.getByLabel(label, { exact: true }).selectOption(value);
  await counted(page);
}

/** @param {Page} page */
async function chooseTandems(page) {
  await page.locator('.formats label', { hasText: 'Learning tandems' }).click();
  await page.getByLabel('Whether three may make a ring', { exact: true }).waitFor();
  await counted(page);
}

for (const name of browserNames) {
  describe(`tandem, ${name}`, () => {
    /** @type {Browser} */
    let browser;
    before(async () => {
      browser = await launch(name);
    });
    after(() => browser.close());

    test('sample company: pairs, then rings, handed over', async () => {
      const { page, requests, complaints, close } = await open(browser, name);
      await loadSample(page);
      await chooseTandems(page);
      assert.match(
        String(await page.locator('.meaning').textContent()),
        /people offer and want something/,
      );
      await pick(page, 'Whether three may make a ring', 'no');
      await match(page);
      const pairs = Number(await page.locator('.headline strong').first().textContent());
      const missing = page.locator('.card', { hasText: 'Wanted, offered by nobody' });
      assert.match(
        String(await missing.textContent()),
        /Both ways \d+ · one way 0 · rings of three 0/,
      );
      const reasons = String(await page.locator(GROUPS).first().textContent());
      assert.match(reasons, / teaches /);

      await page.locator('.thread a').nth(1).click();
      await inRoom(page, 'program');
      await pick(page, 'Whether three may make a ring', 'yes');
      await match(page);
      const people = Number(await page.locator('.headline strong').first().textContent());
      assert.ok(people >= pairs);

      await page.locator('.result-head .button').click();
      await inRoom(page, 'hand-over');
      const csv = await download(page, name, 'csv');
      assert.match(csv.name, /^weft-tandem-\d{4}-\d\d-\d\d\.csv$/);
      const rows = records(csv.bytes);
      assert.equal(rows.length, people);
      assert.equal(new Set(rows.map((row) => row.id)).size, people);
      assert.ok(rows.every((row) => row.title));

      const workspace = await download(page, name, 'workspace');
      const { rounds } = JSON.parse(workspace.bytes.toString('utf8'));
      assert.equal(rounds.at(-1).format, 'tandem');
      assert.deepEqual(requests, []);
      assert.deepEqual(complaints, []);
      await close();
    });

    test('in German a program begins under its German name', async () => {
      const { page, close } = await open(browser, name, { language: 'de' });
      await loadSample(page);
      await page.locator('.formats label', { hasText: 'Lerntandems' }).click();
      await counted(page);
      assert.equal(await page.getByLabel('Name des Programms').inputValue(), 'Lerntandems');
      await close();
    });

    test('a roster of one’s own: languages, and a column that is not there', async () => {
      const { page, complaints, close } = await open(browser, name);
      const people = [
        'id,Name,Department,Languages,Skills wanted',
        '1,Ana,A,Spanish native; English,German B1',
        '2,Ben,B,German; English,Spanish A2',
        '3,<img src=x onerror=alert(1)>,C,French,"<script>alert(1)</script>; Italian"',
      ].join('\n');
      await give(page, [{ name: 'people.csv', content: people }]);
      await inRoom(page, 'columns');
      await page.locator('.card a.button').click();
      await inRoom(page, 'program');
      await counted(page);
      await chooseTandems(page);
      await match(page);
      assert.equal(await page.locator(GROUPS).count(), 1);
      assert.match(String(await page.locator('main').textContent()), /Italian \(1\)/);
      await page.locator('.thread a').nth(1).click();
      await inRoom(page, 'program');
      await page.getByLabel('What is learnt', { exact: true }).selectOption('skills');
      await page.locator('.meaning .notice.error').first().waitFor();
      assert.deepEqual(complaints, []);
      await close();
    });
  });
}
