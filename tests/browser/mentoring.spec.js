/** Mentoring with the sample company, in both browsers: from its wishes to the downloaded files read back. */

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
  takeSample,
} from './lib/page.js';

/** @typedef {import('playwright-core').Browser} Browser */

for (const name of browserNames) {
  describe(`mentoring, ${name}`, () => {
    /** @type {Browser} */
    let browser;
    before(async () => {
      browser = await launch(name);
    });
    after(() => browser.close());

    test('sample company, its wishes, stable, handed over', async () => {
      const { page, requests, complaints, close } = await open(browser, name);
      await loadSample(page);
      await page.locator('.formats label', { hasText: 'Mentoring' }).click();
      await page.waitForSelector('[data-place="/mentors/0"]');
      await counted(page);
      await takeSample(page, 'preferences');
      await page.waitForSelector('[data-place="/unlisted"]');
      await counted(page);
      const meaning = String(await page.locator('.meaning').textContent());
      assert.match(meaning, /\d+ mentors with \d+ places, \d+ mentees\./);

      await match(page);
      const verdict = String(await page.locator('.verdict strong').textContent());
      assert.match(verdict, /^Stable: no mentor and mentee would both rather have each other\./);
      const proof = String(await page.locator('.stability').textContent());
      assert.match(proof, /^Every pair was looked at anew\./);
      assert.match(proof, /stability|Stability/);
      const matched = Number(await page.locator('.headline strong').first().textContent());
      assert.ok(matched > 50);
      assert.match(String(await page.locator('.rather').textContent()), /would rather have/);

      await page.locator('.result-head .button').click();
      await inRoom(page, 'hand-over');
      const csv = await download(page, name, 'csv');
      assert.match(csv.name, /^weft-mentoring-\d{4}-\d\d-\d\d\.csv$/);
      const rows = records(csv.bytes);
      const mentees = rows.filter((row) => row.role === 'mentee');
      assert.equal(mentees.length, matched);
      assert.equal(new Set(mentees.map((row) => row.id)).size, matched);
      const groups = new Set(rows.map((row) => row.group));
      assert.equal(rows.filter((row) => row.role === 'mentor').length, groups.size);

      const workspace = await download(page, name, 'workspace');
      const { rounds } = JSON.parse(workspace.bytes.toString('utf8'));
      assert.equal(rounds.at(-1).format, 'mentoring');
      assert.deepEqual(requests, []);
      assert.deepEqual(complaints, []);
      await close();
    });

    test('turned round, who guided is guided; what a list gets wrong is said with its row', async () => {
      const { page, complaints, close } = await open(browser, name, { language: 'de' });
      await loadSample(page);
      await page.locator('.formats label', { hasText: 'Mentoring' }).click();
      await page.waitForSelector('[data-place="/mentors/0"]');
      const rank = page.locator('[data-place="/rules/0"]');
      assert.match(String(await rank.textContent()), /über/);
      const text = async (/** @type {string} */ place) =>
        String(await page.locator(`[data-place="${place}"]`).textContent()).replace(
          /^(Mentor:in|Mentee)/,
          '',
        );
      const [mentors, mentees] = [await text('/mentors/0'), await text('/mentees/0')];
      await page.locator('select[aria-label="Richtung"]').selectOption('reverse');
      await page.waitForFunction(
        (before) => document.querySelector('[data-place="/mentors/0"]')?.textContent !== before,
        `Mentor:in${mentors}`,
      );
      assert.deepEqual([await text('/mentees/0'), await text('/mentors/0')], [mentors, mentees]);
      await counted(page);
      await give(
        page,
        [{ name: 'wuensche.csv', content: 'Mentee,Wunsch 1,Wunsch 2\nW1033,W1033,Niemand\n' }],
        'list-preferences',
      );
      await page.waitForSelector('[data-place="/lists/preferences"] .issues');
      const said = String(
        await page.locator('[data-place="/lists/preferences"] .issues').textContent(),
      );
      assert.match(said, /Niemand/);
      assert.match(said, /W1033/);
      assert.match(said, /Zeile 2/);
      await match(page);
      assert.match(String(await page.locator('h1').textContent()), /Mentor/);
      assert.deepEqual(complaints, []);
      await close();
    });
  });
}
