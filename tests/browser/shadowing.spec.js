/** Job shadowing with the sample company, in both browsers: from its dates to the downloaded files read back. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { unzipSync } from 'fflate';
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
/** @typedef {import('playwright-core').Page} Page */

/** @param {string} name */
const sample = (name) =>
  records(readFileSync(new URL(`../../web/samples/shadowing/${name}.csv`, import.meta.url)));

/** @param {Page} page @param {string} label */
async function chooseShadowing(page, label) {
  await page.locator('.formats label', { hasText: label }).click();
  await page.waitForSelector('[data-place="/lists/dates"]');
}

for (const name of browserNames) {
  describe(`shadowing, ${name}`, () => {
    /** @type {Browser} */
    let browser;
    before(async () => {
      browser = await launch(name);
    });
    after(() => browser.close());

    test('sample company: a dated plan, calendars, and everything read back', async () => {
      const { page, requests, complaints, close } = await open(browser, name);
      await loadSample(page);
      await chooseShadowing(page, 'Job shadowing');
      await takeSample(page, 'dates');
      await page.waitForSelector('[data-place="/lists/guests"] .list-ways >> text=Replace');
      await counted(page);
      assert.match(
        String(await page.locator('.meaning').textContent()),
        /\d+ guests would like \d+ visits\./,
      );
      await page.getByRole('button', { name: 'Close a department' }).click();
      await page
        .getByLabel('Closed department', { exact: true })
        .selectOption('Legal & Compliance');
      await counted(page);
      await match(page);
      const served = Number(await page.locator('.headline strong').first().textContent());
      assert.ok(served > 50);

      await page.locator('.result-head .button').click();
      await inRoom(page, 'hand-over');
      const csv = await download(page, name, 'visits.csv');
      assert.match(csv.name, /^weft-shadowing-\d{4}-\d\d-\d\d/);
      const visits = records(csv.bytes);
      assert.equal(new Set(visits.map((row) => row['guest id'])).size, served);
      const offered = new Map(
        sample('dates').map((row) => [`${row.Host} ${row.Date} ${row.Begin}`, Number(row.Places)]),
      );
      const wanted = new Map(sample('guests').map((row) => [row.Guest, Number(row.Visits)]));
      for (const row of visits) {
        const date = `${row['host id']} ${row.date} ${row.begin}`;
        const left = offered.get(date) ?? 0;
        assert.ok(left > 0, `no place left on ${date}`);
        offered.set(date, left - 1);
        const more = wanted.get(String(row['guest id'])) ?? 0;
        assert.ok(more > 0, `one visit too many for ${row.guest}`);
        wanted.set(String(row['guest id']), more - 1);
      }
      const ics = (await download(page, name, 'visits.ics')).bytes.toString('utf8');
      const dates = new Set(visits.map((row) => `${row['host id']} ${row.date} ${row.begin}`));
      assert.equal(ics.split('BEGIN:VEVENT').length - 1, dates.size);
      const whole = Object.keys(unzipSync((await download(page, name, 'zip')).bytes));
      const people = new Set(visits.flatMap((row) => [row['host id'], row['guest id']]));
      const inFolder = (/** @type {string} */ folder) =>
        whole.filter((path) => path.includes(`calendars/${folder}/`) && path.endsWith('.ics'));
      assert.equal(inFolder('people').length, people.size);
      assert.equal(inFolder('visits').length, dates.size);
      assert.deepEqual(requests, []);
      assert.deepEqual(complaints, []);
      await close();
    });

    test('what the lists get wrong is said with row and value; a swap is returned', async () => {
      const { page, complaints, close } = await open(browser, name, { language: 'de' });
      await loadSample(page);
      await chooseShadowing(page, 'Job-Shadowing');
      await give(
        page,
        [
          {
            name: 'termine.csv',
            content:
              'Gastgeber,Datum,Plätze\nW1033,2026-12-01,1\nW1004,2026-12-02,1\nW1033,gestern,1\nW1033,2026-12-03,0\nNiemand,2026-12-03,1\n',
          },
        ],
        'list-dates',
      );
      await page.waitForSelector('[data-place="/lists/dates"] .issues');
      await give(
        page,
        [{ name: 'gaeste.csv', content: 'Gast,Wunsch,Reist\nW1033,W1004,ja\nW1004,W1033,ja\n' }],
        'list-guests',
      );
      await counted(page);
      const said = String(await page.locator('[data-place="/lists/dates"] .issues').textContent());
      for (const part of ['gestern', 'Zeile 4', 'Zeile 5', 'Niemand', 'Zeile 6'])
        assert.ok(said.includes(part), part);
      await page.getByLabel('Ob Besuche erwidert werden', { exact: true }).selectOption('yes');
      await counted(page);
      await match(page);
      const rows = page.locator('.long-list .groups tbody tr');
      assert.equal(await rows.count(), 2);
      assert.match(String(await rows.first().textContent()), /empfängt den Gegenbesuch am/);
      assert.deepEqual(complaints, []);
      await close();
    });
  });
}
