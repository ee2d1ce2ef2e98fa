/** Teams with the sample company, in both browsers: from its projects to the downloaded teams, and people moved by hand. */

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
  open,
  records,
  takeSample,
} from './lib/page.js';

/** @typedef {import('playwright-core').Browser} Browser */
/** @typedef {import('playwright-core').Page} Page */

/** @param {Page} page */
async function chooseTeams(page) {
  await page
    .locator('.formats label', { hasText: /Cross-functional teams|Gemischte Teams/ })
    .click();
  await page.waitForSelector('#add-role');
  await counted(page);
}

/** Firefox does not replace a number that is filled in anew. @param {Page} page @param {string} label @param {string} count */
async function setCount(page, label, count) {
  await page.getByLabel(label, { exact: true }).focus();
  await page.keyboard.press('Control+A');
  await page.keyboard.type(count);
}

/**
 * Firefox, driven from outside, begins to drag and tells nobody of the rest.
 * @param {Page} page
 * @param {string} name
 * @param {import('playwright-core').Locator} from
 * @param {import('playwright-core').Locator} to
 */
async function drag(page, name, from, to) {
  if (name === 'chromium') return from.dragTo(to);
  const dataTransfer = await page.evaluateHandle(() => new DataTransfer());
  await from.dispatchEvent('dragstart', { dataTransfer });
  for (const type of ['dragenter', 'dragover', 'drop'])
    await to.dispatchEvent(type, { dataTransfer });
}

/** @param {Page} page */
async function makeTeams(page) {
  await page.locator('.meaning .large').click();
  await page.waitForSelector('.team', { timeout: 120_000 });
}

/** @param {Page} page @param {string} selector */
const text = async (page, selector) => String(await page.locator(selector).first().textContent());

/** Who is in which team on screen, by id. @param {Page} page @returns {Promise<Record<string, string>>} */
const onScreen = (page) =>
  page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll('.team')].flatMap((team) =>
        [...team.querySelectorAll('.team-person')].map((person) => [
          person.id.replace('person-', ''),
          team.getAttribute('aria-labelledby')?.replace('team-', '') ?? '',
        ]),
      ),
    ),
  );

