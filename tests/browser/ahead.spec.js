/** Before the run and after it: clashes, the forecast, what counts, and what would help those left out. */

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { passesAxe } from './lib/axe.js';
import {
  browserNames,
  counted,
  give,
  inRoom,
  launch,
  loadSample,
  match,
  open,
} from './lib/page.js';

/** @typedef {import('playwright-core').Browser} Browser */
/** @typedef {import('playwright-core').Page} Page */

/** Sixty people, 36 of them in one department. */
const LOPSIDED = `Employee ID,Name,Department,Site
${Array.from(
  { length: 60 },
  (_, row) =>
    `E${row},Person ${row},${row < 36 ? 'Sales' : ['IT', 'HR'][row % 2]},${['Graz', 'Wien'][row % 2]}`,
).join('\n')}
`;

/** Eight people at four sites of two. */
const SMALL = `Employee ID,Name,Site
${Array.from({ length: 8 }, (_, row) => `E${row},Person ${row},S${row >> 1}`).join('\n')}
`;

/** Two rounds ago they met at their sites, in the last round across. */
const HISTORY = JSON.stringify({
  weft: 1,
  kind: 'workspace',
  programs: [],
  people: Array.from({ length: 8 }, (_, row) => `E${row}`),
  rounds: [
    [0, 1, 2, 3, 4, 5, 6, 7],
    [1, 2, 3, 4, 5, 6, 7, 0],
  ].map(([a, b, c, d, e, f, g, h], round) => ({
    program: 'Lunch',
    format: 'lunch',
    date: `2026-0${round + 1}-01`,
    seed: 1,
    groups: [
      [a, b],
      [c, d],
      [e, f],
      [g, h],
    ],
  })),
});

/** @param {object[]} rules */
const programOf = (rules) =>
  JSON.stringify({
    weft: 1,
    format: 'lunch',
    name: 'Lunch',
    rules,
    criteria: [{ mix: '@site', weight: 40 }],
    seed: 7,
  });

/**
 * @param {Page} page
 * @param {string} roster
 * @param {object[]} rules
 * @param {Array<{name: string, content: string}>} [more]
 */
async function load(page, roster, rules, more = []) {
  await give(page, [
    ...more,
    { name: 'people.csv', content: roster },
    { name: 'program.json', content: programOf(rules) },
  ]);
  await inRoom(page, 'columns');
  await page.locator('.card a.button').click();
  await counted(page);
}

/**
 * Keeps some requests from the core and answers in its place; `tell` says more about the last of them.
 * @param {Page} page
 * @param {string} ops
 * @param {{progress?: object, result?: object}} answer
 */
