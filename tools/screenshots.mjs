/** Takes the README's few pictures of the page into docs/screenshots, and many more for looking at into a folder that is named. */

import { mkdir, readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import {
  counted,
  give,
  inRoom,
  launch,
  loadSample,
  match,
  open,
  takeSample,
} from '../tests/browser/lib/page.js';

const { values: options } = parseArgs({ options: { all: { type: 'string' } } });
const README = new URL('../docs/screenshots/', import.meta.url).pathname;
const LONG_WAIT_MS = 120_000;

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {{language: string, scheme: 'light' | 'dark', width: number, height: number}} View */

const browser = await launch('chromium');

/**
 * Walks through all rooms and hands each to `take`.
 * @param {View} view
 * @param {(page: Page, room: string) => Promise<unknown>} take
 */
async function walk(view, take) {
  const { page, close } = await open(browser, 'chromium', view);
  page.setDefaultTimeout(LONG_WAIT_MS);
  await page.waitForSelector('.version:not(:empty)');
  await take(page, 'people');
  await loadSample(page);
  await counted(page);
  await take(page, 'program');
  await page.goBack();
  await inRoom(page, 'columns');
  await take(page, 'columns');
  await page.goForward();
  await inRoom(page, 'program');
  await match(page);
  await take(page, 'match');
  await page.locator('.result-head .button').click();
  await inRoom(page, 'hand-over');
  await take(page, 'hand-over');
  await page.locator('.masthead a[href$="/privacy"]').click();
  await inRoom(page, 'privacy');
  await take(page, 'privacy');
  await close();
}

const ROSTERS = ['workday.csv', 'personio-de.csv', 'untidy.csv', 'sensitive.csv'];
const LISTS = [
  { name: 'optin.csv', content: 'Employee ID\nE01\nE03\nE99\n' },
  { name: 'pairs.csv', content: 'Person 1,Person 2\nE01,E03\n' },
  { name: 'colours.csv', content: 'Colour,Weight\nred,3\n' },
];

/**
 * The columns step with real exports, one of them with lists beside it, and with many people.
 * @param {View} view
 * @param {(page: Page, room: string) => Promise<unknown>} take
 */
async function walkRosters(view, take) {
  const people = Array.from(
    { length: 5000 },
    (_, row) =>
      `E${row},Person ${row},Department ${row % 40},${['Wien', 'Graz', 'graz'][row % 3]},0${(row % 9) + 1}/04/2019`,
  );
  const many = `Employee ID,Name,Department,Site,Hire Date\n${people.join('\n')}\n`;
  const rosters = [{ name: 'five-thousand.csv', content: many }];
  for (const name of ROSTERS) {
    const path = new URL(`../tests/rosters/${name}`, import.meta.url);
    rosters.push({ name, content: await readFile(path, 'utf8') });
  }
  for (const roster of rosters) {
    const { page, close } = await open(browser, 'chromium', view);
    page.setDefaultTimeout(LONG_WAIT_MS);
    await give(page, roster.name === 'untidy.csv' ? [roster, ...LISTS] : [roster]);
    await inRoom(page, 'columns');
    await take(page, `columns-${roster.name.replace('.csv', '')}`);
    await close();
  }
}

/** What shows the formats off whose results are more than a table. */
const FORMATS = [
  { format: 'barcamp', card: 'Internal barcamp', sample: 'votes', shown: '.agenda' },
  { format: 'teams', card: 'Cross-functional teams', sample: 'projects', shown: '.team' },
];

/**
 * The results of those formats with the sample company.
 * @param {View} view
 * @param {(page: Page, room: string) => Promise<unknown>} take
 */
async function walkFormats(view, take) {
  for (const { format, card, sample, shown } of FORMATS) {
    const { page, close } = await open(browser, 'chromium', view);
    page.setDefaultTimeout(LONG_WAIT_MS);
    await loadSample(page);
    await page.locator('.formats label', { hasText: card }).click();
    await takeSample(page, sample);
    await counted(page);
    await page.locator('.meaning .large').click();
    const result = page.locator(shown).first();
    await result.waitFor();
    await result.evaluate((element) => element.scrollIntoView({ block: 'start' }));
    await take(page, format);
    await close();
  }
}

await mkdir(README, { recursive: true });
const wide = { width: 1280, height: 860 };
await walk({ language: 'en', scheme: 'light', ...wide }, (page, room) =>
  ['people', 'columns', 'program', 'match'].includes(room)
    ? page.screenshot({ path: `${README}${room}.png` })
    : Promise.resolve(),
);
await walkFormats({ language: 'en', scheme: 'light', ...wide }, (page, room) =>
  page.screenshot({ path: `${README}${room}.png` }),
);
await walk({ language: 'de', scheme: 'dark', ...wide }, (page, room) =>
  room === 'match' ? page.screenshot({ path: `${README}match-dark-de.png` }) : Promise.resolve(),
);

if (options.all) {
  await mkdir(options.all, { recursive: true });
  for (const language of ['en', 'de']) {
    for (const scheme of /** @type {const} */ (['light', 'dark'])) {
      for (const [width, height] of [
        [360, 740],
        [1280, 860],
        [2560, 1440],
      ]) {
        const view = { language, scheme, width: Number(width), height: Number(height) };
        const take = (/** @type {Page} */ page, /** @type {string} */ room) =>
          page.screenshot({
            path: `${options.all}/${room}-${language}-${scheme}-${width}.png`,
            fullPage: true,
          });
        await walk(view, take);
        if (language === 'en') await walkFormats(view, take);
        await walkRosters(view, take);
      }
    }
  }
}
await browser.close();
