/** What HR is told: nothing that is not so, in the place where it is needed, with a way on. */

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { browserNames, counted, give, inRoom, launch, match, open } from './lib/page.js';

/** @typedef {import('playwright-core').Browser} Browser */
/** @typedef {import('playwright-core').Page} Page */

const FOUR = 'Employee ID,Name,Department\r\n1,Ana,IT\r\n2,Bo,HR\r\n3,Cy,Ops\r\n4,Di,Law\r\n';

/** From people to the room of the program. @param {Page} page @param {string} content */
async function withPeople(page, content) {
  await give(page, [{ name: 'people.csv', content }]);
  await inRoom(page, 'columns');
  await page.locator('.card a.button').click();
  await inRoom(page, 'program');
  await page.waitForSelector('.meaning [aria-busy="false"]');
}

/** @param {Page} page @param {string} pairs */
async function keepApart(page, pairs) {
  await give(page, [{ name: 'pairs.csv', content: `Person A,Person B\r\n${pairs}` }], 'apart');
  await page.getByRole('button', { name: 'Remove the list' }).waitFor();
  await page.waitForSelector('.meaning [aria-busy="false"]');
}

/** Drops people on the page: more than can be handed over from outside. @param {Page} page @param {number} count */
function dropMany(page, count) {
  return page.evaluate((rows) => {
    const lines = ['Employee ID,Name,Department,Site,Note'];
    for (let row = 0; row < rows; row += 1)
      lines.push(`E${row},Person ${row},D${row % 13},S${row % 7},note number ${row} of many`);
    const data = new DataTransfer();
    data.items.add(new File([lines.join('\r\n')], 'many.csv'));
    document.dispatchEvent(new DragEvent('drop', { dataTransfer: data }));
  }, count);
}

