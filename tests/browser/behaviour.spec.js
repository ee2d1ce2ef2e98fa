/** What people do to pages: stop, go back, reload, double click, paste, close. */

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { strFromU8, unzipSync } from 'fflate';
import { writeXlsx } from 'hucre/xlsx';
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
} from './lib/page.js';

/** @typedef {import('playwright-core').Browser} Browser */

/** Enough people for a run that can be stopped by hand. @param {number} count */
function crowd(count) {
  const lines = Array.from(
    { length: count },
    (_, row) => `E${row},Person ${row},D${row % 13},S${(row * 7) % 11},${(row * 31) % 97}`,
  );
  return `Employee ID,Name,Department,Site,Points\r\n${lines.join('\r\n')}\r\n`;
}

/**
 * Presses Stop at the moment it is there: the run would be over before a pointer has come to it.
 * @param {import('playwright-core').Page} page
 */
function matchAndStop(page) {
  return page.evaluate(
    () =>
      new Promise((resolve) => {
        const observer = new MutationObserver(() => {
          const stop = document.querySelector('.running button');
          if (!(stop instanceof HTMLElement)) return;
          observer.disconnect();
          stop.click();
          resolve(undefined);
        });
        observer.observe(document.body, { childList: true, subtree: true });
        const match = document.querySelector('.meaning .large');
        if (match instanceof HTMLElement) match.click();
      }),
  );
}

