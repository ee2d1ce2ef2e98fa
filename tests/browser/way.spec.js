/** The whole way, in both browsers, from a file and served: people in, files out, and nothing asked of the network. */

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { strFromU8, unzipSync } from 'fflate';
import Papa from 'papaparse';
import { readSheet } from '../../web/io/xlsx.js';
import {
  browserNames,
  counted,
  download,
  fileAddress,
  give,
  inRoom,
  launch,
  loadSample,
  match,
  open,
  serve,
} from './lib/page.js';

/** @typedef {import('playwright-core').Browser} Browser */

/** @type {{address: string, stop: () => void}} */
let server;
before(async () => {
  server = await serve();
});
after(() => server.stop());

/** @param {Buffer} bytes @param {string} delimiter @returns {string[][]} */
function rows(bytes, delimiter) {
  const text = bytes.toString('utf8').replace(/^\ufeff/, '');
  return /** @type {string[][]} */ (Papa.parse(text, { delimiter, skipEmptyLines: true }).data);
}

for (const name of browserNames) {
  describe(name, () => {
    /** @type {Browser} */
    let browser;
    before(async () => {
      browser = await launch(name);
    });
    after(() => browser.close());

    for (const from of ['a file', 'a server']) {
      test(`from ${from}: sample company, match, download, next round`, async () => {
        const address = from === 'a file' ? fileAddress : server.address;
        const { page, requests, complaints, close } = await open(browser, name, { address });
        await loadSample(page);
        await match(page);
        const title = await page.locator('h1').textContent();
        assert.match(
          String(title),
          /^\d+ (pairs|groups), (the best possible|within [\d.]+% of the best possible)$/,
        );
        const people = Number(await page.locator('.headline strong').first().textContent());

        await page.locator('.result-head .button').click();
        await inRoom(page, 'hand-over');
        const csv = await download(page, name, 'csv');
        assert.match(csv.name, /^weft-lunch-\d{4}-\d\d-\d\d\.csv$/);
        assert.deepEqual([...csv.bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
        assert.equal(rows(csv.bytes, ',').length, people + 1);

        const excel = await download(page, name, 'xlsx');
        const sheet = await readSheet(excel.bytes);
        assert.equal(sheet.sheets[0]?.rows, people + 1);

        const zip = await download(page, name, 'zip');
        const files = unzipSync(zip.bytes);
        assert.equal(Object.keys(files).length, 5);
        const record = Object.entries(files).find(([file]) => file.endsWith('run-record.json'));
        assert.ok(JSON.parse(strFromU8(/** @type {[string, Uint8Array]} */ (record)[1])));

        const workspace = await download(page, name, 'workspace');
        assert.equal(JSON.parse(workspace.bytes.toString('utf8')).weft, 1);
        assert.ok(!workspace.bytes.includes('@weave.example'));

        await page.locator('.side .lift button:not([data-file])').click();
        await inRoom(page, 'program');
        await counted(page);
        await match(page);
        assert.equal(await page.locator('.headline strong').last().textContent(), '0');

        assert.deepEqual(requests, []);
        assert.deepEqual(complaints, []);
        assert.equal(await page.locator('footer b').getAttribute('data-requests'), '0');
        await close();
      });
    }

    test('in German: the table is written for a German spreadsheet', async () => {
      const { page, close } = await open(browser, name, { language: 'de' });
      assert.equal(await page.locator('html').getAttribute('lang'), 'de');
      await loadSample(page);
      await match(page);
      await page.locator('.result-head .button').click();
      const csv = await download(page, name, 'csv');
      const people = rows(csv.bytes, ';');
      assert.ok(people.every((row) => row.length === people[0]?.length && row.length > 3));
      await close();
    });

    test('last month’s workspace and this month’s roster are taken together', async () => {
      const first = await open(browser, name);
      await loadSample(first.page);
      await match(first.page);
      await first.page.locator('.result-head .button').click();
      const workspace = await download(first.page, name, 'workspace');
      const list = await download(first.page, name, 'xlsx');
      await first.close();

      const { page, close } = await open(browser, name);
      await give(page, [
        { name: 'last.weft.json', content: workspace.bytes },
        { name: 'groups.xlsx', content: list.bytes },
      ]);
      await inRoom(page, 'columns');
      assert.match(String(await page.locator('.lift').textContent()), /With 1 earlier round/);
      await close();
    });
  });
}
