/** Files that cannot be used: each gets its sentence, and what was fine is kept. */

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { writeXlsx } from 'hucre/xlsx';
import { browserNames, counted, give, inRoom, launch, loadSample, open } from './lib/page.js';

/** @typedef {import('playwright-core').Browser} Browser */
/** @typedef {import('playwright-core').Page} Page */

const OLD_EXCEL = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...new Array(600).fill(0)];
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13];

async function lockedWorkbook() {
  return writeXlsx({
    sheets: [{ name: 'S', rows: [['Name'], ['Ana']] }],
    encryption: { password: 'secret', spinCount: 1000 },
  });
}

/** @type {Array<{what: string, name: string, content: string | Uint8Array, en: RegExp, de: RegExp}>} */
const BAD = [
  { what: 'an empty file', name: 'empty.csv', content: '', en: /is empty/, de: /ist leer/ },
  { what: 'a 0-byte workbook', name: 'people.xlsx', content: '', en: /is empty/, de: /ist leer/ },
  {
    what: 'a header without people',
    name: 'header.csv',
    content: 'Employee ID,Name,Department\r\n',
    en: /no person below/,
    de: /darunter niemanden/,
  },
  {
    what: 'a picture with the name of a table',
    name: 'people.csv',
    content: new Uint8Array(PNG),
    en: /is a picture/,
    de: /ist ein Bild/,
  },
  {
    what: 'an old Excel file',
    name: 'people.xls',
    content: new Uint8Array(OLD_EXCEL),
    en: /old Excel format/,
    de: /alte Excel-Format/,
  },
  {
    what: 'a torn workbook',
    name: 'people.xlsx',
    content: new Uint8Array([0x50, 0x4b, 3, 4, 1, 2, 3]),
    en: /not a whole Excel workbook/,
    de: /keine vollständige Excel-Mappe/,
  },
  {
    what: 'a workspace that is not JSON',
    name: 'last.weft.json',
    content: '{"weft": 1, "rounds": [',
    en: /not valid JSON/,
    de: /kein gültiges JSON/,
  },
  {
    what: 'a program that is not JSON',
    name: 'program.json',
    content: 'format: lunch',
    en: /not valid JSON/,
    de: /kein gültiges JSON/,
  },
  {
    what: 'JSON of something else',
    name: 'config.json',
    content: '{"a": 1}',
    en: /neither a Weft workspace nor a program/,
    de: /weder eine Weft-Arbeitsdatei noch ein Programm/,
  },
];

/** @param {Page} page */
async function complaint(page) {
  const notice = page.locator('.notice.error').first();
  await notice.waitFor();
  return (await page.locator('.notice.error, .issues .error').allTextContents()).join('\n');
}

