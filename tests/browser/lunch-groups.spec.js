/** Mystery Lunch in groups: sizes and segments in both browsers, from the sample company to the downloaded file read back. */

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { passesAxe } from './lib/axe.js';
import {
  browserNames,
  counted,
  download,
  inRoom,
  launch,
  loadSample,
  match,
  open,
  records,
} from './lib/page.js';

/** @typedef {import('playwright-core').Browser} Browser */

/** How many people each group has. @param {Record<string, string>[]} rows */
function sizes(rows) {
  /** @type {Map<string, number>} */
  const people = new Map();
  for (const { group } of rows) people.set(group, (people.get(group) ?? 0) + 1);
  return people;
}

/** Types over what a field says: Firefox's numbers are not cleared by filling them. @param {import('playwright-core').Locator} field @param {string} value */
async function retype(field, value) {
  await field.press('Control+A');
  await field.pressSequentially(value);
}

for (const name of browserNames) {
  describe(`lunch in groups, ${name}`, () => {
    /** @type {Browser} */
    let browser;
    before(async () => {
      browser = await launch(name);
    });
    after(() => browser.close());

    test('groups of four, and a segment in threes', async () => {
      const { page, requests, complaints, close } = await open(browser, name);
      await loadSample(page);
      await page.getByLabel('How many sit together').selectOption('4');
      await counted(page);
      assert.match(
        String(await page.locator('.meaning').textContent()),
        /\d+ groups of \d( to \d)? from \d+ people/,
      );
      await page.locator('#add-segment').click();
      const segment = page.locator('[data-place="/segments/0"]');
      await segment.getByLabel('How many sit together').selectOption('3');
      await segment.locator('select').first().selectOption('@level');
      await segment.locator('.as-button').click();
      await segment.getByRole('checkbox', { name: /^Lead/ }).check();
      const others = segment
        .locator('.values label')
        .filter({ has: page.locator(':checked'), hasNotText: /^Lead/ });
      while ((await others.count()) > 0) await others.first().locator('input').click();
      await counted(page);
      await passesAxe(page, 'program');
      await match(page);
      await passesAxe(page, 'match');
      await page.locator('.result-head .button').click();
      await inRoom(page, 'hand-over');
      const rows = records((await download(page, name, 'csv')).bytes);
      const people = sizes(rows);
      const leads = rows.filter((row) => (row.Level ?? row.level) === 'Lead');
      if (leads.length > 0) {
        for (const row of leads) assert.ok(Number(people.get(row.group)) <= 4);
      }
      assert.ok([...people.values()].every((count) => count >= 2 && count <= 5));
      assert.ok([...people.values()].filter((count) => count === 4).length > 10);
      assert.ok([...people.values()].filter((count) => count === 3).length > 1);
      assert.equal(new Set(rows.map((row) => row.id)).size, rows.length);
      assert.deepEqual(requests, []);
      assert.deepEqual(complaints, []);
      await close();
    });

    test('a range of sizes can be asked for, and goes back to pairs', async () => {
      const { page, complaints, close } = await open(browser, name);
      await loadSample(page);
      const size = page.getByLabel('How many sit together');
      await size.selectOption('range');
      await retype(page.getByLabel('At most so many'), '9');
      await page.locator('.line.wrong, .meaning .notice.error').first().waitFor();
      await retype(page.getByLabel('At most so many'), '4');
      await counted(page);
      await retype(page.getByLabel('At least so many'), '3');
      await counted(page);
      assert.match(
        String(await page.locator('.meaning').textContent()),
        /groups of 3( to 4)? from/,
      );
      await retype(page.getByLabel('At most so many'), '3');
      await counted(page);
      await size.selectOption('2');
      await counted(page);
      await match(page);
      assert.deepEqual(complaints, []);
      await close();
    });
  });
}
