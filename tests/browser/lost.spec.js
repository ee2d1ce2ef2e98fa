/** Nothing is lost: workers that die or say nothing, runs that are stopped, files that fail or are saved again on disk. */

import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
} from './lib/page.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').Browser} Browser */
/** @typedef {import('./lib/page.js').BrowserName} BrowserName */

/** A dead worker is noticed within seconds and a large file made; a busy computer may need some more. */
const PATIENCE_MS = 120_000;

const PEOPLE = Array.from({ length: 12 }, (_, row) => `E${row + 1},Person ${row + 1},D${row % 4}`);
const roster = `Employee ID,Name,Department\r\n${PEOPLE.join('\r\n')}\r\n`;
const secret = 'one,other\r\nE1,E2\r\nE3,E8\r\n';

/** Keeps the workers of a page at hand, and whatever is sent to them. @param {Page} page */
async function watchWorkers(page) {
  page.setDefaultTimeout(PATIENCE_MS);
  await page.addInitScript(() => {
    /** @type {Worker[]} */
    const workers = [];
    const Real = Worker;
    window.Worker = class extends Real {
      /** @param {ConstructorParameters<typeof Worker>} args */
      constructor(...args) {
        super(...args);
        workers.push(this);
      }
      /** @override @param {any} message @param {any} rest */
      postMessage(message, ...rest) {
        const change = Reflect.get(window, 'onSend');
        const changed = change ? change(message, this) : message;
        if (changed) super.postMessage(changed, ...rest);
      }
    };
    Object.assign(window, { workers });
  });
  await page.reload();
  await page.waitForSelector('h1');
}

/** Ends the worker that has the core, as a browser would: nobody is told. @param {Page} page */
function kill(page) {
  return page.evaluate(() => Reflect.get(window, 'workers').at(-1).terminate());
}

/** Ends it as soon as it is asked for a run. @param {Page} page */
function killAtRun(page) {
  return page.evaluate(() => {
    Reflect.set(window, 'onSend', (/** @type {any} */ message, /** @type {Worker} */ worker) => {
      if (!/"op":"run"/.test(message.request ?? '')) return message;
      Reflect.set(window, 'onSend', undefined);
      worker.terminate();
      return message;
    });
  });
}

/** @param {Page} page @param {string} words */
function trouble(page, words) {
  return page.locator('.trouble', { hasText: words }).waitFor({ timeout: PATIENCE_MS });
}

const THERE_AGAIN = 'Your people, answers, lists and program are as they were.';

/** People with a confidential list, in the room of the program. @param {Page} page */
async function load(page) {
  await give(page, [{ name: 'people.csv', content: roster }]);
  await inRoom(page, 'columns');
  await page.locator('.card a.button').click();
  await counted(page);
  await give(page, [{ name: 'secret.csv', content: secret }], 'apart');
  await page.getByText('2 pairs do not meet').waitFor();
  await counted(page);
}

/** People and a program, in its room. @param {Page} page @param {{name: string}} program */
async function loadProgram(page, program) {
  await give(page, [
    { name: 'people.csv', content: roster },
    { name: `${program.name}.program.json`, content: JSON.stringify(program) },
  ]);
  await inRoom(page, 'columns');
  await page.locator('.card a.button').click();
  await counted(page);
}

/** @param {Page} page @param {'people' | 'columns' | 'program' | 'match' | 'hand-over'} room */
async function goTo(page, room) {
  await page.evaluate((to) => {
    location.hash = `#/en/${to}`;
  }, room);
  await inRoom(page, room);
}

/** @param {Page} page @param {BrowserName} name */
async function groupsFile(page, name) {
  await goTo(page, 'hand-over');
  return (await download(page, name, 'csv')).bytes.toString('utf8');
}

/** @param {string} csv */
function together(csv) {
  /** @type {Record<string, string>} */
  const groups = {};
  for (const { group, id } of records(Buffer.from(csv))) groups[id] = group;
  return (/** @type {string} */ one, /** @type {string} */ other) => groups[one] === groups[other];
}

/** @param {Page} page */
const asks = (page) =>
  page.evaluate(() => {
    const event = new Event('beforeunload', { cancelable: true });
    window.dispatchEvent(event);
    return event.defaultPrevented;
  });

