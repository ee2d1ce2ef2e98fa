/** Many lunches at once in both browsers: a year without a repeat, what a rule does to rounds that must repeat, who is away, and the files read back. */

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { passesAxe } from './lib/axe.js';
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

const ADD = { en: 'several rounds at once, … of them', de: 'mehrere Runden auf einmal, nämlich …' };

const PEOPLE = 'Ana,Ben,Clara,Dario,Ella,Farid,Greta,Hugo'.split(',');
const ROSTER = [
  'id,name,department',
  ...PEOPLE.map((person, index) => `E${index},${person},${index % 2 === 0 ? 'Sales' : 'IT'}`),
].join('\n');

/** @param {import('playwright-core').Page} page @param {'en' | 'de'} language */
async function askForRounds(page, language) {
  await page.locator('#add-sentence').click();
  await page.getByRole('button', { name: ADD[language] }).click();
  await counted(page);
}

for (const name of browserNames) {
  describe(`many rounds at once, ${name}`, () => {
    /** @type {Browser} */
    let browser;
    before(async () => {
      browser = await launch(name);
    });
    after(() => browser.close());

    test('a year of lunches without a repeat, to the files', async () => {
      const { page, requests, complaints, close } = await open(browser, name);
      await loadSample(page);
      await askForRounds(page, 'en');
      await passesAxe(page, 'program');
      await match(page);
      assert.match(
        String(await page.locator('.headline').textContent()),
        /12\s*rounds, none with a repeat/,
      );
      assert.equal(await page.locator('.rounds tbody tr').count(), 12);
      await page.getByLabel('Round shown').selectOption('3');
      await page.locator('.groups .occasion').first().waitFor();
      await page.locator('#find-meetings').fill('Krawczyk');
      await page.locator('.meetings tbody tr').first().waitFor();
      await passesAxe(page, 'match');
      await page.locator('.result-head .button').click();
      await inRoom(page, 'hand-over');
      const rows = records((await download(page, name, 'csv')).bytes);
      assert.equal(new Set(rows.map((row) => row.round)).size, 12);
      /** @type {Map<string, string>} */
      const met = new Map();
      for (const [at, row] of rows.entries()) {
        for (const other of rows.slice(at + 1, at + 3)) {
          if (other.group !== row.group) continue;
          const pair = [row.id, other.id].sort().join(' ');
          assert.equal(met.get(pair), undefined);
          met.set(pair, String(row.round));
        }
      }
      const workspace = JSON.parse((await download(page, name, 'workspace')).bytes.toString());
      assert.equal(workspace.rounds.length, 12);
      assert.deepEqual(requests, []);
      assert.deepEqual(complaints, []);
      await close();
    });

    test('a rule that leaves people out in later rounds is named, and can be dropped', async () => {
      const { page, complaints, close } = await open(browser, name);
      await give(page, [{ name: 'roster.csv', content: ROSTER }]);
      await inRoom(page, 'columns');
      await page.locator('.card a.button').click();
      await inRoom(page, 'program');
      await counted(page);
      await askForRounds(page, 'en');
      const drop = page.getByRole('button', { name: 'Let them meet again instead' });
      await drop.waitFor();
      await drop.click();
      await drop.waitFor({ state: 'detached' });
      await page.locator('input[name="list-absences"]').setInputFiles({
        name: 'away.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from('Name,Round\nAna,2\nNobody,3\n'),
      });
      await page.locator('.issues').first().waitFor();
      await counted(page);
      await match(page);
      // Four rounds of Sales with IT are new; eight repeat.
      assert.match(
        String(await page.locator('.headline').textContent()),
        /\d+\s*of 12 rounds before the first repeat/,
      );
      await page.locator('.who-met td.met').first().waitFor();
      assert.match(String(await page.locator('.meetings').textContent()), /not taking part/);
      await passesAxe(page, 'match');
      assert.deepEqual(complaints, []);
      await close();
    });
  });
}