for (const name of browserNames) {
  describe(`teams, ${name}`, () => {
    /** @type {Browser} */
    let browser;
    before(async () => {
      browser = await launch(name);
    });
    after(() => browser.close());

    test('ten project teams of the sample company; somebody is moved with the keyboard; handed over', async () => {
      const { page, requests, complaints, close } = await open(browser, name);
      await loadSample(page);
      await chooseTeams(page);
      await takeSample(page, 'projects');
      await page.waitForSelector('[data-place="/roles/0"]');
      await page.waitForSelector('[data-place="/wishedOnly"]');
      await counted(page);
      const meaning = await text(page, '.meaning');
      assert.match(meaning, /10 ?teams of 12 to 16 people/);
      assert.match(meaning, /One for each of 10 projects; \d+ people have wishes\./);
      assert.match(meaning, /Lead: \d+ people suit, 10 are needed\./);
      await passesAxe(page, 'program');

      await makeTeams(page);
      assert.match(await text(page, 'h1'), /^10 teams/);
      assert.equal(await page.locator('.team').count(), 10);
      assert.equal(await page.locator('.team .bars tr').count(), 50);
      assert.equal(await page.locator('.team .tag', { hasText: 'Lead' }).count(), 10);
      await passesAxe(page, 'cards');

      const was = await onScreen(page);
      const person = page.locator('#team-1').locator('xpath=../..').locator('.team-person').last();
      const id = String(await person.getAttribute('id')).replace('person-', '');
      await person.focus();
      await page.keyboard.press('Enter');
      const where = page.getByLabel('To which team', { exact: true });
      await where.waitFor();
      assert.equal(
        await page.evaluate(() => document.activeElement?.getAttribute('aria-label')),
        'To which team',
      );
      await page.keyboard.press('Escape');
      await where.waitFor({ state: 'detached' });
      assert.equal(await page.evaluate(() => document.activeElement?.id), `person-${id}`);
      await page.keyboard.press('Enter');
      await where.selectOption('2');
      await page.locator('.effect').waitFor();
      const whom = page.getByLabel('Who comes in exchange', { exact: true });
      // The first who may change places.
      const others = Object.keys(was).filter((one) => was[one] === '2');
      let other = '';
      for (const one of others) {
        await page.waitForFunction(
          ([value]) => document.querySelector(`.move-panel option[value="${value}"]`),
          [one],
        );
        await whom.selectOption(one);
        await page.locator('.do-it', { hasText: 'Swap' }).waitFor();
        const effect = await text(page, '.effect');
        assert.match(effect, /the two teams (would )?go from [\d.]+% to [\d.]+%/i);
        if (!/break a rule/.test(effect)) {
          other = one;
          break;
        }
        assert.ok((await page.locator('.broken li').count()) > 0);
        assert.equal(await page.locator('.do-it').getAttribute('aria-disabled'), 'true');
      }
      assert.ok(other, 'nobody may change places');
      assert.ok((await page.locator('.before-after tbody tr').count()) > 0);
      await passesAxe(page, 'effect');
      await page.locator('.do-it').focus();
      await page.keyboard.press('Enter');
      await page.locator('.move-panel').waitFor({ state: 'detached' });
      await page.waitForFunction(
        ([moved]) =>
          document
            .getElementById(`person-${moved}`)
            ?.closest('.team')
            ?.getAttribute('aria-labelledby') === 'team-2',
        [id],
      );
      const swapped = { ...was, [id]: '2', [other]: '1' };
      assert.deepEqual(await onScreen(page), swapped);
      assert.match(await text(page, '.team-tools [role="status"]'), /have changed places\.$/);
      assert.equal(await page.locator('.team.kept').count(), 2);

      await page.getByRole('button', { name: 'Take the last move back' }).click();
      await page.waitForFunction(
        ([moved]) =>
          document
            .getElementById(`person-${moved}`)
            ?.closest('.team')
            ?.getAttribute('aria-labelledby') === 'team-1',
        [id],
      );
      assert.deepEqual(await onScreen(page), was);

      // The two teams are still kept: the others are matched anew.
      await page.getByRole('button', { name: 'Keep 2 teams, match the others anew' }).click();
      await page
        .locator('.running')
        .waitFor({ state: 'attached' })
        .catch(() => {});
      await page.waitForSelector('.team', { timeout: 120_000 });
      const anew = await onScreen(page);
      for (const one of Object.keys(was))
        if (['1', '2'].includes(String(was[one]))) assert.equal(anew[one], was[one]);

      await page.locator('.result-head .button').click();
      await inRoom(page, 'hand-over');
      const csv = await download(page, name, 'csv');
      assert.match(csv.name, /^weft-teams-\d{4}-\d\d-\d\d\.csv$/);
      const rows = records(csv.bytes);
      assert.deepEqual(Object.fromEntries(rows.map((row) => [row.id, row.group])), anew);
      assert.equal(rows.filter((row) => row.role === 'Lead').length, 10);
      assert.ok(rows.every((row) => row.title));
      assert.deepEqual(requests, []);
      assert.deepEqual(complaints, []);
      await close();
    });

    test('dragged to another team, a move shows what it would do before it is done', async () => {
      const { page, complaints, close } = await open(browser, name, { language: 'de' });
      await loadSample(page);
      await chooseTeams(page);
      await setCount(page, 'Wie viele Teams', '5');
      await page.waitForFunction(() =>
        /5\s*Teams mit/.test(document.querySelector('.meaning')?.textContent ?? ''),
      );
      await makeTeams(page);
      assert.equal(await page.locator('.team').count(), 5);
      const teams = page.locator('.team');
      const person = teams.nth(0).locator('li').first();
      const other = teams.nth(1).locator('li').first();
      await drag(page, name, person, other);
      await page.locator('.effect').waitFor();
      assert.equal(await page.locator('.do-it').textContent(), 'Tauschen');
      assert.match(await text(page, '.effect'), /Die beiden Teams (kommen|kämen) von/);
      assert.equal(await page.locator('.picked').count(), 1);
      await passesAxe(page, 'dragged');
      await page.getByText('Was würde es besser machen?').click();
      await page.locator('.suggestions p, .suggestions li').first().waitFor();
      assert.deepEqual(complaints, []);
      await close();
    });

    test('what can’t be is said before the search, and what stands in a roster is text', async () => {
      const { page, complaints, close } = await open(browser, name);
      const people = Array.from(
        { length: 12 },
        (_, row) =>
          `E${row},${row ? `Person ${row}` : '<img src=x onerror=alert(1)>'},${['A', 'B'][row % 2]},${row < 1 ? 'w' : 'm'}`,
      );
      await give(page, [
        { name: 'people.csv', content: ['id,Name,Department,Gender', ...people].join('\n') },
      ]);
      await inRoom(page, 'columns');
      await page.locator('.card a.button').click();
      await inRoom(page, 'program');
      await chooseTeams(page);
      await setCount(page, 'How many teams', '13');
      await page.waitForSelector('[data-place="/count"] .at-line');
      assert.match(
        await text(page, '[data-place="/count"] .at-line'),
        /^12 people can’t be dealt into 13 teams/,
      );
      await setCount(page, 'How many teams', '3');
      await counted(page);
      await page.locator('#add-sentence').click();
      await page.locator('.add-menu button', { hasText: 'at least … in each team' }).click();
      await page.locator('[data-place="/rules/0"] .pick-number').fill('9');
      await page.locator('.problem-links button').waitFor();
      assert.match(
        await text(page, '[data-place="/rules/0"] .at-line'),
        /^(3 teams need \d+ people with “.*” in “.*”, and there (is|are) only \d+|No team can keep this rule)/,
      );
      assert.equal(await page.locator('.meaning .large').getAttribute('aria-disabled'), 'true');
      await page.locator('[data-place="/rules/0"] .remove').click();
      await counted(page);
      await makeTeams(page);
      assert.equal(await page.locator('.team').count(), 3);
      assert.equal(await page.locator('.team-person').count(), 12);
      assert.deepEqual(complaints, []);
      await close();
    });
  });
}
