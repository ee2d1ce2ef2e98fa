/** The barcamp of the sample company, in both browsers: agenda, a move without a mouse, a repair, files read back. */

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { unzipSync } from 'fflate';
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
  takeSample,
} from './lib/page.js';

/** @typedef {import('playwright-core').Browser} Browser */
/** @typedef {import('playwright-core').Page} Page */

/** @param {Page} page */
async function chooseBarcamp(page) {
  await page
    .locator('.formats input')
    .nth(await formatIndex(page))
    .check();
  await page.waitForSelector('[data-place="/lists/votes"]');
}

/** Its card is the one whose words speak of a barcamp. @param {Page} page */
async function formatIndex(page) {
  const words = await page.locator('.formats label').allTextContents();
  return words.findIndex((text) => /barcamp/i.test(text));
}

/** @param {Page} page */
async function sampleAgenda(page) {
  await loadSample(page);
  await chooseBarcamp(page);
  await takeSample(page, 'votes');
  await page.waitForSelector('.meaning [aria-busy="false"] .figure + p + p');
  await counted(page);
  await match(page);
  await page.waitForSelector('.agenda .session');
}

/** Where each session is, from the grid. @param {Page} page @returns {Promise<Record<string, string>>} */
const places = (page) =>
  page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll('.agenda .session')].map((card) => [
        card.querySelector('b')?.textContent ?? '',
        card.closest('td')?.getAttribute('data-place') ?? '',
      ]),
    ),
  );

/** Waits for the run that follows a change. @param {Page} page @param {() => Promise<unknown>} change */
async function rerun(page, change) {
  await page.evaluate(() => document.querySelector('.agenda')?.setAttribute('data-old', ''));
  await change();
  await page.waitForSelector('.agenda:not([data-old]) .session', { timeout: 60_000 });
}

