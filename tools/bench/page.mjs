/** The page in Chromium with 1,470 people: from the button to the result on screen, and the file's size. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { counted, fileAddress, give, inRoom, launch, open } from '../../tests/browser/lib/page.js';
import { median } from '../lib/median.mjs';
import { MOST_BYTES } from '../lib/page-size.mjs';
import { rosterChunks } from '../make-roster.mjs';

export const title = 'the page in Chromium, 1,470 people';

const PEOPLE = 1470;
const RESULT = '.long-list .groups tbody tr';

/** @param {import('../bench.mjs').Context} context */
export async function run({ quick, root, build, log }) {
  await build('page');
  const ibm = join(root, '../shared/data/ibm-hr/ibm-hr.csv');
  const isReal = existsSync(ibm);
  if (!isReal) log('the roster is not on this machine: a made-up one of the same size instead');
  const content = isReal ? readFileSync(ibm) : [...rosterChunks({ people: PEOPLE })].join('');

  const reading = [];
  const matching = [];
  const browser = await launch('chromium');
  try {
    for (let time = 0; time < (quick ? 1 : 5); time += 1) {
      const { page, close } = await open(browser, 'chromium', { address: fileAddress });
      const start = performance.now();
      await give(page, [{ name: 'roster.csv', content }]);
      await inRoom(page, 'columns');
      reading.push((performance.now() - start) / 1000);
      await page.locator('.card a.button').click();
      await inRoom(page, 'program');
      await counted(page);
      matching.push(await page.evaluate(pressAndWait, RESULT));
      await close();
    }
  } finally {
    await browser.close();
  }
  const size = statSync(join(root, 'dist/weft.html')).size;
  return [
    { what: 'from file to columns', value: median(reading), unit: 's' },
    {
      what: 'from button to result on screen',
      value: median(matching),
      unit: 's',
      target: 'under 2 s',
      ok: median(matching) < 2,
    },
    {
      what: 'dist/weft.html',
      value: Math.round(size / 1000),
      unit: 'KB',
      target: `at most ${MOST_BYTES / 1000} KB`,
      ok: size <= MOST_BYTES,
    },
  ];
}

/**
 * Runs in the page, so that the way to the browser and back is not measured: presses the button and
 * gives the seconds until the result has been painted.
 * @param {string} result
 * @returns {Promise<number>}
 */
export function pressAndWait(result) {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    /** @type {HTMLElement | null} */ (document.querySelector('.meaning .large'))?.click();
    const look = () => {
      const seconds = (performance.now() - start) / 1000;
      if (document.querySelector(result)) requestAnimationFrame(() => resolve(seconds));
      else if (seconds > 60) reject(new Error('no result after a minute'));
      else requestAnimationFrame(look);
    };
    look();
  });
}