function answerInstead(page, ops, { progress, result }) {
  return page.evaluate(
    ({ pattern, data }) => {
      const send = Worker.prototype.postMessage;
      /** @type {string[]} */
      const asked = [];
      Worker.prototype.postMessage = function (
        /** @type {any} */ message,
        /** @type {any} */ options,
      ) {
        const op = new RegExp(`^{"op":"(${pattern})"`).exec(message.request ?? '')?.[1];
        if (!op) return send.call(this, message, options);
        asked.push(op);
        const tell = (/** @type {object} */ more) =>
          this.dispatchEvent(new MessageEvent('message', { data: { id: message.id, ...more } }));
        Object.assign(window, { tell });
        setTimeout(() => tell(data));
      };
      Object.assign(window, { asked });
    },
    { pattern: ops, data: progress ? { progress: JSON.stringify(progress) } : { result } },
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

    test('a clash is named before the run, and the count does not promise what cannot be', async () => {
      const { page, complaints, close } = await open(browser, name);
      await load(page, LOPSIDED, [{ different: '@department' }]);
      assert.equal(
        await page.locator('.meaning .clash').textContent(),
        '“Sales” has 36 people, all others in “Department” together 24: at least 12 stay over if two of the same “Department” never meet.',
      );
      assert.equal(await page.locator('.meaning .figure').textContent(), '24 pairs at most');
      await passesAxe(page, 'program, a clash');
      await page.locator('[data-place="/rules/0"] .remove').click();
      await page.locator('.meaning .clash').waitFor({ state: 'detached' });
      assert.equal(await page.locator('.meaning .figure').textContent(), '30 pairs');
      assert.deepEqual(complaints, []);
      await close();
    });

    test('a rule is loosened for those left out; that can be taken back, and it helps', async () => {
      const { page, complaints, close } = await open(browser, name);
      await load(page, LOPSIDED, [{ different: '@department' }, { met: { rounds: 6 } }]);
      await match(page);
      assert.equal(await page.locator('#left-out-title').textContent(), '12 people are left out');
      const option = page.locator('.help li');
      assert.equal(
        await option.locator('span').textContent(),
        'Without “Never two people of the same department”: 12 more people matched.',
      );
      assert.equal(await option.count(), 1);
      await passesAxe(page, 'match, left out');

      await option.locator('button').click();
      await inRoom(page, 'program');
      await counted(page);
      assert.equal(await page.locator('[data-place="/rules/1"]').count(), 0);
      await page.locator('.loosened button').click();
      await page.locator('[data-place="/rules/1"]').waitFor();
      assert.equal(await page.locator('.loosened').count(), 0);

      await page.goBack();
      await inRoom(page, 'match');
      await option.locator('button').click();
      await inRoom(page, 'program');
      await counted(page);
      await passesAxe(page, 'program, loosened');
      await page.goBack();
      await inRoom(page, 'match');
      assert.equal(await option.count(), 0, 'it speaks of another program');
      await page.locator('.loosened button').click();
      await option.waitFor();
      await option.locator('button').click();
      await inRoom(page, 'program');
      await counted(page);
      await match(page);
      assert.equal(await page.locator('.headline strong').first().textContent(), '60');
      assert.equal(await page.locator('#left-out-title').count(), 0);
      assert.equal(await page.locator('.loosened').count(), 0);
      assert.deepEqual(complaints, []);
      await close();
    });

    test('a repeat gap is shortened to the longest that helps', async () => {
      const { page, complaints, close } = await open(browser, name, { language: 'de' });
      const history = { name: 'last.weft.json', content: HISTORY };
      await load(page, SMALL, [{ same: '@site' }, { met: { rounds: 4 } }], [history]);
      await page.locator('[data-place^="/rules"] .below').waitFor();
      assert.equal(
        await page.locator('[data-place^="/rules"] .below').textContent(),
        'Diesmal können nicht alle jemand Neues treffen: 8 Personen haben niemand Neues mehr als möglichen Partner.',
      );
      await match(page);
      const option = page.locator('.help li', { hasText: 'verkürzen' });
      assert.equal(
        await option.locator('span').textContent(),
        'Den Abstand bis zur Wiederholung von 4 auf 1 Runde verkürzen: 8 Personen mehr verbunden.',
      );
      await option.locator('button').click();
      await inRoom(page, 'program');
      await counted(page);
      assert.equal(await page.locator('[data-place="/rules/1"] input').inputValue(), '1');
      await match(page);
      assert.equal(await page.locator('.headline strong').first().textContent(), '8');
      assert.deepEqual(complaints, []);
      await close();
    });

    test('the forecast stands under the repeat rule, and names who has the fewest partners', async () => {
      const { page, close } = await open(browser, name);
      await load(page, SMALL, [{ met: { rounds: 6 } }]);
      const line = page.locator('[data-place="/rules/0"] .below');
      await line.waitFor();
      assert.equal(
        await line.textContent(),
        'Repeats become unavoidable after 7 rounds: Person 0 and 7 other people have only 7 possible partners left.',
      );
      await page.locator('[data-place="/rules/0"] .remove').click();
      await counted(page);
      assert.equal(await page.locator('[data-place^="/rules"] .below').count(), 0);
      await close();
    });

    test('while it matches, the best so far is seen to close in on the best there can be', async () => {
      const { page, close } = await open(browser, name);
      await loadSample(page);
      await answerInstead(page, 'run', { progress: { stage: 'match', done: 0.3 } });
      await page.locator('.meaning .large').click();
      await page.locator('.running-number', { hasText: '%' }).waitFor();
      assert.equal(await page.locator('.closing').count(), 0);
      for (const [value, gap] of [
        [970, '3%'],
        [999.9, '0.1%'],
      ]) {
        await page.evaluate(
          (progress) => Reflect.get(window, 'tell')({ progress: JSON.stringify(progress) }),
          { stage: 'match', done: 0.5, value, bound: 1000 },
        );
        await page
          .getByText(`So far at most ${gap} below the best there can be.`, { exact: true })
          .waitFor();
      }
      await passesAxe(page, 'match, running');
      await close();
    });

    test('a core that knows neither forecast nor loosening is not missed', async () => {
      const { page, complaints, close } = await open(browser, name);
      const unknown = { ok: false, error: { code: 'request.unknownOp', args: {} } };
      const told = { result: { answer: JSON.stringify(unknown), files: [] } };
      await answerInstead(page, 'forecast|loosen', told);
      await load(page, LOPSIDED, [{ different: '@department' }, { met: { rounds: 6 } }]);
      await page.waitForFunction(() => Reflect.get(window, 'asked').includes('forecast'));
      await match(page);
      await page.waitForFunction(() => Reflect.get(window, 'asked').includes('loosen'));
      assert.equal(await page.locator('.help, .notice.error').count(), 0);
      await page.goBack();
      await inRoom(page, 'program');
      assert.equal(await page.locator('[data-place^="/rules"] .below, .notice.error').count(), 0);
      assert.deepEqual(complaints, []);
      await close();
    });

    test('what counts can be switched, surprise has its price, and the result says what came of it', async () => {
      const { page, complaints, close } = await open(browser, name);
      await loadSample(page);
      await page.getByLabel('What surprise may cost').selectOption('5');
      await counted(page);
      await match(page);
      assert.match(
        String(await page.locator('.asked').textContent()),
        /of the sum .*given up for more surprise; up to 5% was allowed\./,
      );
      await page.goBack();
      await inRoom(page, 'program');
      await page.getByLabel('What counts').selectOption('worst');
      assert.equal(await page.getByLabel('What surprise may cost').count(), 0);
      await counted(page);
      await passesAxe(page, 'program, what counts');
      await match(page);
      assert.match(
        String(await page.locator('.asked').textContent()),
        /^The weakest group has \d+% of its wishes met; no pairing .* This costs (nothing|at most [\d.]+%) of the best sum\.$/,
      );
      await passesAxe(page, 'match, what came of it');
      await page.goBack();
      await inRoom(page, 'program');
      await page.getByLabel('What counts').selectOption('sum');
      assert.equal(await page.getByLabel('What surprise may cost').inputValue(), '0');
      await counted(page);
      await match(page);
      assert.equal(await page.locator('.asked').count(), 0);
      assert.deepEqual(complaints, []);
      await close();
    });
  });
}
