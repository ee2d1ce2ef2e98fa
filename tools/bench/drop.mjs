/** Large rosters dropped on the page in Chromium: until the room People can be used, until the pairs are downloaded, and the longest the page stood still. */
import { createWriteStream, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  counted,
  download,
  fileAddress,
  inRoom,
  launch,
  match,
  open,
} from '../../tests/browser/lib/page.js';
import { median } from '../lib/median.mjs';
import { rosterChunks } from '../make-roster.mjs';

export const title = 'large rosters dropped on the page in Chromium';

const PATIENCE_MS = 180_000;

/** @param {import('../bench.mjs').Context} context */
export async function run({ quick, root, build, log }) {
  await build('page');
  const folder = join(root, 'build/bench');
  mkdirSync(folder, { recursive: true });
  /** @type {import('../bench.mjs').Row[]} */
  const rows = [];
  for (const people of quick ? [100_000] : [1_000_000, 2_000_000]) {
    const file = join(folder, `roster-${people}.csv`);
    if (!existsSync(file)) {
      log(`writing a roster of ${people.toLocaleString('en')} people`);
      await pipeline(Readable.from(rosterChunks({ people })), createWriteStream(file));
    }
    const drops = [];
    for (let time = 0; time < (quick ? 1 : 3); time += 1) drops.push(await drop(file));
    const what = `${people.toLocaleString('en')} people × 12 columns`;
    const columns = median(drops.map((one) => one.columns));
    const still = median(drops.map((one) => one.still));
    rows.push({
      what: `${what}: until the room People can be used`,
      value: columns,
      unit: 's',
      ...(people === 1_000_000 && { target: 'within 5 s', ok: columns <= 5 }),
    });
    rows.push({
      what: `${what}: the longest the page stood still, on the whole way`,
      value: still,
      unit: 'ms',
      target: 'at most 100 ms',
      ok: still <= 100,
    });
    rows.push({
      what: `${what}: until the program says how many take part`,
      value: median(drops.map((one) => one.program)),
      unit: 's',
    });
    const pairs = median(drops.map((one) => one.pairs));
    rows.push({
      what: `${what}: until the pairs are downloaded`,
      value: pairs,
      unit: 's',
      ...(people === 1_000_000 && { target: 'under 20 s', ok: pairs < 20 }),
    });
  }
  return rows;
}

/** One drop, in a browser of its own. @param {string} file */
async function drop(file) {
  const browser = await launch('chromium');
  try {
    const { page, complaints, close } = await open(browser, 'chromium', { address: fileAddress });
    page.setDefaultTimeout(PATIENCE_MS);
    // The button is waited for as well, so that what is measured is not how the core starts.
    await page.waitForSelector('.drop .quiet');
    await page.evaluate(watch);
    await page.locator('input[name="files"]').setInputFiles(file);
    await inRoom(page, 'columns');
    await page.waitForSelector('.card a.button');
    const columns = await page.evaluate(sinceChange);
    await page.locator('.card a.button').click();
    await inRoom(page, 'program');
    await counted(page);
    const program = await page.evaluate(sinceChange);
    await match(page);
    await page.locator('.result-head .button').click();
    await inRoom(page, 'hand-over');
    const { bytes } = await download(page, 'chromium', 'csv');
    const pairs = await page.evaluate(sinceChange);
    if (bytes.length < 1_000_000) throw new Error(`a file of ${bytes.length} bytes`);
    const still = await page.evaluate(() => Reflect.get(window, 'watched').still);
    if (complaints.length > 0) throw new Error(complaints.join('\n'));
    await close();
    return { columns, program, pairs, still };
  } finally {
    await browser.close();
  }
}

/** Runs in the page: from the file's arrival on, how long the page does not get round to anything. */
function watch() {
  const watched = { start: 0, still: 0 };
  Object.assign(window, { watched });
  addEventListener(
    'change',
    () => {
      watched.start = performance.now();
      let last = watched.start;
      const look = () => {
        const now = performance.now();
        watched.still = Math.max(watched.still, now - last);
        last = now;
        setTimeout(look);
      };
      setTimeout(look);
    },
    { capture: true, once: true },
  );
}

/** Runs in the page. */
function sinceChange() {
  return (performance.now() - Reflect.get(window, 'watched').start) / 1000;
}