for (const name of browserNames) {
  describe(name, () => {
    /** @type {Browser} */
    let browser;
    before(async () => {
      browser = await launch(name);
    });
    after(() => browser.close());

    test('where all are kept apart, nobody is matched, and no count of pairs is told', async () => {
      const { page, close } = await open(browser, name);
      await withPeople(page, FOUR);
      await counted(page);
      await keepApart(page, '1,2\r\n1,3\r\n1,4\r\n2,3\r\n2,4\r\n3,4\r\n');
      await page.locator('.meaning .large').click();
      await page.getByRole('heading', { name: 'Nobody could be matched' }).waitFor();
      await page.locator('.long-list td.why').first().waitFor();
      const said = String(await page.locator('main').textContent());
      assert.match(said, /rules of the program and the confidential list together/);
      assert.doesNotMatch(said, /%|Nothing found|as many|best possible|\b[36]\b/);
      await page.locator('.result-head .button').click();
      await inRoom(page, 'program');
      await page.getByRole('button', { name: 'Remove the list' }).click();
      await page.waitForSelector('.meaning [aria-busy="false"]');
      await page.locator('.thread a').nth(2).click();
      await page.getByText('The confidential list has been removed since.').waitFor();
      await close();
    });

    test('a confidential list stays in force whatever program and workspace are dropped later', async () => {
      const { page, close } = await open(browser, name);
      await withPeople(
        page,
        'Employee ID,Name,Department\r\n1,Ana,IT\r\n2,Bo,IT\r\n3,Cy,Ops\r\n4,Di,Ops\r\n',
      );
      await keepApart(page, '1,2\r\n');
      // Without the list it would bring Ana and Bo together.
      const alike = {
        ...{ weft: 1, format: 'lunch', name: 'Alike', seed: 7, rules: [] },
        criteria: [{ match: '@department', weight: 100 }],
      };
      const plain = { weft: 1, kind: 'workspace', programs: [], people: [], rounds: [] };
      await page.goBack();
      await page.goBack();
      await give(page, [
        { name: 'alike.program.json', content: JSON.stringify(alike) },
        { name: 'plain.weft.json', content: JSON.stringify(plain) },
      ]);
      await page.getByText('Program taken from alike.program.json').waitFor();
      await page.getByText('Workspace taken from plain.weft.json').waitFor();
      await page.locator('.thread a').nth(1).click();
      await inRoom(page, 'program');
      await counted(page);
      await match(page);
      const groups = page.locator('[aria-labelledby="groups-title"] tbody tr');
      await groups.first().waitFor();
      for (const row of await groups.allTextContents())
        assert.doesNotMatch(row, /Ana.*Bo|Bo.*Ana/, row);
      await close();
    });

    test('where the last round is known of too few people, that stands beside the rule about it', async () => {
      const { page, close } = await open(browser, name);
      const program = {
        ...{ weft: 1, format: 'lunch', name: 'Lunch', seed: 7 },
        ...{ rules: [{ met: 'ever' }], criteria: [{ mix: '@department', weight: 100 }] },
      };
      const round = {
        ...{ program: 'Lunch', format: 'lunch', date: '2026-11-10' },
        groups: [
          [0, 1],
          [2, 3],
        ],
      };
      const workspace = {
        ...{ weft: 1, kind: 'workspace', programs: [program] },
        ...{ people: ['1', '2', '8', '9'], rounds: [round] },
      };
      await give(page, [
        { name: 'people.csv', content: FOUR },
        { name: 'last.weft.json', content: JSON.stringify(workspace) },
      ]);
      await inRoom(page, 'columns');
      await page.locator('.card a.button').click();
      await inRoom(page, 'program');
      const rule = page.locator('[data-place="/rules/0"], [data-place="/rules/0/met"]').first();
      await rule.getByText(/2 of (the )?4 people/).waitFor();
      await close();
    });

    test('a row of the confidential list is gone without, and that is taken back', async () => {
      const { page, close } = await open(browser, name);
      await withPeople(page, FOUR);
      await keepApart(page, '1,2\r\nZed,Bo\r\n');
      const card = page.locator('.confidential');
      await card.getByText('row 3', { exact: true }).waitFor();
      // Nobody is led past it: Match says what it waits for.
      await page.locator('.meaning [aria-busy="false"] .notice.error').waitFor();
      await page.locator('.meaning .large').click({ force: true });
      await page.waitForFunction(() => document.activeElement?.matches('.meaning .notice.error'));
      await card.locator('[data-answer="gone"]').click();
      await card.getByText('1 row of the list is without effect, as you decided.').waitFor();
      await card.locator('[data-answer="ask"]').click();
      await card.locator('[data-answer="gone"]').waitFor();
      await close();
    });

    test('nothing is called unsaved where nothing was decided', async () => {
      const { page, close } = await open(browser, name);
      await withPeople(page, FOUR);
      assert.equal(await page.getByText('Not saved yet').count(), 0);
      await close();
    });

    test('what is answered in the room People has a way there beside Match', async () => {
      const { page, close } = await open(browser, name);
      await withPeople(
        page,
        'Employee ID,Name,Department,Opt-in\r\n1,Ana,IT,yes\r\n2,Bo,HR,yes\r\n3,Cy,Ops,Hm\r\n',
      );
      await page.getByText(/until you say in the room People/).waitFor();
      await page.locator('.meaning a').click();
      await inRoom(page, 'columns');
      await page.locator('[data-question="roster.optInUnknown"]').waitFor();
      await close();
    });

    test('German: a column without a name is called by its number, and it is said that it has none', async () => {
      const { page, close } = await open(browser, name, { language: 'de' });
      await give(page, [
        { name: 'p.csv', content: 'Name,,Abteilung\r\nAna,x,IT\r\nBo,y,HR\r\nCy,x,Ops\r\n' },
      ]);
      await inRoom(page, 'columns');
      const ignored = String(await page.locator('.ignored').textContent());
      assert.match(ignored, /Spalte 2/);
      assert.match(ignored, /in der Datei keinen Namen/);
      assert.doesNotMatch(String(await page.locator('main').textContent()), /Column/);
      await close();
    });

    test('a cell of 40,000 letters pushes nothing off the screen, and all of it is there', async () => {
      const { page, close } = await open(browser, name);
      const long = 'lorem ipsum '.repeat(3400);
      await withPeople(
        page,
        `Employee ID,Name,Department\r\n1,Ana,${long}\r\n2,Bo,HR\r\n3,Cy ${'x'.repeat(40_000)},Ops\r\n4,Di,Law\r\n`,
      );
      await counted(page);
      const height = () => page.evaluate(() => document.documentElement.scrollHeight);
      assert.ok((await height()) < 4000, 'program');
      await match(page);
      assert.ok((await height()) < 3000, 'match');
      assert.ok(String(await page.locator('.groups').first().textContent()).includes(long.trim()));
      await page.locator('.thread a').first().click();
      await inRoom(page, 'columns');
      assert.ok((await height()) < 3000, 'columns');
      await close();
    });

    test('reading many people can be stopped, and what was there before is there still', async () => {
      const { page, close } = await open(browser, name);
      await withPeople(page, FOUR);
      await page.locator('.thread a').first().click();
      await inRoom(page, 'columns');
      await dropMany(page, 1_500_000);
      await page.locator('progress').waitFor();
      await page.getByRole('button', { name: 'Stop' }).click();
      await page.getByText(/Stopped\. What was loaded before is as it was/).waitFor();
      assert.match(String(await page.locator('h1').textContent()), /^4 people/);
      await close();
    });
  });
}
