/** Takes the README's few pictures of the page into docs/screenshots, and many more for looking at into a folder that is named. */

import { mkdir } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { counted, inRoom, launch, loadSample, match, open } from '../tests/browser/lib/page.js';

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
  await page.locator('.masthead nav a').nth(1).click();
  await inRoom(page, 'privacy');
  await take(page, 'privacy');
  await close();
}

await mkdir(README, { recursive: true });
const wide = { width: 1280, height: 860 };
await walk({ language: 'en', scheme: 'light', ...wide }, (page, room) =>
  ['people', 'program', 'match'].includes(room)
    ? page.screenshot({ path: `${README}${room}.png` })
    : Promise.resolve(),
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
        await walk(view, (page, room) =>
          page.screenshot({
            path: `${options.all}/${room}-${language}-${scheme}-${width}.png`,
            fullPage: true,
          }),
        );
      }
    }
  }
}
await browser.close();
