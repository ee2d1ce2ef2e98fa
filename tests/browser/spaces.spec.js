/** Co-creation areas of the sample company, in both browsers: plan, a move, mixed groups, files read back. */

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
async function chooseSpaces(page) {
  const words = await page.locator('.formats label').allTextContents();
  const index = words.findIndex((text) => /co-creation/i.test(text));
  await page.locator('.formats input').nth(index).check();
  await page.waitForSelector('[data-place="/lists/rooms"]');
}

/** @param {Page} page */
async function samplePlan(page) {
  await loadSample(page);
  await chooseSpaces(page);
  await takeSample(page, 'groups');
  await page.waitForSelector('.meaning [aria-busy="false"] .figure + p + p');
  await counted(page);
}

/** @param {Page} page */
async function planned(page) {
  await match(page);
  await page.waitForSelector('.by-time .session');
}

for (const name of browserNames) {
  describe(`spaces, ${name}`, () => {
    /** @type {Browser} */
    let browser;
    before(async () => {
      browser = await launch(name);
    });
    after(() => browser.close());

    test('sample: plan by space and by group, a move with its effect, handed over', async () => {
      const { page, requests, complaints, close } = await open(browser, name);
      await samplePlan(page);
      await page
        .getByLabel('How people sit')
        .selectOption({ label: 'people of a space are mixed at tables' });
      await counted(page);
      await passesAxe(page, 'program');
      await planned(page);
      await passesAxe(page, 'plan');
      assert.match(String(await page.locator('.verdict').textContent()), /plan/);
      assert.match(String(await page.locator('.headline').textContent()), /68\D+of 68 visits/);

      // A group is moved: what it would do comes first.
      const card = page.locator('[data-group="Quiet hours"]');
      await card.locator('.handle').click();
      const panel = page.locator('.moving');
      const spaces = panel.getByLabel('Space to move to');
      await spaces.selectOption({ label: 'Loft' });
      await page.waitForSelector('.moving .effect.warn');
      assert.match(String(await panel.locator('.effect').textContent()), /site Wien/);
      await passesAxe(page, 'moving');
      await spaces.selectOption({ label: 'Atelier' });
      await panel.getByLabel('Time to move to').selectOption({ index: 1 });
      await page.waitForSelector('.moving [data-do="move"][aria-disabled="false"]');
      assert.match(String(await panel.locator('.effect').textContent()), /The plan/);
      await page.evaluate(() => document.querySelector('.by-time')?.setAttribute('data-old', ''));
      await panel.locator('[data-do="move"]').click();
      await page.waitForSelector('.by-time:not([data-old]) .session', { timeout: 60_000 });
      const place = await page
        .locator('[data-place]', { has: card })
        .last()
        .getAttribute('data-place');
      assert.equal(place, '0 1 0');

      await page.getByLabel('How the plan is shown').selectOption('group');
      await page.waitForSelector('.by-group');
      assert.equal(await page.locator('.by-group tbody tr').count(), 17);
      assert.equal(await page.locator('.by-group tbody td small').count(), 68);
      await passesAxe(page, 'by group');

      await page.locator('.result-head .button').click();
      await inRoom(page, 'hand-over');
      const plan = records((await download(page, name, 'plan.csv')).bytes);
      assert.equal(plan.length, 68);
      assert.ok(plan.every((row) => Number(row.free) >= 0));
      const moved = plan.find((row) => row.week === '1' && row.group === 'Quiet hours');
      assert.equal(moved?.space, 'Atelier');
      /** @type {Map<string, Set<string>>} */
      const sites = new Map();
      for (const { group = '', site = '' } of plan)
        sites.set(group, (sites.get(group) ?? new Set()).add(site));
      assert.ok([...sites].every(([group, all]) => all.size === 1 || group === 'One language'));
      const byGroup = records((await download(page, name, 'by-group.csv')).bytes);
      assert.deepEqual(
        byGroup.map((row) => row.group).sort(),
        [...new Set(plan.map((row) => row.group))].sort(),
      );
      const seats = records((await download(page, name, 'seats.csv')).bytes);
      const people = plan.reduce((sum, row) => sum + (row.people ?? '').split(', ').length, 0);
      assert.equal(seats.length, people - plan.filter((row) => !row.people).length);
      const calendar = (await download(page, name, 'plan.ics')).bytes.toString('utf8');
      assert.equal(calendar.match(/BEGIN:VEVENT/g)?.length, 68);
      const whole = unzipSync((await download(page, name, 'zip')).bytes);
      const inFolder = (/** @type {string} */ folder) =>
        Object.keys(whole).filter((path) => path.startsWith(`calendars/${folder}/`));
      assert.equal(inFolder('groups').length, 17);
      assert.equal(inFolder('spaces').length, new Set(plan.map((row) => row.space)).size);

      await page.evaluate(() => {
        window.print = () => {};
      });
      await page.locator('.files button', { hasText: 'Print plan and door signs' }).click();
      await page.waitForSelector('.paper .poster', { state: 'attached' });
      assert.equal(await page.locator('.paper .room-sign').count(), inFolder('spaces').length);
      assert.equal(await page.locator('.paper .room-sign b').count(), 68);
      assert.deepEqual(requests, []);
      assert.deepEqual(complaints, []);
      await close();
    });

    test('the groups of another format are taken as the list, or groups are mixed afresh', async () => {
      const { page, complaints, close } = await open(browser, name, {
        language: 'de',
        width: 390,
        scheme: 'dark',
      });
      await samplePlan(page);
      await page.locator('.formats input').first().check();
      await counted(page);
      await match(page);
      await page.waitForSelector('.groups tbody tr');
      const pairs = Number(
        /\d+/.exec(String(await page.locator('#room-title').textContent()))?.[0],
      );
      await page.locator('.thread a[href*="program"]').click();
      await inRoom(page, 'program');
      await chooseSpaces(page);
      await page.locator('[data-do="take-groups"]').click();
      await page.waitForFunction(
        (count) =>
          [...document.querySelectorAll('.meaning .figure strong')].some(
            (figure) => figure.textContent === String(count),
          ),
        pairs,
      );
      assert.equal(await page.locator('[data-do="take-groups"]').count(), 0);

      // Groups of a list are as they are, and must keep a confidential list as those that are made.
      assert.equal(await page.locator('.confidential').count(), 1);
      await page.getByLabel('Welche Gruppen').selectOption('mixed');
      await counted(page);
      assert.equal(await page.locator('.confidential').count(), 1);
      assert.equal(await page.locator('[data-place="/lists/groups"]').count(), 0);
      await page.getByLabel('An welchem Standort').selectOption('any');
      await page.locator('[data-place="/rules/0"] .remove').click();
      await counted(page);
      await passesAxe(page, 'program');
      await planned(page);
      await passesAxe(page, 'mixed');
      assert.ok(await page.evaluate(() => document.body.scrollWidth <= innerWidth));
      assert.match(
        String(await page.locator('.by-time .session b').first().textContent()),
        /Gruppe \d+/,
      );
      assert.ok((await page.locator('.nowhere li').count()) > 0);
      assert.deepEqual(complaints, []);
      await close();
    });

    test('lists of one’s own: what is wrong is said with its row, and nothing of it runs', async () => {
      const { page, complaints, close } = await open(browser, name);
      const hostile = '<img src=x onerror=alert(1)>';
      await give(page, [{ name: 'people.csv', content: 'id,Name\n1,Ana\n2,Ben\n3,Chi\n4,Dora\n' }]);
      await inRoom(page, 'columns');
      await page.locator('.card a.button').click();
      await inRoom(page, 'program');
      await chooseSpaces(page);
      const lists = {
        groups: `Group,Members,Wishes\n${hostile},Ana;Nobody,Castle\nBees,Ben;Chi,\n`,
        rooms: 'Space,Capacity\nHall,10\nCave,\n',
        slots: 'Slot,Date,Begin,End\n1,Monday,9:00,10:00\n2,Monday,9:30,10:30\n',
      };
      for (const [kind, content] of Object.entries(lists)) {
        await give(page, [{ name: `${kind}.csv`, content }], `list-${kind}`);
        await page.waitForSelector(`[data-place="/lists/${kind}"] .actions .quiet`);
      }
      await page.waitForSelector('[data-place="/lists/groups"] .issues');
      await counted(page);
      const said = async (/** @type {string} */ kind) =>
        String(await page.locator(`[data-place="/lists/${kind}"] .issues`).textContent());
      assert.match(await said('groups'), /Nobody/);
      assert.match(await said('groups'), /Castle/);
      assert.match(await said('rooms'), /no capacity/);
      assert.match(await said('slots'), /overlaps/);
      await planned(page);
      assert.equal(await page.locator('.by-time .session b', { hasText: hostile }).count(), 1);
      assert.deepEqual(complaints, []);
      await close();
    });
  });
}
