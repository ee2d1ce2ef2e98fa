/** Teams in the page: 400 people into 40 teams with six criteria, rules and a lead each; a move's effect and the move; and 10,000 people. */
import { counted, fileAddress, give, inRoom, launch, open } from '../../tests/browser/lib/page.js';
import { median } from '../lib/median.mjs';
import { Random } from '../lib/random.mjs';
import { rosterChunks } from '../make-roster.mjs';
import { pressAndWait } from './page.mjs';

export const title = 'teams in Chromium, from the button to the cards';

const CARD = '.team';
const LIMIT_S = 3;
const RUNS = 3;
const PATIENCE_MS = 300_000;

/** The made-up roster with more leads than teams, four women in ten, and a skill that three in ten have. @param {number} people */
function roster(people) {
  const random = new Random(3);
  const [header = '', ...lines] = [...rosterChunks({ people })].join('').trimEnd().split('\n');
  const names = header.split(',');
  const [level, skills] = [names.indexOf('Level'), names.indexOf('Skills offered')];
  const rows = lines.map((line, index) => {
    const cells = line.split(',');
    if (index % 9 === 0) cells[level] = 'Lead';
    if (random.chance(0.3)) cells[skills] = `Excel; ${cells[skills]}`;
    return [...cells, random.chance(0.4) ? 'w' : 'm'].join(',');
  });
  return [`${header},Gender`, ...rows].join('\n');
}

/** @param {object} size */
function program(size) {
  return JSON.stringify({
    ...{ weft: 1, format: 'teams', name: 'Teams', seed: 7, ...size },
    roles: [{ role: 'Lead', lead: true, who: [{ column: '@level', is: ['Lead'] }] }],
    rules: [
      { notAlone: { column: 'Gender', is: ['w'] } },
      { cover: { column: '@skillsOffered', has: ['Excel'] } },
    ],
    criteria: [
      { mix: '@department', weight: 70 },
      { mix: '@title', weight: 20 },
      { spread: '@site', weight: 40 },
      { share: '@languages', weight: 20 },
      { balance: '@hireDate', weight: 20 },
      { balance: '@level', weight: 20 },
    ],
  });
}

/**
 * @param {import('playwright-core').Page} page
 * @param {number} people
 * @param {object} size
 */
async function prepare(page, people, size) {
  page.setDefaultTimeout(PATIENCE_MS);
  await give(page, [
    { name: 'teams.program.json', content: program(size) },
    { name: 'people.csv', content: roster(people) },
  ]);
  await inRoom(page, 'columns');
  await page.locator('.thread a').nth(1).click();
  await inRoom(page, 'program');
  await page.waitForSelector('[data-place="/roles/0"]');
  await counted(page);
}

/**
 * Seconds from here until something is there, or gone.
 * @param {import('playwright-core').Page} page
 * @param {() => Promise<unknown>} act
 * @param {string} shown
 * @param {'visible' | 'detached'} [state]
 */
async function until(page, act, shown, state = 'visible') {
  const start = performance.now();
  await act();
  await page.locator(shown).first().waitFor({ state });
  return (performance.now() - start) / 1000;
}

/** Swaps the last two of the first two teams, if no rule is broken. @param {import('playwright-core').Page} page */
async function move(page) {
  const last = (/** @type {number} */ team) =>
    page.locator(CARD).nth(team).locator('.team-person').last();
  await last(0).click();
  const effect = await until(page, () => last(1).click(), '.effect');
  if ((await page.locator('.do-it').getAttribute('aria-disabled')) === 'true')
    return { effect, done: Number.NaN };
  const done = await until(page, () => page.locator('.do-it').click(), '.move-panel', 'detached');
  return { effect, done };
}

/** @param {import('../bench.mjs').Context} context */
export async function run({ quick, build }) {
  await build('page');
  const browser = await launch('chromium');
  /** @type {import('../bench.mjs').Row[]} */
  const rows = [];
  try {
    const seconds = [];
    let moved = { effect: Number.NaN, done: Number.NaN };
    let said = '';
    for (let time = 0; time < (quick ? 1 : RUNS); time += 1) {
      const { page, close } = await open(browser, 'chromium', { address: fileAddress });
      await prepare(page, 400, { count: 40 });
      seconds.push(await page.evaluate(pressAndWait, CARD));
      said = String(await page.locator('.verdict').textContent());
      moved = await move(page);
      await close();
    }
    rows.push(
      {
        what: `400 people into 40 teams, six criteria, notAlone, cover and a lead: ${said}`,
        value: median(seconds),
        unit: 's',
        target: `under ${LIMIT_S} s`,
        ok: median(seconds) < LIMIT_S,
      },
      { what: 'the effect of a swap on screen', value: moved.effect, unit: 's' },
      { what: 'the swap done and checked', value: moved.done, unit: 's' },
    );
    const people = quick ? 2000 : 10_000;
    const { page, close } = await open(browser, 'chromium', { address: fileAddress });
    await prepare(page, people, { size: { min: 7, max: 9 } });
    rows.push({
      what: `${people} people into teams of seven to nine, the same program`,
      value: await until(page, () => page.locator('.meaning .large').click(), CARD),
      unit: 's',
    });
    rows.push({ what: 'cards on screen then', value: await page.locator(CARD).count() });
    const large = await move(page);
    rows.push(
      { what: 'the effect of a swap on screen', value: large.effect, unit: 's' },
      { what: 'the swap done and checked', value: large.done, unit: 's' },
    );
    await close();
  } finally {
    await browser.close();
  }
  return rows;
}