/** @param {Page} page @param {boolean} wanted */
async function asksSoon(page, wanted) {
  for (let tries = 0; tries < 50 && (await asks(page)) !== wanted; tries += 1) {
    await page.waitForTimeout(100);
  }
  assert.equal(await asks(page), wanted);
}

for (const name of browserNames) {
  describe(name, () => {
    /** @type {Browser} */
    let browser;
    before(async () => {
      browser = await launch(name);
    });
    after(() => browser.close());

    test('a killed worker is told; people, confidential list and result are there again', async () => {
      const { page, complaints, close } = await open(browser, name);
      await watchWorkers(page);
      await load(page);
      await match(page);
      const groups = await groupsFile(page, name);
      await kill(page);
      await trouble(page, THERE_AGAIN);
      await trouble(page, 'Your last result is still here, with all its files.');
      assert.equal(await groupsFile(page, name), groups);
      const zip = unzipSync((await download(page, name, 'zip')).bytes);
      assert.ok(Object.keys(zip).length >= 5);
      await goTo(page, 'match');
      await page.waitForSelector('.long-list .groups tbody tr');
      await page.getByRole('button', { name: 'I have read this' }).click();
      await page.locator('.trouble').waitFor({ state: 'detached' });
      await goTo(page, 'program');
      await counted(page);
      await match(page);
      const again = together(await groupsFile(page, name));
      assert.equal(again('E1', 'E2') || again('E3', 'E8'), false);
      assert.deepEqual(complaints, []);
      await close();
    });

    test('a worker that is killed during a run is told; the result before stays, and one can match again', async () => {
      const { page, complaints, close } = await open(browser, name);
      await watchWorkers(page);
      await load(page);
      await killAtRun(page);
      await page.locator('.meaning .large').click();
      await trouble(page, 'The matching broke off');
      await inRoom(page, 'program');
      await trouble(page, THERE_AGAIN);
      assert.equal(await page.getByText('2 pairs do not meet').count(), 1);
      await page.getByRole('button', { name: 'Match again' }).click();
      await page.waitForSelector('.long-list .groups tbody tr');
      assert.equal(await page.locator('.trouble').count(), 0);
      const groups = await groupsFile(page, name);
      // Once more, with a result that is there.
      await goTo(page, 'program');
      await killAtRun(page);
      await page.locator('.meaning .large').click();
      await trouble(page, 'Your last result is still here');
      assert.equal(await groupsFile(page, name), groups);
      assert.deepEqual(complaints, []);
      await close();
    });

    test('Stop leaves the result before, with its files', async () => {
      const { page, complaints, close } = await open(browser, name);
      await watchWorkers(page);
      await load(page);
      await match(page);
      const groups = await groupsFile(page, name);
      await goTo(page, 'program');
      // A run that never comes to an end.
      await page.evaluate(() =>
        Reflect.set(window, 'onSend', (/** @type {any} */ message) =>
          /"op":"run"/.test(message.request ?? '') ? null : message,
        ),
      );
      await page.locator('.meaning .large').click();
      await page.locator('.running button').click();
      await page.evaluate(() => Reflect.set(window, 'onSend', undefined));
      await page.getByText('your last result are as they were').waitFor();
      await counted(page);
      assert.equal(await groupsFile(page, name), groups);
      assert.deepEqual(complaints, []);
      await close();
    });

    test('a worker that says nothing for long is told; who stops it goes on', async () => {
      const { page, complaints, close } = await open(browser, name);
      await watchWorkers(page);
      await load(page);
      await page.evaluate(() =>
        Reflect.set(window, 'onSend', (/** @type {any} */ message) =>
          /"op":"profile"/.test(message.request ?? '') ? null : message,
        ),
      );
      await goTo(page, 'people');
      await give(page, [{ name: 'others.csv', content: roster.replace('E12', 'X12') }]);
      await trouble(page, 'nothing has been heard');
      await page.evaluate(() => Reflect.set(window, 'onSend', undefined));
      await page.getByRole('button', { name: 'Stop and go on' }).click();
      await page.locator('.trouble').waitFor({ state: 'detached' });
      assert.equal(
        (await page.locator('.side .card', { hasText: 'people.csv' }).count()) > 0,
        true,
      );
      await goTo(page, 'program');
      await counted(page);
      await match(page);
      assert.match(await groupsFile(page, name), /E12/);
      assert.deepEqual(complaints, []);
      await close();
    });

    test('an Excel file that fails is named, and nothing else fails', async () => {
      const { page, complaints, close } = await open(browser, name);
      await watchWorkers(page);
      await load(page);
      await match(page);
      await goTo(page, 'hand-over');
      await page.evaluate(() =>
        Reflect.set(window, 'onSend', (/** @type {any} */ message) =>
          message.task === 'writeSheet' ? { ...message, cells: new Blob(['{']) } : message,
        ),
      );
      await page.locator('[data-file="xlsx"]').click();
      const notice = page.locator('.notice.error');
      await notice.waitFor();
      assert.match(String(await notice.textContent()), /weft-lunch-2026-11-24\.xlsx/);
      assert.match(String(await notice.textContent()), /could not be made/);
      const zip = Object.keys(unzipSync((await download(page, name, 'zip')).bytes));
      assert.ok(zip.length >= 4 && zip.every((file) => !file.endsWith('.xlsx')), zip.join());
      await page.getByText('weft-lunch-2026-11-24.xlsx is missing in the download').waitFor();
      assert.equal(records((await download(page, name, 'csv')).bytes).length, PEOPLE.length);
      assert.deepEqual(complaints, []);
      await close();
    });

    test('the Excel list of 110,000 pairs is made by the worker of this browser', async () => {
      const { page, complaints, close } = await open(browser, name);
      await watchWorkers(page);
      await load(page);
      await match(page);
      await goTo(page, 'hand-over');
      await page.evaluate(() => {
        const rows = Array.from({ length: 220_000 }, (_, row) => [1 + (row >> 1), `E${row}`]);
        const cells = new Blob([JSON.stringify([['group', 'id'], ...rows])]);
        Reflect.set(window, 'onSend', (/** @type {any} */ message) =>
          message.task === 'writeSheet' ? { ...message, cells } : message,
        );
      });
      const book = unzipSync((await download(page, name, 'xlsx')).bytes);
      const sheet = Buffer.from(book['xl/worksheets/sheet1.xml']).toString('utf8');
      assert.equal(sheet.split('<row ').length - 1, 220_001);
      assert.equal(await page.locator('.notice.error').count(), 0);
      assert.deepEqual(complaints, []);
      await close();
    });

    test('files that are saved again on disk: the bytes that were read first are used, whatever happens', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'weft-'));
      const people = join(folder, 'people.csv');
      const pairs = join(folder, 'secret.csv');
      await writeFile(people, roster);
      await writeFile(pairs, secret);
      const { page, complaints, close } = await open(browser, name);
      await watchWorkers(page);
      await page.locator('input[name="files"]').setInputFiles(people);
      await inRoom(page, 'columns');
      await page.locator('.card a.button').click();
      await counted(page);
      await page.locator('input[name="apart"]').setInputFiles(pairs);
      await page.getByText('2 pairs do not meet').waitFor();
      await counted(page);
      await match(page);
      const groups = await groupsFile(page, name);
      const record = JSON.parse((await download(page, name, 'record')).bytes.toString('utf8'));
      await writeFile(people, `${roster.replace('Person 1,', 'Somebody else,')}E99,New One,D1\r\n`);
      await writeFile(pairs, 'one,other\r\nE5,E6\r\n');

      const sameAsBefore = async () => {
        await goTo(page, 'program');
        await counted(page);
        await match(page);
        assert.equal(await groupsFile(page, name), groups);
        const now = JSON.parse((await download(page, name, 'record')).bytes.toString('utf8'));
        assert.deepEqual(now.digests, record.digests);
      };
      // Another worker, which has to read everything once more.
      await kill(page);
      await trouble(page, THERE_AGAIN);
      await sameAsBefore();
      // Another answer, and back.
      for (const role of ['team', 'department']) {
        await goTo(page, 'columns');
        await page.getByLabel('What “Department” means').selectOption(role);
        await page.waitForFunction(() => !document.querySelector('[aria-busy="true"]'));
      }
      assert.equal(await page.locator('h1').textContent(), '12 people');
      assert.equal(await page.locator('.notice.error:not(.trouble)').count(), 0);
      await goTo(page, 'program');
      await counted(page);
      await match(page);
      assert.doesNotMatch(await groupsFile(page, name), /Somebody else|New One/);
      assert.deepEqual(complaints, []);
      await close();
      await rm(folder, { recursive: true });
    });

    test('the page asks before it is closed until the workspace holds people, program and result', async () => {
      const { page, close } = await open(browser, name);
      await loadSample(page);
      await asksSoon(page, false);
      await page.locator('.program .line .remove').first().click();
      await asksSoon(page, true);
      const workspace = await download(page, name, 'workspace');
      assert.match(workspace.name, /^weft-lunch-2026-11-24\.weft\.json$/);
      assert.equal(JSON.parse(workspace.bytes.toString('utf8')).programs.length, 1);
      await asksSoon(page, false);
      await counted(page);
      await match(page);
      await asksSoon(page, true);
      await goTo(page, 'hand-over');
      await page.getByText('Not saved yet: who meets whom in this result.').waitFor();
      await download(page, name, 'csv');
      await page.locator('.saved', { hasText: '.csv' }).waitFor();
      await asksSoon(page, true);
      await download(page, name, 'zip');
      await asksSoon(page, false);
      await goTo(page, 'people');
      await give(page, [{ name: 'people.csv', content: roster }]);
      await inRoom(page, 'columns');
      await asksSoon(page, false);
      await page.getByLabel('What “Department” means').selectOption('team');
      await asksSoon(page, true);
      await close();
    });

    test('a rule that was taken out stays out when a name is found for another one late', async () => {
      const { page, close } = await open(browser, name);
      await watchWorkers(page);
      const lunch = {
        ...{ weft: 1, format: 'lunch', name: 'Lunch', seed: 7 },
        rules: [{ different: 'Department' }, { apart: [['E1', 'E2']] }],
      };
      await loadProgram(page, lunch);
      await page.evaluate(() => {
        Reflect.set(
          window,
          'onSend',
          (/** @type {any} */ message, /** @type {Worker} */ worker) => {
            if (!/"find":"Person 7"/.test(message.request ?? '')) return message;
            Reflect.set(window, 'late', () => worker.postMessage(message));
            return null;
          },
        );
      });
      const find = page.locator('[data-place^="/rules/1"] input[type="search"]');
      await find.fill('Person 7');
      await page.waitForFunction(() => Reflect.get(window, 'late'));
      await find.press('Enter');
      const rules = page.locator('.line[data-place^="/rules/"]');
      assert.equal(await rules.count(), 2);
      await rules.first().locator('.remove').click();
      await page.evaluate(() => {
        Reflect.set(window, 'onSend', null);
        Reflect.get(window, 'late')();
      });
      await page.waitForTimeout(300);
      await counted(page);
      assert.equal(await rules.count(), 1);
      await close();
    });

    test('a move by hand is work that is not saved yet', async () => {
      const { page, close } = await open(browser, name);
      await page.waitForSelector('h1');
      const teams = { weft: 1, format: 'teams', name: 'Teams', count: 3, seed: 7 };
      await loadProgram(page, teams);
      await page.locator('.meaning .large').click();
      await page.locator('.team-person').first().waitFor();
      await asksSoon(page, true);
      await goTo(page, 'hand-over');
      await download(page, name, 'workspace');
      await asksSoon(page, false);
      await goTo(page, 'match');
      await page.locator('#team-1').locator('xpath=../..').locator('.team-person').first().click();
      await page.getByLabel('To which team', { exact: true }).selectOption('2');
      const whom = page.getByLabel('Who comes in exchange', { exact: true });
      await whom.locator('option').nth(1).waitFor({ state: 'attached' });
      await whom.selectOption({ index: 1 });
      await page.locator('.do-it[aria-disabled="false"], .do-it:not([aria-disabled])').click();
      await page.locator('.move-panel').waitFor({ state: 'detached' });
      await asksSoon(page, true);
      await close();
    });
  });
}
