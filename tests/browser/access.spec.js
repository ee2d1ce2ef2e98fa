/** Everybody can use it: axe finds nothing in any room, and the whole way works without a mouse. */

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { passesAxe } from './lib/axe.js';
import {
  browserNames,
  counted,
  give,
  inRoom,
  launch,
  loadSample,
  match,
  open,
} from './lib/page.js';

/** @typedef {import('playwright-core').Browser} Browser */
/** @typedef {import('playwright-core').Page} Page */

/** A roster with something of everything that the room People may ask, find or leave out. */
const ROSTER = `Employee ID,Name,Department,Level,Hire Date,Salary,Religion,Shoe size
${Array.from(
  { length: 40 },
  (_, row) =>
    `E${row % 38},P${row},${['Human Resources', 'Sales'][row % 2]},${['Junior', 'Chief', 'Adept'][row % 3]},0${(row % 9) + 1}/04/2020,${row},x,${row % 5 ? 38 + (row % 9) : ''}`,
).join('\n')}
E90,Q,Human Ressources,Junior,01/04/2020,1,x,40
`;

/** @param {Page} page */
const focus = (page) =>
  page.evaluate(() => document.activeElement?.id || document.activeElement?.tagName);

for (const name of browserNames) {
  describe(name, () => {
    /** @type {Browser} */
    let browser;
    before(async () => {
      browser = await launch(name);
    });
    after(() => browser.close());

    for (const language of ['en', 'de']) {
      for (const scheme of /** @type {const} */ (['light', 'dark'])) {
        test(`axe finds nothing: ${language}, ${scheme}`, async () => {
          const { page, close } = await open(browser, name, { language, scheme });
          await passesAxe(page, 'people');
          await loadSample(page);
          await page.locator('#add-sentence').click();
          await page.locator('.advanced summary').click();
          await passesAxe(page, 'program');
          await match(page);
          await passesAxe(page, 'match');
          await page.locator('.meets .quiet').click();
          await passesAxe(page, 'match, as a table');
          await page.locator('.result-head .button').click();
          await inRoom(page, 'hand-over');
          await passesAxe(page, 'hand over');
          await page.locator('.masthead a[href$="knowledge"]').click();
          await inRoom(page, 'knowledge');
          await page.locator('.heat tbody tr').first().waitFor();
          await passesAxe(page, 'who knows what');
          await page.goBack();
          await page.locator('.masthead a[href$="privacy"]').click();
          await inRoom(page, 'privacy');
          await passesAxe(page, 'privacy');
          await page.goBack();
          await page.locator('.thread a').first().click();
          await inRoom(page, 'columns');
          await passesAxe(page, 'columns');
          await close();
        });
      }
    }

    for (const [language, scheme] of /** @type {const} */ ([
      ['en', 'light'],
      ['de', 'dark'],
    ])) {
      test(`axe finds nothing in the room People with all its questions: ${language}`, async () => {
        const { page, close } = await open(browser, name, { language, scheme });
        await give(page, [
          { name: 'roster.csv', content: ROSTER },
          { name: 'optin.csv', content: 'Employee ID\nE1\nE2\nE99\n' },
          { name: 'pairs.csv', content: 'Person 1,Person 2\nE1,E2\n' },
          { name: 'cats.csv', content: 'Colour,Weight\nred,3\n' },
        ]);
        await inRoom(page, 'columns');
        await page.locator('[data-joined]').waitFor();
        await page.locator('.question button').first().click();
        await page.evaluate(() => {
          for (const details of document.querySelectorAll('details')) details.open = true;
        });
        await page.locator('.order button').first().click();
        await page.locator('.order ol').waitFor();
        await passesAxe(page, 'columns');
        await page.goBack();
        await inRoom(page, 'people');
        await passesAxe(page, 'people, loaded');
        await close();
      });
    }

    test('the whole way with the keyboard alone', async () => {
      const { page, close } = await open(browser, name);
      /** @param {string} selector */
      const tabTo = async (selector) => {
        for (let step = 0; step < 120; step += 1) {
          await page.keyboard.press('Tab');
          if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector))
            return;
        }
        assert.fail(`the tab key never reaches ${selector}`);
      };
      await tabTo('.drop button.quiet');
      await page.keyboard.press('Enter');
      await inRoom(page, 'columns');
      assert.equal(await focus(page), 'room-title');
      await tabTo('.lift a.button');
      await page.keyboard.press('Enter');
      await inRoom(page, 'program');
      assert.equal(await focus(page), 'room-title');
      await counted(page);
      await tabTo('.meaning .large');
      await page.keyboard.press('Space');
      await page.waitForSelector('.long-list .groups tbody tr');
      assert.equal(await focus(page), 'room-title');
      await tabTo('.result-head .button');
      await page.keyboard.press('Enter');
      await inRoom(page, 'hand-over');
      assert.equal(await focus(page), 'room-title');
      await tabTo('[data-file="csv"]');
      await page.keyboard.press('Enter');
      await page.waitForFunction(() =>
        /\.csv/.test(document.querySelector('.saved')?.textContent ?? ''),
      );
      await close();
    });

    test('at 320 pixels, which is 400 % of a small screen, nothing has to be scrolled sideways', async () => {
      const { page, close } = await open(browser, name, { width: 320, height: 640 });
      const overflow = () =>
        page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
      assert.equal(await overflow(), 0, 'people');
      await loadSample(page);
      assert.equal(await overflow(), 0, 'program');
      await match(page);
      assert.equal(await overflow(), 0, 'match');
      await page.locator('.result-head .button').click();
      await inRoom(page, 'hand-over');
      assert.equal(await overflow(), 0, 'hand over');
      await page.locator('.thread a').first().click();
      await inRoom(page, 'columns');
      assert.equal(await overflow(), 0, 'columns');
      await close();
    });
  });
}