for (const name of browserNames) {
  describe(`barcamp, ${name}`, () => {
    /** @type {Browser} */
    let browser;
    before(async () => {
      browser = await launch(name);
    });
    after(() => browser.close());

    test('sample: agenda, a move with its effect, a room drops out, handed over', async () => {
      const { page, requests, complaints, close } = await open(browser, name);
      await sampleAgenda(page);
      await passesAxe(page, 'agenda');
      const verdict = String(await page.locator('.verdict').textContent());
      assert.match(verdict, /agenda/);
      assert.match(verdict, /random agendas/);

      // Without a mouse: pick up, step, look at what it would do, do it.
      const before = await places(page);
      const [title = ''] = Object.entries(before).find(([, place]) => place === '0 0') ?? [];
      const handle = page.locator('.agenda td[data-place="0 0"] .handle');
      await handle.focus();
      await page.keyboard.press('Enter');
      assert.equal(await handle.getAttribute('aria-pressed'), 'true');
      await page.keyboard.press('ArrowRight');
      await page.waitForFunction(() =>
        /\d/.test(document.querySelector('.effect')?.textContent ?? ''),
      );
      await passesAxe(page, 'moving');
      await page.keyboard.press('Escape');
      assert.equal(await page.locator('.moving').count(), 0);
      assert.deepEqual(await places(page), before);
      await page.keyboard.press('Enter');
      await page.keyboard.press('ArrowDown');
      await page.waitForSelector('.moving [data-do="move"][aria-disabled="false"]');
      const effect = String(await page.locator('.moving .effect').textContent());
      assert.match(effect, /can be attended|votes as before/);
      await page.keyboard.press('Enter');
      await rerun(page, () => page.keyboard.press('Enter'));
      const moved = await places(page);
      assert.equal(moved[title], '1 0');
      assert.equal(await page.locator('.agenda td[data-place="1 0"] .tag').count(), 1);

      // A room drops out: what has to change is shown, then done, and the hand's move is kept.
      const repair = page.locator('.repair');
      await repair.locator('select').selectOption({ label: 'room: Spindle' });
      await page.waitForSelector('[data-do="repair"][aria-disabled="false"]');
      assert.match(String(await repair.locator('.effect').textContent()), /sessions? moves?/);
      await rerun(page, () => page.locator('[data-do="repair"]').click());
      const repaired = await places(page);
      assert.equal(repaired[title], '1 0');
      assert.ok(Object.values(repaired).every((place) => !place.endsWith(' 2')));
      const untouched = Object.keys(moved).filter((each) => !moved[each]?.endsWith(' 2'));
      const same = untouched.filter((each) => repaired[each] === moved[each]).length;
      assert.ok(same >= untouched.length - 8, `${same} of ${untouched.length} stayed`);

      await page.locator('#find-timetable').fill('W1596');
      await page.locator('[data-person="W1596"]').click();
      const day = String(await page.locator('.timetable').textContent());
      assert.match(day, /What became of the votes/);
      await passesAxe(page, 'timetable');

      await page.locator('.result-head .button').click();
      await inRoom(page, 'hand-over');
      const agenda = records((await download(page, name, 'agenda.csv')).bytes);
      assert.equal(agenda.length, 28);
      const held = agenda.filter((row) => row.room);
      assert.equal(held.length, Object.keys(repaired).length);
      assert.ok(held.every((row) => row.room !== 'Spindle'));
      assert.ok(held.every((row) => Number(row.people) <= Number(row.seats)));
      const people = records((await download(page, name, 'timetables.csv')).bytes);
      const attends = (/** @type {Record<string, string>} */ row) =>
        Object.values(row).slice(3).some(Boolean);
      const seats = people.flatMap((row) => Object.values(row).slice(3)).filter(Boolean);
      const taken = held.reduce((sum, row) => {
        const long = /First aid, the long|Soldering/.test(row.session ?? '') ? 2 : 1;
        return sum + Number(row.people) * long;
      }, 0);
      assert.equal(seats.length, taken);
      const calendar = (await download(page, name, 'sessions.ics')).bytes.toString('utf8');
      assert.equal(calendar.match(/BEGIN:VEVENT/g)?.length, held.length);
      const whole = unzipSync((await download(page, name, 'zip')).bytes);
      const inFolder = (/** @type {string} */ folder) =>
        Object.keys(whole).filter(
          (path) => path.startsWith(`calendars/${folder}/`) && path.endsWith('.ics'),
        );
      assert.equal(inFolder('people').length, people.filter((row) => attends(row)).length);
      assert.equal(inFolder('rooms').length, new Set(held.map((row) => row.room)).size);

      await page.evaluate(() => {
        window.print = () => {};
      });
      await page.locator('.files button', { hasText: 'Print agenda and room signs' }).click();
      await page.waitForSelector('.paper .poster', { state: 'attached' });
      assert.equal(await page.locator('.paper .poster b').count(), held.length);
      assert.equal(await page.locator('.paper .room-sign').count(), inFolder('rooms').length);
      if (name === 'chromium') {
        // Firefox is not told of another medium here.
        await page.emulateMedia({ media: 'print' });
        assert.equal(await page.locator('.paper .room-sign b:visible').count(), held.length);
        assert.equal(await page.locator('h1:visible, .files button:visible').count(), 0);
      }
      assert.deepEqual(requests, []);
      assert.deepEqual(complaints, []);
      await close();
    });

    test('with the mouse: a session is dragged, and put back', async () => {
      const { page, complaints, close } = await open(browser, name, { height: 1700 });
      await sampleAgenda(page);
      const title = String(await page.locator('td[data-place="0 0"] .session b').textContent());
      const [from, to] = await Promise.all(
        ['0 0', '1 1'].map((place) => page.locator(`td[data-place="${place}"]`).boundingBox()),
      );
      const at = (/** @type {typeof from} */ box, /** @type {number} */ by) =>
        /** @type {const} */ ([Number(box?.x) + by, Number(box?.y) + by]);
      await page.mouse.move(...at(from, 20));
      await page.mouse.down();
      await page.mouse.move(...at(from, 30), { steps: 4 });
      await page.waitForSelector('.session.picked');
      await page.mouse.move(...at(to, 30), { steps: 8 });
      await page.waitForSelector('td.aimed[data-place="1 1"]');
      await page.mouse.up();
      await page.waitForFunction(
        () => (document.querySelector('.moving .effect')?.textContent ?? '').length > 20,
      );
      assert.match(String(await page.locator('#moving-title').textContent()), new RegExp(title));
      await page.locator('.moving .plain').click();
      assert.equal(await page.locator('.moving, td.aimed').count(), 0);
      assert.deepEqual(complaints, []);
      await close();
    });

    test('on a narrow screen, in German: by slot, and the program says what is fixed', async () => {
      const { page, complaints, close } = await open(browser, name, {
        language: 'de',
        width: 390,
        scheme: 'dark',
      });
      await loadSample(page);
      await chooseBarcamp(page);
      await takeSample(page, 'votes');
      await page.waitForSelector('.meaning [aria-busy="false"] .figure + p + p');
      await page.locator('[data-add="fix"]').click();
      await page.waitForSelector('[data-place="/fixed/0"]');
      await page.getByLabel('Ihr Raum', { exact: true }).selectOption('Forum');
      await page.locator('[data-add="close"]').click();
      await page.waitForSelector('[data-place="/out/rooms/0"]');
      await page.getByLabel('Was nicht zur Verfügung steht').selectOption({ label: 'Raum: Loom' });
      await page.locator('[data-add="absent"]').click();
      await page.getByLabel('Personalnummer, E-Mail oder Name').pressSequentially('Niemand');
      await page.keyboard.press('Tab');
      await page.waitForSelector('[data-place="/away/0"] .at-line.warning');
      assert.equal(await page.locator('.meaning .notice').count(), 0);
      await page.locator('[data-place="/away/0"] .remove').click();
      await page.locator('[data-add="absent"]').click();
      await page.getByLabel('Personalnummer, E-Mail oder Name').pressSequentially('W1722');
      await page.keyboard.press('Tab');
      await page.waitForSelector('[data-place="/away/0"]');
      await counted(page);
      assert.equal(await page.locator('.line.wrong').count(), 0);
      await passesAxe(page, 'program');
      await match(page);
      await page.waitForSelector('.by-slot .session');
      await passesAxe(page, 'by slot');
      assert.equal(await page.locator('.by-slot > li').count(), 5);
      assert.ok(await page.evaluate(() => document.body.scrollWidth <= innerWidth));
      await page.locator('.by-slot .handle').first().click();
      await page.getByLabel('Neues Zeitfenster').selectOption({ index: 3 });
      await page.waitForFunction(
        () => (document.querySelector('.moving .effect')?.textContent ?? '').length > 20,
      );
      assert.deepEqual(complaints, []);
      await close();
    });

    test('lists of one’s own: what is wrong is said with its row, and nothing of it runs', async () => {
      const { page, complaints, close } = await open(browser, name);
      const hostile = '<img src=x onerror=alert(1)>';
      await give(page, [
        { name: 'people.csv', content: `id,Name\n1,Ana\n2,Ben\n3,${hostile}\n4,Dora\n` },
      ]);
      await inRoom(page, 'columns');
      await page.locator('.card a.button').click();
      await inRoom(page, 'program');
      await chooseBarcamp(page);
      const lists = {
        proposals: `Session,Host\n${hostile},Ana\nBees,Nobody\nTrees,Ben\n`,
        votes: `Person,Session\n3,Trees\n4,Trees\n4,${hostile}\n9,Trees\n4,Whales\n`,
        rooms: 'Room,Capacity\nHall,10\nCave,\n',
        slots: 'Slot,Begin,End\n1,9:00,10:00\n2,9:30,10:30\n3,11:00,12:00\n',
      };
      for (const [kind, content] of Object.entries(lists)) {
        await give(page, [{ name: `${kind}.csv`, content }], `list-${kind}`);
        await page.waitForSelector(
          `[data-place="/lists/${kind}"] .issues, [data-place="/lists/${kind}"] .actions .quiet`,
        );
      }
      await page.waitForSelector('[data-place="/lists/votes"] .issues');
      await counted(page);
      const said = async (/** @type {string} */ kind) =>
        String(await page.locator(`[data-place="/lists/${kind}"] .issues`).textContent());
      assert.match(await said('proposals'), /Nobody/);
      assert.match(await said('votes'), /Whales/);
      assert.match(await said('rooms'), /no capacity/);
      assert.match(await said('slots'), /overlaps/);
      await match(page);
      await page.waitForSelector('.agenda .session');
      assert.equal(await page.locator('.agenda .session b', { hasText: hostile }).count(), 1);
      assert.deepEqual(complaints, []);
      await close();
    });
  });
}