for (const name of browserNames) {
  describe(name, () => {
    /** @type {Browser} */
    let browser;
    before(async () => {
      browser = await launch(name);
    });
    after(() => browser.close());

    for (const language of /** @type {const} */ (['en', 'de'])) {
      test(`${language}: every unusable file gets its sentence and leaves the page usable`, async () => {
        const { page, complaints, close } = await open(browser, name, { language });
        for (const { what, name: file, content, ...sentence } of BAD) {
          await give(page, [{ name: file, content }]);
          await page.waitForFunction(
            (pattern) =>
              new RegExp(pattern).test(document.querySelector('main')?.textContent ?? ''),
            sentence[language].source,
          );
          const said = await complaint(page);
          assert.match(said, sentence[language], what);
          assert.doesNotMatch(said, /\{\w+|undefined|page\.|roster\./, what);
          assert.match(page.url(), /people$/, what);
        }
        await give(page, [{ name: 'locked.xlsx', content: await lockedWorkbook() }]);
        await page
          .getByText(language === 'en' ? /protected by a password/ : /Kennwort geschützt/)
          .waitFor();
        assert.deepEqual(complaints, []);
        await close();
      });
    }

    test('what was fine is kept when the next file is not', async () => {
      const { page, close } = await open(browser, name);
      await loadSample(page);
      await page.goBack();
      await page.goBack();
      await inRoom(page, 'people');
      await give(page, [{ name: 'header.csv', content: 'Employee ID,Name\r\n' }]);
      await complaint(page);
      assert.match(String(await page.locator('.side .figure').first().textContent()), /408 people/);
      await page.locator('.thread a').nth(1).click();
      await inRoom(page, 'program');
      await counted(page);
      await close();
    });

    test('one person: the count says what is missing, and nothing can be run', async () => {
      const { page, close } = await open(browser, name);
      await give(page, [
        { name: 'one.csv', content: 'Employee ID,Name,Department\r\n1,Ana,IT\r\n' },
      ]);
      await inRoom(page, 'columns');
      await page.locator('.card a.button').click();
      await page.waitForSelector('.meaning [aria-disabled="true"]');
      await page.locator('.meaning .large').click({ force: true });
      assert.match(page.url(), /program$/);
      assert.match(
        String(await page.locator('.meaning').textContent()),
        /at least two|At least two/,
      );
      await close();
    });

    test('everybody in one department under “different department”: said before and after', async () => {
      const { page, close } = await open(browser, name);
      const people = Array.from({ length: 6 }, (_, row) => `${row},P${row},IT`).join('\r\n');
      const program = {
        weft: 1,
        format: 'lunch',
        name: 'Lunch',
        size: { min: 2, max: 2 },
        rules: [{ different: '@department' }],
        criteria: [],
      };
      await give(page, [
        { name: 'people.csv', content: `Employee ID,Name,Department\r\n${people}\r\n` },
        { name: 'program.json', content: JSON.stringify(program) },
      ]);
      await inRoom(page, 'columns');
      await page.locator('.card a.button').click();
      await page.waitForSelector('.stranded');
      assert.match(
        String(await page.locator('.stranded').textContent()),
        /^6 people have no possible partner/,
      );
      await page.locator('.meaning .large').click();
      await page.waitForFunction(() =>
        /left out|No result/.test(document.querySelector('main')?.textContent ?? ''),
      );
      await close();
    });

    test('a program with an unknown column or a wrong weight: the sentence shows its own problem', async () => {
      const { page, close } = await open(browser, name);
      const people = Array.from(
        { length: 6 },
        (_, row) => `${row},P${row},${row % 2 ? 'IT' : 'HR'}`,
      );
      const base = { weft: 1, format: 'lunch', name: 'Lunch', size: { min: 2, max: 2 } };
      const unknown = { ...base, rules: [{ different: 'Squad' }], criteria: [] };
      const wrong = { ...base, rules: [], criteria: [{ mix: '@department', weight: 'high' }] };
      await give(page, [
        {
          name: 'people.csv',
          content: `Employee ID,Name,Department\r\n${people.join('\r\n')}\r\n`,
        },
        { name: 'program.json', content: JSON.stringify(unknown) },
      ]);
      await inRoom(page, 'columns');
      await page.locator('.card a.button').click();
      const atRule = page.locator('[data-place="/rules/0"] .at-line.error');
      await atRule.waitFor();
      assert.match(String(await atRule.textContent()), /no column “Squad”/);
      assert.equal(await page.locator('.meaning .large').getAttribute('aria-disabled'), 'true');

      await page.goBack();
      await page.goBack();
      await give(page, [{ name: 'program.json', content: JSON.stringify(wrong) }]);
      await page.getByText('Program taken from program.json').waitFor();
      await page.locator('.thread a').nth(1).click();
      const atWish = page.locator('[data-place="/criteria/0"] .at-line.error');
      await atWish.waitFor();
      assert.match(String(await atWish.textContent()), /a number from 0 to 100, got "high"/);
      await page.locator('[data-place="/criteria/0"] select').nth(1).selectOption('40');
      await counted(page);
      assert.equal(await atWish.count(), 0);
      await close();
    });
  });
}