for (const name of browserNames) {
  describe(name, () => {
    /** @type {Browser} */
    let browser;
    before(async () => {
      browser = await launch(name);
    });
    after(() => browser.close());

    test('Stop ends the run, loses nothing, and the next run works', async () => {
      const { page, complaints, close } = await open(browser, name);
      await give(page, [{ name: 'crowd.csv', content: crowd(3000) }]);
      await inRoom(page, 'columns');
      await page.locator('.card a.button').click();
      await counted(page);
      const before = await page.locator('.program .line').count();
      await matchAndStop(page);
      await inRoom(page, 'program');
      await page.getByText('Stopped. Your people and your program are as they were.').waitFor();
      assert.equal(await page.locator('.program .line').count(), before);
      await counted(page);
      assert.match(String(await page.locator('.meaning').textContent()), /3,000 of 3,000/);
      await match(page);
      assert.deepEqual(complaints, []);
      await close();
    });

    test('a run that goes on behind another room is said beside Match, and can be stopped there', async () => {
      const { page, complaints, close } = await open(browser, name);
      await give(page, [{ name: 'crowd.csv', content: crowd(20_000) }]);
      await inRoom(page, 'columns');
      await page.locator('.card a.button').click();
      await counted(page);
      // The run would be over before a pointer has come to anything.
      const said = await page.evaluate(
        () =>
          new Promise((resolve) => {
            let isBack = false;
            const observer = new MutationObserver(() => {
              if (!isBack && document.querySelector('.running')) {
                isBack = true;
                history.back();
              }
              const told = document.querySelector('.meaning .actions');
              if (!isBack || !told) return;
              observer.disconnect();
              resolve(told.textContent);
              told.querySelector('button')?.click();
            });
            observer.observe(document.body, { childList: true, subtree: true });
            const match = document.querySelector('.meaning .large');
            if (match instanceof HTMLElement) match.click();
          }),
      );
      assert.match(String(said), /Matching is still going on\..*Show how far it is.*Stop/);
      await page.getByText('Stopped. Your people and your program are as they were.').waitFor();
      assert.deepEqual(complaints, []);
      await close();
    });

    test('a double click on Match runs once', async () => {
      const { page, complaints, close } = await open(browser, name);
      await loadSample(page);
      await page.evaluate(() => {
        const send = Worker.prototype.postMessage;
        const runs = { count: 0 };
        Worker.prototype.postMessage = function (/** @type {any} */ message) {
          if (/"op":"run"/.test(message.request ?? '')) runs.count += 1;
          return send.call(this, message);
        };
        Object.assign(window, { runs });
      });
      await page.locator('.meaning .large').dblclick();
      await page.waitForSelector('.long-list .groups tbody tr');
      assert.equal(await page.evaluate(() => Reflect.get(window, 'runs').count), 1);
      assert.deepEqual(complaints, []);
      await close();
    });

    test('files come from the worker without their bytes: the page never stands still to copy them', async () => {
      const { page, complaints, close } = await open(browser, name);
      await page.addInitScript(() => {
        const kinds = new Set();
        Object.assign(window, { kindsOfFiles: kinds });
        const look = (/** @type {unknown} */ part) => {
          if (typeof part !== 'object' || part === null) return;
          const kind = Object.prototype.toString.call(part);
          if (!/Object|Array\]/.test(kind) || ArrayBuffer.isView(part)) kinds.add(kind);
          else for (const inner of Object.values(part)) look(inner);
        };
        window.Worker = class extends Worker {
          /** @param {ConstructorParameters<typeof Worker>} args */
          constructor(...args) {
            super(...args);
            this.addEventListener('message', (event) => look(event.data));
          }
        };
      });
      await page.reload();
      await page.waitForSelector('h1');
      await loadSample(page);
      await match(page);
      await page.locator('.result-head .button').click();
      await inRoom(page, 'hand-over');
      await download(page, name, 'csv');
      await download(page, name, 'zip');
      const kinds = await page.evaluate(() => [...Reflect.get(window, 'kindsOfFiles')]);
      assert.deepEqual(kinds, ['[object Blob]']);
      assert.deepEqual(complaints, []);
      await close();
    });

    test('the back button goes through the rooms and keeps everything', async () => {
      const { page, close } = await open(browser, name);
      await loadSample(page);
      await match(page);
      const title = await page.locator('h1').textContent();
      await page.goBack();
      await inRoom(page, 'program');
      await page.goBack();
      await inRoom(page, 'columns');
      await page.goForward();
      await page.goForward();
      await inRoom(page, 'match');
      assert.equal(await page.locator('h1').textContent(), title);
      await close();
    });

    test('a reload starts afresh, in the same language', async () => {
      const { page, close } = await open(browser, name, { language: 'de' });
      await loadSample(page);
      await page.reload();
      await inRoom(page, 'people');
      assert.equal(await page.locator('.side .card').count(), 0);
      assert.equal(await page.locator('html').getAttribute('lang'), 'de');
      assert.equal(
        await page.evaluate(() => document.cookie + localStorage.length + sessionStorage.length),
        '00',
      );
      await close();
    });

    test('a pasted table is a roster', async () => {
      const { page, close } = await open(browser, name);
      await page.locator('.drop button').nth(1).click();
      await page
        .locator('#paste-area')
        .fill('Employee ID\tName\tDepartment\n1\tAna\tIT\n2\tBo\tHR\n3\tCy\tHR');
      await page.locator('.paste button').first().click();
      await inRoom(page, 'columns');
      assert.equal(await page.locator('h1').textContent(), '3 people');
      await close();
    });

    test('names of people are in no title, address or file name', async () => {
      const { page, close } = await open(browser, name);
      await give(page, [
        {
          name: 'people.csv',
          content: 'Employee ID,Name,Department\r\n1,Xaveria Quux,IT\r\n2,Ypsilanti Zed,HR\r\n',
        },
      ]);
      await inRoom(page, 'columns');
      await page.locator('.card a.button').click();
      await counted(page);
      await match(page);
      await page.locator('.result-head .button').click();
      const { name: file } = await download(page, name, 'xlsx');
      const words = `${await page.title()} ${page.url()} ${file}`;
      assert.doesNotMatch(words, /Xaveria|Quux|Ypsilanti|Zed/);
      await close();
    });

    test('the printed list has every group, and nothing else', async () => {
      const { page, close } = await open(browser, name);
      await loadSample(page);
      await match(page);
      await page.locator('.result-head .button').click();
      await page.evaluate(() => {
        window.print = () => {};
      });
      await page.getByRole('button', { name: 'Print the list' }).click();
      await page.waitForSelector('.paper', { state: 'attached' });
      const groups = Number.parseInt(String(await page.locator('.lead').textContent()), 10);
      assert.equal(await page.locator('.paper tbody tr').count(), groups);
      // Firefox cannot be asked to show a page as if on paper.
      if (name === 'firefox') return close();
      await page.emulateMedia({ media: 'print' });
      assert.equal(await page.locator('.paper table').isVisible(), true);
      for (const hidden of ['.masthead', '.thread', 'footer', '.side', 'h1']) {
        assert.equal(await page.locator(hidden).first().isVisible(), false, hidden);
      }
      await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
      await page.waitForSelector('.paper', { state: 'detached' });
      await close();
    });

    test('changing a column changes what the program can speak about', async () => {
      const { page, close } = await open(browser, name);
      await give(page, [
        {
          name: 'people.csv',
          content:
            'Employee ID,Name,Department,Floor\r\n1,Ana,IT,1\r\n2,Bo,HR,2\r\n3,Cy,HR,1\r\n4,Di,IT,2\r\n',
        },
      ]);
      await inRoom(page, 'columns');
      await page.locator('.ignored summary').click();
      await page.locator('tr', { hasText: 'Floor' }).locator('select').selectOption('site');
      await page.waitForFunction(() =>
        [...document.querySelectorAll('table.columns')][0]?.textContent?.includes('Floor'),
      );
      await page.locator('.card a.button').click();
      await counted(page);
      assert.match(String(await page.locator('.program').textContent()), /a different .*site/);
      await close();
    });

    test('another sheet of a workbook can be chosen', async () => {
      const { page, close } = await open(browser, name);
      const content = await writeXlsx({
        sheets: [
          {
            name: 'Staff',
            rows: [
              ['Employee ID', 'Name'],
              ['1', 'Ana'],
              ['2', 'Bo'],
              ['3', 'Cy'],
            ],
          },
          {
            name: 'Guests',
            rows: [
              ['Employee ID', 'Name'],
              ['8', 'Di'],
              ['9', 'Ed'],
            ],
          },
        ],
      });
      await give(page, [{ name: 'people.xlsx', content }]);
      await inRoom(page, 'columns');
      assert.equal(await page.locator('h1').textContent(), '3 people');
      await page.getByLabel('Sheet of the workbook').selectOption('Guests');
      await page.getByRole('heading', { name: '2 people' }).waitFor();
      await close();
    });

    test('the order of levels can be changed', async () => {
      const { page, close } = await open(browser, name);
      await loadSample(page);
      await page.goBack();
      await inRoom(page, 'columns');
      await page.locator('.order button').click();
      const levels = page.locator('.order li span');
      const first = await levels.first().textContent();
      await page.locator('.order .arrow').nth(1).click();
      await page.waitForFunction(
        (level) => document.querySelectorAll('.order li span')[1]?.textContent === level,
        first,
      );
      await close();
    });

    test('the confidential list keeps people apart and is in no file', async () => {
      const { page, close } = await open(browser, name);
      const people = ['E1,Ana,IT', 'E2,Bo,HR', 'E3,Cy,IT', 'E4,Di,HR'].join('\r\n');
      await give(page, [
        { name: 'people.csv', content: `Employee ID,Name,Department\r\n${people}\r\n` },
      ]);
      await inRoom(page, 'columns');
      await page.locator('.card a.button').click();
      await counted(page);
      await give(page, [{ name: 'secret-list.csv', content: 'one,other\r\nE1,E2\r\n' }], 'apart');
      await page.getByText('1 pair does not meet').waitFor();
      await page.waitForSelector('.meaning [aria-busy="false"]');
      await match(page);
      const groups = await page.locator('.long-list .groups tbody tr').allTextContents();
      assert.ok(groups.some((group) => group.includes('Ana') && group.includes('Di')));
      assert.ok(groups.every((group) => !/secret|confidential/i.test(group)));
      await page.locator('.result-head .button').click();
      const zip = await download(page, name, 'zip');
      for (const [file, bytes] of Object.entries(unzipSync(zip.bytes))) {
        const text = strFromU8(bytes);
        assert.ok(!text.includes('secret-list'), file);
        assert.ok(!/\[\s*"E1"\s*,\s*"E2"/.test(text), file);
      }
      await close();
    });

    test('who is to be together is found by name, with the keyboard alone', async () => {
      const { page, complaints, close } = await open(browser, name);
      await loadSample(page);
      await page.locator('#add-sentence').click();
      await page.getByRole('button', { name: 'always together, people chosen by name' }).click();
      // The new sentence has the focus.
      for (const letters of ['Horvati', 'krawczyk']) {
        await page.keyboard.type(letters);
        await page.locator('.found-people button').first().waitFor();
        await page.keyboard.press('Enter');
        await page.locator('.found-people').waitFor({ state: 'detached' });
      }
      const names = page.locator('.named-people .one');
      await page.getByRole('button', { name: 'Take Marcin Krawczyk out' }).waitFor();
      assert.match(String(await names.first().textContent()), /^Željka Horvatić/);
      // Somebody who is not wanted after all.
      await page.keyboard.type('W1012');
      await page.locator('[data-person="W1012"]').click();
      await page.getByRole('button', { name: 'Take Luka Đurić out' }).press('Enter');
      assert.equal(await names.count(), 2);
      await counted(page);
      await match(page);
      await page.locator('#find-groups').fill('W1020');
      const row = page.locator('.long-list .groups tbody tr');
      await page.waitForFunction(() => document.querySelectorAll('.groups tbody tr').length === 1);
      assert.match(String(await row.textContent()), /Marcin Krawczyk/);
      assert.deepEqual(complaints, []);
      await close();
    });

    test('a sentence can be added, changed and taken out, and the count follows', async () => {
      const { page, close } = await open(browser, name);
      await loadSample(page);
      const lines = await page.locator('.program .line').count();
      await page.locator('#add-sentence').click();
      await page.getByRole('button', { name: 'only people of the same …' }).click();
      assert.equal(await page.locator('.program .line').count(), lines + 1);
      const focused = await page.evaluate(() =>
        document.activeElement?.closest('[data-place]')?.getAttribute('data-place'),
      );
      assert.match(String(focused), /^\/rules\/\d$/);
      await counted(page);
      await page.locator(`[data-place="${focused}"] .remove`).click();
      assert.equal(await page.locator('.program .line').count(), lines);
      await counted(page);
      await close();
    });
  });
}
