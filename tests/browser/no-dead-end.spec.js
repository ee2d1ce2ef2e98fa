/** Whatever table is dropped, the room People opens, and HR can say what it is; what is open is said before a run. */

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { writeXlsx } from 'hucre/xlsx';
import { browserNames, give, inRoom, launch, open } from './lib/page.js';

/** @typedef {import('playwright-core').Browser} Browser */
/** @typedef {import('playwright-core').Page} Page */

/** @param {Page} page @param {string} header @param {string} role */
function choose(page, header, role) {
  return page.locator(`tr[data-column="${header}"] select`).first().selectOption(role);
}

/** @param {Page} page @param {RegExp} title */
function titled(page, title) {
  return page.locator('#room-title').filter({ hasText: title }).waitFor();
}

for (const name of browserNames) {
  describe(name, () => {
    /** @type {Browser} */
    let browser;
    before(async () => {
      browser = await launch(name);
    });
    after(() => browser.close());

    test('a table of which nothing is known is read as HR says: roles, and the row of headers', async () => {
      const { page, complaints, close } = await open(browser, name);
      const lines =
        'All of us,,\r\nWer,Wo,Farbe\r\nAna,Wien,rot\r\nBo,Graz,blau\r\nCy,Linz,rot\r\n';
      await give(page, [{ name: 'wer.csv', content: lines }]);
      await inRoom(page, 'columns');
      await page
        .getByText(/No column says who the people are/)
        .first()
        .waitFor();
      const headerRow = page.getByLabel('Row with the names of the columns');
      await headerRow.selectOption('2');
      await choose(page, 'Wer', 'name');
      await titled(page, /^3 people/);
      await page.locator('.ignored summary').click();
      await choose(page, 'Wo', 'site');
      await headerRow.selectOption('0');
      await page.locator('tr[data-column="Column 1"]').waitFor();
      assert.deepEqual(complaints, []);
      await close();
    });

    test('a table without a header, and the row of headers of a list beside it', async () => {
      const { page, complaints, close } = await open(browser, name);
      const people = 'Ana Ruiz,ana@x.example,Sales\r\nBo Li,bo@x.example,IT\r\n';
      await give(page, [{ name: 'people.csv', content: people }]);
      await inRoom(page, 'columns');
      await titled(page, /^2 people/);
      await page
        .getByText(/[Rr]ow 1 .*person/)
        .first()
        .waitFor();
      await page.locator('.ignored summary').click();
      await choose(page, 'Column 3', 'department');
      const content = 'Name,Email,Site\r\nWho,E-mail,Skills\r\nBo,bo@x.example,Go\r\n';
      await page
        .locator('.loaded-files input[type="file"]')
        .setInputFiles({ name: 'more.csv', mimeType: 'text/csv', buffer: Buffer.from(content) });
      const joined = page.locator('[data-joined="more.csv"]');
      await joined.waitFor();
      // Of several files it is said which one a finding is of.
      await page
        .locator('[data-finding="roster.doubleHeader"]')
        .getByText('more.csv: row 2')
        .waitFor();
      await page.locator('tr[data-column="Site"]').waitFor();
      await joined.getByLabel('Row with the names of the columns of more.csv').selectOption('2');
      await page.locator('tr[data-column="Skills"]').waitFor();
      await page.locator('tr[data-column="Site"]').waitFor({ state: 'detached' });
      assert.match(String(await joined.textContent()), /row 2/);
      assert.deepEqual(complaints, []);
      await close();
    });

    test('of a workbook with an empty first sheet, the other one can be chosen', async () => {
      const { page, complaints, close } = await open(browser, name);
      const content = await writeXlsx({
        sheets: [
          { name: 'Notes', rows: [['Colour'], ['red'], ['blue'], ['green'], ['black']] },
          { name: 'Staff', rows: [['Name'], ['Ana Ruiz'], ['Bo Li']] },
        ],
      });
      await give(page, [{ name: 'staff.xlsx', content }]);
      await inRoom(page, 'columns');
      await page.getByLabel('Sheet of the workbook').selectOption('Staff');
      await titled(page, /^2 people/);
      assert.deepEqual(complaints, []);
      await close();
    });

    test('an answer that is not known is a question, and is said beside the button for the run', async () => {
      const { page, complaints, close } = await open(browser, name);
      const rows = ['yes', 'Hm', 'Hm', 'Checked'].map((said, i) => `${i},P${i},D${i % 2},${said}`);
      await give(page, [
        {
          name: 'r.csv',
          content: `Employee ID,Name,Department,Opt-in\r\n${rows.join('\r\n')}\r\n`,
        },
      ]);
      await inRoom(page, 'columns');
      const question = page.locator('[data-question="roster.optInUnknown"]');
      await question.getByText('“Hm” (2)').waitFor();
      await page.getByText('Choose a program').click();
      await inRoom(page, 'program');
      await page.getByText(/2 people gave answers that Weft does not know: Hm \(2\)/).waitFor();
      await page.goBack();
      await question.getByRole('button', { name: /Takes part/ }).click();
      await question.waitFor({ state: 'detached' });
      await page.getByText('Choose a program').click();
      await page
        .getByText(/does not know: Hm/)
        .first()
        .waitFor({ state: 'detached' });
      assert.deepEqual(complaints, []);
      await close();
    });
  });
}
