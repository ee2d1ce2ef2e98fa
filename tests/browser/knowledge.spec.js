/** Who knows what, in both browsers: search while typing, the map, tables read back, and ready programs. */

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

/** @param {Page} page */
async function toKnowledge(page) {
  await page.locator('.masthead nav a', { hasText: 'Who knows what' }).click();
  await inRoom(page, 'knowledge');
}

/** @param {Page} page @param {string} text @param {string} first what is then found first */
async function search(page, text, first) {
  await page.fill('#know-search', text);
  await page.locator('.hits .hit').first().getByText(first, { exact: true }).waitFor();
}

for (const name of browserNames) {
  describe(`who knows what, ${name}`, () => {
    /** @type {Browser} */
    let browser;
    before(async () => {
      browser = await launch(name);
    });
    after(() => browser.close());

    test('sample company: search, nearest experts, map and tables', async () => {
      const { page, requests, complaints, close } = await open(browser, name);
      await loadSample(page);
      await toKnowledge(page);
      await page.locator('.heat tbody tr').first().waitFor();
      await search(page, 'pyth', 'Python');
      const experts = page.locator('.experts tbody tr');
      await page.getByText('Who knows Python', { exact: true }).waitFor();
      const best = String(await experts.first().textContent());
      assert.match(best, /expert \(C2\)/);
      await search(page, 'machin lerning', 'Machine learning');

      await page.fill('#know-search', 'krawczyk');
      await page.locator('.hit .go').first().click();
      await search(page, 'pyth', 'Python');
      await page.locator('.experts td', { hasText: 'along the reporting lines' }).first().waitFor();
      assert.doesNotMatch(String(await experts.first().textContent()), /own department/);
      await page.fill('#know-search', 'no such thing');
      await page.getByText('Nothing found under this name.').waitFor();

      const rows = records((await download(page, name, 'knowledge')).bytes);
      const shown = page.locator('.heat tbody tr');
      await page.getByLabel('Order of the skills').selectOption('offered');
      await page.waitForFunction(
        (most) => document.querySelector('.heat tbody td')?.textContent === most,
        String(Math.max(...rows.map((row) => Number(row.offered)))),
      );
      const cells = await shown.first().locator('th, td').allTextContents();
      const row = rows.find(({ skill }) => skill === cells[0]);
      assert.deepEqual([row?.offered, row?.wanted, row?.unmet], cells.slice(1, 4));
      const alone = rows.filter(({ offered }) => offered === '1');
      const risk = page.locator('.card', { hasText: 'Known to one person alone' });
      assert.match(String(await risk.textContent()), new RegExp(`alone · ${alone.length}`));
      for (const { only, notTakingPart } of alone) {
        assert.equal(only === '', notTakingPart === '1');
        assert.ok(String(await risk.textContent()).includes(String(only)));
      }
      const unnamed = alone.filter(({ only }) => only === '').length;
      assert.ok(unnamed > 0);
      const told = risk.getByText(/one person who does not take part and is not named: row \d+/);
      assert.equal(await told.count(), unnamed);
      await page.getByText('named in no list and no file').waitFor();
      const people = records((await download(page, name, 'experts')).bytes);
      assert.ok(
        people.some((person) => person.skill === 'Python' && best.includes(`${person.name}`)),
      );
      assert.deepEqual(requests, []);
      assert.deepEqual(complaints, []);
      await close();
    });

    test('ready programs: tandems that match, and a barcamp with its proposals and votes', async () => {
      const { page, complaints, close } = await open(browser, name);
      await loadSample(page);
      await toKnowledge(page);
      await page.locator('[data-make="tandem"]').click();
      await inRoom(page, 'program');
      await counted(page);
      assert.equal(
        await page.getByLabel('Name of the program').inputValue(),
        'Learning tandems from who knows what',
      );
      await match(page);
      assert.ok(Number(await page.locator('.headline strong').first().textContent()) > 0);
      await toKnowledge(page);
      await page.locator('[data-make="barcamp"]').click();
      await inRoom(page, 'program');
      await page.getByText('proposals.csv').first().waitFor();
      await page.getByText('votes.csv').first().waitFor();
      assert.equal(
        await page.getByLabel('Name of the program').inputValue(),
        'Barcamp from who knows what',
      );
      assert.deepEqual(complaints, []);
      await close();
    });

    test('skills that carry markup are text, and a roster without skills is told so', async () => {
      const { page, complaints, close } = await open(browser, name);
      const hostile = '<img src=x onerror=alert(1)>';
      const roster = `id,Name,Department,Skills offered,Skills wanted\n1,Ana,A,"${hostile}; SQL",Go\n2,<b>Bo</b>,B,Go,"${hostile}"`;
      await give(page, [{ name: 'people.csv', content: roster }]);
      await inRoom(page, 'columns');
      await toKnowledge(page);
      await search(page, 'img', hostile);
      assert.match(String(await page.locator('.heat').textContent()), /<img src=x onerror/);
      assert.equal(await page.locator('main img, main .person b b').count(), 0);
      await page.locator('.mark').click();
      await give(page, [{ name: 'people.csv', content: 'id,Name,Department\n1,Ana,A\n2,Bo,B' }]);
      await inRoom(page, 'columns');
      await toKnowledge(page);
      await page.getByText('No column of this roster says').waitFor();
      assert.deepEqual(complaints, []);
      await close();
    });
  });
}
