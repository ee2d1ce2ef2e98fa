/** The columns step: questions answered, lists joined, tables pasted, rows with problems taken away. */

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { writeXlsx } from 'hucre/xlsx';
import Papa from 'papaparse';
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
/** @typedef {import('playwright-core').Page} Page */

const HEADERS = ['Employee ID', 'Name', 'Department', 'Site', 'Hire Date', 'Salary'];

/**
 * People with a department that is spelled in two ways and dates that may be read in two.
 * @param {number} count
 * @param {string[]} [headers]
 */
function roster(count, headers = HEADERS) {
  const lines = Array.from({ length: count }, (_, row) => {
    const department =
      row === 1 ? 'Human Ressources' : ['Human Resources', 'Engineering', 'Sales'][row % 3];
    const site = ['Graz', 'Linz'][row % 2];
    const date = `0${(row % 9) + 1}/0${((row * 5) % 9) + 1}/2019`;
    return `E${row},Member ${row},${department},${site},${date},${4000 + row}`;
  });
  return `${headers.join(',')}\r\n${lines.join('\r\n')}\r\n`;
}

/** @param {Page} page @param {string} code */
const question = (page, code) => page.locator(`[data-question="${code}"]`);

/** @param {Page} page @param {string} header */
const row = (page, header) => page.locator(`tr[data-column="${header}"]`);

/** Waits until the core has read all that was answered. @param {Page} page */
async function settled(page) {
  await page.waitForFunction(
    () => !/^Reading/.test(document.querySelector('.card [role="status"]')?.textContent ?? ''),
  );
}

/**
 * Pastes as Excel does, with the focus nowhere.
 * @param {Page} page
 * @param {string} text
 */
async function paste(page, text) {
  await page.evaluate((content) => {
    const data = new DataTransfer();
    data.setData('text/plain', content);
    const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true });
    // Firefox gives a made event a clipboard of its own, empty and sealed.
    if (!event.clipboardData?.getData('text/plain')) {
      Object.defineProperty(event, 'clipboardData', { value: data });
    }
    document.body.dispatchEvent(event);
  }, text);
}

/**
 * Firefox under remote control drags nothing: it is told the events.
 * @param {string} name
 * @param {import('playwright-core').Locator} what
 * @param {import('playwright-core').Locator} to
 */
async function drag(name, what, to) {
  if (name !== 'firefox') return what.dragTo(to);
  await what.dispatchEvent('dragstart');
  await to.dispatchEvent('dragover');
  await to.dispatchEvent('drop');
}

for (const name of browserNames) {
  describe(name, () => {
    /** @type {Browser} */
    let browser;
    before(async () => {
      browser = await launch(name);
    });
    after(() => browser.close());

    test('a spelling is merged, the answer is listed, and taken back', async () => {
      const { page, complaints, close } = await open(browser, name);
      await give(page, [{ name: 'roster.csv', content: roster(60) }]);
      await inRoom(page, 'columns');
      const offer = question(page, 'roster.similarValues');
      assert.match(
        String(await offer.textContent()),
        /“Human Ressources” \(1\).*“Human Resources” \(/,
      );
      await offer.getByRole('button', { name: /^Merge/ }).dblclick();
      await offer.waitFor({ state: 'detached' });
      await settled(page);
      assert.match(String(await row(page, 'Department').textContent()), /3 different values/);
      assert.match(String(await row(page, 'Department').textContent()), /values, 1 merged/);
      await page.locator('.answers summary').click();
      assert.match(
        String(await page.locator('.answers li').textContent()),
        /“Human Ressources” counts as “Human Resources”/,
      );
      await page.locator('.answers li button').click();
      await offer.waitFor();
      await offer.getByRole('button', { name: /^Keep apart/ }).click();
      await offer.waitFor({ state: 'detached' });
      await settled(page);
      assert.match(String(await row(page, 'Department').textContent()), /4 different values/);
      assert.deepEqual(complaints, []);
      await close();
    });

    test('values are merged by hand, and the program knows the merged one only', async () => {
      const { page, close } = await open(browser, name);
      await give(page, [{ name: 'roster.csv', content: roster(60) }]);
      await inRoom(page, 'columns');
      const department = row(page, 'Department');
      await department.locator('.spellings summary').click();
      await department.locator('.value-pick').first().selectOption('Sales');
      await department.locator('.value-pick').last().selectOption('Engineering');
      await department.getByRole('button', { name: 'Merge', exact: true }).click();
      await department.getByText('“Sales” counts as “Engineering”').waitFor();
      await page.waitForFunction(
        () => !/Sales/.test(document.querySelector('.spellings ul')?.textContent ?? 'Sales'),
      );
      await department.getByRole('button', { name: /^Undo/ }).click();
      await settled(page);
      await page.waitForFunction(() =>
        /Sales/.test(document.querySelector('.spellings ul')?.textContent ?? ''),
      );
      await close();
    });

    test('the date question is asked with both days, and the answer can be changed', async () => {
      const { page, close } = await open(browser, name);
      await give(page, [{ name: 'roster.csv', content: roster(60) }]);
      await inRoom(page, 'columns');
      const asked = question(page, 'roster.dateOrder');
      assert.equal(await asked.count(), 1);
      const [first, second] = await asked.locator('button').allTextContents();
      assert.match(`${first} ${second}`, /^[A-Z]\w+ \d, 20\d\d [A-Z]\w+ \d, 20\d\d$/);
      await asked.locator('button').last().click();
      await asked.waitFor({ state: 'detached' });
      await settled(page);
      const reading = row(page, 'Hire Date').locator('select').first();
      assert.equal(await reading.inputValue(), 'month');
      await reading.selectOption('day');
      await settled(page);
      assert.equal(await question(page, 'roster.dateOrder').count(), 0);
      await close();
    });

    test('an answer hands the keyboard on to the next question', async () => {
      const { page, close } = await open(browser, name);
      await give(page, [{ name: 'roster.csv', content: roster(60) }]);
      await inRoom(page, 'columns');
      await page.locator('.question button').first().focus();
      for (let left = await page.locator('.question').count(); left > 0; left -= 1) {
        // The focus follows the answer a moment later.
        await page.waitForFunction(() => document.activeElement?.closest('.question'));
        await page.keyboard.press('Enter');
        await page.waitForFunction(
          (count) => document.querySelectorAll('.question').length < count,
          left,
        );
      }
      await page.waitForFunction(() => document.activeElement?.tagName === 'SUMMARY');
      await close();
    });

    test('levels are put in order with the keyboard, and by dragging', async () => {
      const { page, close } = await open(browser, name);
      await loadSample(page);
      await page.goBack();
      await inRoom(page, 'columns');
      await page.locator('.order button').first().click();
      const levels = () => page.locator('.order li > span').allTextContents();
      const before = await levels();
      await page.locator('.order li').first().locator('button').last().focus();
      await page.keyboard.press('Enter');
      await page.waitForFunction(
        (level) => document.querySelectorAll('.order li > span')[1]?.textContent === level,
        before[0],
      );
      await page.keyboard.press('Enter');
      await page.waitForFunction(
        (level) => document.querySelectorAll('.order li > span')[2]?.textContent === level,
        before[0],
      );
      assert.match(
        String(await page.locator('.order [role="status"]').textContent()),
        / is now 3 of /,
      );
      await settled(page);
      assert.deepEqual((await levels()).slice(0, 3), [before[1], before[2], before[0]]);
      const lines = page.locator('.order li');
      await drag(name, lines.nth(2), lines.nth(0));
      await page.waitForFunction(
        (level) => document.querySelector('.order li > span')?.textContent === level,
        before[0],
      );
      await settled(page);
      assert.deepEqual(await levels(), before);
      await close();
    });

    test('what looks sensitive is not kept, unless HR says otherwise', async () => {
      const { page, close } = await open(browser, name);
      await give(page, [{ name: 'roster.csv', content: roster(60) }]);
      await inRoom(page, 'columns');
      assert.match(
        String(await page.locator('.sensitive').textContent()),
        /^Looks sensitive: Salary\./,
      );
      await page.locator('.ignored summary').click();
      assert.doesNotMatch(String(await page.locator('main').textContent()), /40\d\d/);
      await row(page, 'Salary').locator('select').selectOption('other');
      await page.locator('.sensitive').waitFor({ state: 'detached' });
      await settled(page);
      assert.match(String(await row(page, 'Salary').textContent()), /kept because you chose it/);
      assert.match(String(await row(page, 'Salary').textContent()), /40\d\d/);
      await close();
    });

    test('roster, opt-in list, pairs and a wrong file at once', async () => {
      const { page, complaints, close } = await open(browser, name);
      const workbook = await writeXlsx({
        sheets: [
          {
            name: 'Skills',
            rows: [
              ['Employee ID', 'Skills offered'],
              ['E1', 'SQL; Go'],
              ['E2', 'Go'],
            ],
          },
        ],
      });
      await give(page, [
        { name: 'cats.csv', content: 'Colour,Weight\r\nred,3\r\nblue,4\r\n' },
        { name: 'optin.csv', content: 'Employee ID\r\nE1\r\nE2\r\nE3\r\nE4\r\nE999\r\n' },
        { name: 'roster.csv', content: roster(60) },
        { name: 'secret.csv', content: 'Person 1,Person 2\r\nE1,E2\r\n' },
        { name: 'skills.xlsx', content: workbook },
      ]);
      await inRoom(page, 'columns');
      assert.equal(await page.locator('h1').textContent(), '60 people');
      assert.match(
        String(await page.locator('[data-joined="optin.csv"]').textContent()),
        /4 of 5 joined by id; 1 not in the roster/,
      );
      assert.match(
        String(await page.locator('[data-joined="skills.xlsx"]').textContent()),
        /All 2 joined by id/,
      );
      assert.match(
        String(await page.locator('[data-aside="cats.csv"]').textContent()),
        /left aside/,
      );
      assert.match(
        String(await page.locator('main').textContent()),
        /cats\.csv could not be made out/,
      );
      assert.match(String(await page.locator('.loaded-files').textContent()), /1 pair/);
      assert.doesNotMatch(String(await page.locator('main').textContent()), /secret/);
      await page.locator('.card a.button').click();
      await counted(page);
      assert.match(String(await page.locator('.meaning').textContent()), /4 of 60 take part/);
      assert.match(
        String(await page.locator('.confidential').textContent()),
        /1 pair does not meet/,
      );
      assert.deepEqual(complaints, []);
      await close();
    });

    test('a later list is joined, can mean the contrary, and can be taken out', async () => {
      const { page, close } = await open(browser, name);
      await give(page, [{ name: 'roster.csv', content: roster(60) }]);
      await inRoom(page, 'columns');
      await give(page, [{ name: 'list.csv', content: 'Employee ID\r\nE1\r\nE2\r\n' }], 'lists');
      const list = page.locator('[data-joined="list.csv"]');
      await list.waitFor();
      await settled(page);
      assert.equal(await page.locator('h1').textContent(), '60 people');
      await list.getByLabel('What being in list.csv means').selectOption('out');
      await settled(page);
      await page.locator('.card a.button').click();
      await counted(page);
      assert.match(String(await page.locator('.meaning').textContent()), /58 of 60 take part/);
      await page.goBack();
      await inRoom(page, 'columns');
      await list.getByRole('button', { name: 'Remove list.csv' }).click();
      await list.waitFor({ state: 'detached' });
      // Whatever is added goes with the people; another roster is given where the first one was.
      await give(page, [{ name: 'more.csv', content: roster(40) }], 'lists');
      await page.locator('[data-joined="more.csv"]').waitFor();
      await settled(page);
      assert.equal(await page.locator('h1').textContent(), '60 people');
      await page.getByRole('button', { name: 'Remove more.csv' }).click();
      await page.locator('[data-joined="more.csv"]').waitFor({ state: 'detached' });
      await page.evaluate(() => {
        location.hash = '#/en/people';
      });
      await inRoom(page, 'people');
      await give(page, [{ name: 'new.csv', content: roster(40) }]);
      await page.getByRole('heading', { name: '40 people' }).waitFor();
      await page.getByText('new.csv is the roster now. roster.csv was left aside').waitFor();
      assert.match(String(await page.locator('[data-aside]').textContent()), /roster\.csv/);
      await page.locator('[data-aside]').getByRole('button', { name: 'Use as the roster' }).click();
      await page.getByRole('heading', { name: '60 people' }).waitFor();
      await close();
    });

    test('a table is pasted anywhere, quotes and all, and a list after it is joined', async () => {
      const { page, close } = await open(browser, name);
      await paste(page, 'a word');
      await paste(
        page,
        'Employee ID\tName\tDepartment\n1\tAna\t"IT\nand more"\n2\tBo\tHR\n3\tCy\tHR',
      );
      await inRoom(page, 'columns');
      assert.equal(await page.locator('h1').textContent(), '3 people');
      await page.getByText('Pasted: 3 rows, 3 columns.').waitFor();
      await paste(page, 'Employee ID\n1\n3');
      await page.locator('[data-joined="pasted table 2"]').waitFor();
      assert.match(String(await page.locator('[data-joined]').textContent()), /All 2 joined/);
      await close();
    });

    test('the rows with problems are downloaded: the reason, the row in the file, the cells', async () => {
      for (const [language, delimiter, heads] of /** @type {const} */ ([
        ['en', ',', ['Problem', 'File row']],
        ['de', ';', ['Problem', 'Zeile der Datei']],
      ])) {
        const { page, close } = await open(browser, name, { language });
        const content = `${roster(30)}E7,"Other, Person",Sales,Graz,01/01/2019,1\r\nE90,=1+1,,Linz,02/01/2019,2\r\n`;
        await give(page, [{ name: 'roster.csv', content }]);
        await inRoom(page, 'columns');
        const file = await download(page, name, 'problems');
        assert.match(file.name, /^weft-problems-\d{4}-\d\d-\d\d\.csv$/);
        const text = file.bytes.toString('utf8');
        assert.ok(text.startsWith('\ufeff'));
        const rows = /** @type {string[][]} */ (
          Papa.parse(text.slice(1), { delimiter, skipEmptyLines: true }).data
        );
        assert.deepEqual(rows[0], [...heads, ...HEADERS.filter((header) => header !== 'Salary')]);
        assert.ok(rows.every((cells) => cells.length === rows[0]?.length));
        const twice = rows.find((cells) => cells[1] === '32');
        assert.deepEqual(twice?.slice(2, 5), ['E7', 'Other, Person', 'Sales']);
        assert.match(String(twice?.[0]), language === 'en' ? /same id/ : /gleiche Nummer/);
        const formula = rows.find((cells) => cells[1] === '33');
        assert.equal(formula?.[3], "'=1+1");
        assert.match(
          String(formula?.[0]),
          language === 'en' ? /Department: no entry/ : /kein Eintrag/,
        );
        await close();
      }
    });

    test('two people with one id: asked, answered, counted', async () => {
      const { page, close } = await open(browser, name);
      const content = `${roster(30)}E7,Somebody Else,Sales,Graz,01/01/2019,1\r\n`;
      await give(page, [{ name: 'roster.csv', content }]);
      await inRoom(page, 'columns');
      assert.equal(await page.locator('h1').textContent(), '30 people');
      const asked = question(page, 'roster.duplicateAsked');
      assert.match(String(await asked.textContent()), /“E7”.*Member 7.*Somebody Else/);
      await asked.getByRole('button', { name: /^Two people/ }).click();
      await page.getByRole('heading', { name: '31 people' }).waitFor();
      await close();
    });

    test('guests are left out, and are people if HR says so', async () => {
      const { page, close } = await open(browser, name);
      const people = Array.from(
        { length: 9 },
        (_, index) =>
          `P${index},p${index}@x.example,${index % 2 ? 'IT' : 'HR'},${index < 7 ? 'Member' : 'Guest'}`,
      );
      await give(page, [
        {
          name: 'entra.csv',
          content: `displayName,mail,department,userType\r\n${people.join('\r\n')}\r\n`,
        },
      ]);
      await inRoom(page, 'columns');
      assert.equal(await page.locator('h1').textContent(), '7 people');
      assert.match(String(await page.locator('.lift').textContent()), /2 accounts of no person/);
      await page.getByRole('button', { name: 'They are people' }).click();
      await page.getByRole('heading', { name: '9 people' }).waitFor();
      await page.locator('.answers summary').click();
      await page
        .locator('.answers')
        .getByRole('button', { name: /Guests count as people/ })
        .click();
      await page.getByRole('heading', { name: '7 people' }).waitFor();
      await close();
    });

    test('next month: the answers hold, and what has changed about the export is said', async () => {
      const first = await open(browser, name);
      await give(first.page, [{ name: 'roster.csv', content: roster(60) }]);
      await inRoom(first.page, 'columns');
      await question(first.page, 'roster.similarValues')
        .getByRole('button', { name: /^Merge/ })
        .click();
      await question(first.page, 'roster.dateOrder').locator('button').last().click();
      await first.page.locator('.question').first().waitFor({ state: 'detached' });
      await settled(first.page);
      await first.page.locator('.card a.button').click();
      await counted(first.page);
      await match(first.page);
      await first.page.locator('.result-head .button').click();
      const workspace = await download(first.page, name, 'workspace');
      await first.close();

      const { page, close } = await open(browser, name);
      const headers = ['Employee ID', 'Name', 'Department', 'Office', 'Hire Date', 'Floor'];
      await give(page, [
        { name: 'roster.csv', content: roster(62, headers) },
        { name: 'last.weft.json', content: workspace.bytes },
      ]);
      await inRoom(page, 'columns');
      assert.equal(await page.locator('.question').count(), 0);
      const since = String(await page.locator('.since').textContent());
      assert.match(since, /“Site” is now “Office”\./);
      assert.match(since, /“Floor” is new\./);
      assert.match(since, /“Salary” is gone\./);
      assert.match(since, /60 → 62 people\./);
      assert.match(String(await page.locator('.answers summary').textContent()), /2 answers/);
      await close();
    });

    test('back, forward and a reload in the middle of the questions', async () => {
      const { page, complaints, close } = await open(browser, name);
      await give(page, [{ name: 'roster.csv', content: roster(60) }]);
      await inRoom(page, 'columns');
      await page.locator('.question button').first().click();
      await page.goBack();
      await inRoom(page, 'people');
      await page.goForward();
      await inRoom(page, 'columns');
      await settled(page);
      assert.match(String(await page.locator('.answers summary').textContent()), /1 answer/);
      await page.reload();
      await inRoom(page, 'people');
      assert.equal(await page.locator('.side .card').count(), 0);
      assert.deepEqual(complaints, []);
      await close();
    });

    test('sixty columns and hundreds of findings stay a page that can be read', async () => {
      const { page, complaints, close } = await open(browser, name);
      const headers = Array.from({ length: 60 }, (_, column) => `Field ${column}`);
      const lines = Array.from({ length: 400 }, (_, index) =>
        [
          `E${index}`,
          `Person ${index}`,
          `Department ${String.fromCharCode(65 + (index % 26))}${'xyz'[index % 3]}tion`,
          ...headers.map((_, column) =>
            index % 7 === column % 7 ? '' : `Value${(index * column) % 40}`,
          ),
        ].join(','),
      );
      const content = `Employee ID,Name,Department,${headers.join(',')}\r\n${lines.join('\r\n')}\r\n`;
      await give(page, [{ name: 'wide.csv', content }]);
      await inRoom(page, 'columns');
      const shape = await page.evaluate(() => ({
        height: document.documentElement.scrollHeight,
        findings: document.querySelectorAll('[data-finding]').length,
        questions: document.querySelectorAll('.question').length,
        nodes: document.querySelectorAll('*').length,
      }));
      assert.ok(shape.findings < 40, `${shape.findings} findings`);
      assert.ok(shape.questions < 30, `${shape.questions} questions`);
      assert.ok(shape.nodes < 8000, `${shape.nodes} nodes`);
      assert.deepEqual(complaints, []);
      await close();
    });
  });
}
