/** Who knows what with 10,000 people while somebody types, and the searchable page of 1,000 findings sheets, in Chromium. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { strToU8, zipSync } from 'fflate';
import { download, give, inRoom, launch, open } from '../../tests/browser/lib/page.js';
import { median } from '../lib/median.mjs';
import { Random } from '../lib/random.mjs';

export const title = 'who knows what, and findings, in Chromium';

const SKILLS = 10;
const FIELDS = 'data,machine,cloud,sales,contract,quality,process,field,product,supply'.split(',');
const DOINGS =
  'analysis,learning,design,planning,testing,law,writing,control,repair,strategy'.split(',');
const KINDS = ['basic', 'applied', 'advanced', 'practical'];
const WORDS =
  'the team found that early talks with people who run machine save weeks of work because nobody had asked them before and forecast was read by few'.split(
    ' ',
  );
/** Well below what the eye takes for a delay. */
const AT_ONCE_MS = 100;
const TYPED = ['machine learning', 'contract', 'suply desing', 'anna'];

/** @param {number} people */
function roster(people) {
  const random = new Random(7);
  const skills = FIELDS.flatMap((field) =>
    DOINGS.flatMap((doing) => KINDS.map((kind) => `${field} ${doing} ${kind}`)),
  );
  const several = () => {
    const chosen = new Set();
    while (chosen.size < SKILLS) chosen.add(skills[random.below(skills.length)]);
    return [...chosen].join('; ');
  };
  const rows = ['id,Name,Department,Site,Manager,Skills offered,Skills wanted'];
  for (let i = 0; i < people; i += 1) {
    const boss = i === 0 ? '' : `P${Math.floor((i - 1) / 9)}`;
    rows.push(
      `P${i},Anna Person ${i},Department ${random.below(30)},Site ${random.below(12)},${boss},${several()},${several()}`,
    );
  }
  return rows.join('\n');
}

/** @param {number} count */
function sheets(count) {
  const random = new Random(8);
  const text = (/** @type {number} */ words) =>
    Array.from({ length: words }, () => WORDS[random.below(WORDS.length)]).join(' ');
  const files = Array.from({ length: count }, (_, index) => [
    `findings-${index}.md`,
    strToU8(`# Findings: Group ${index}

- Program: Mystery Lunch
- Date: 2026-12-01
- Group: ${index + 1}
- People: Person ${random.below(2000)}; Person ${random.below(2000)}; Person ${random.below(2000)}

## What did we learn?

${text(120)}

## Who should know?

Department ${random.below(30)}

## What follows from it?

${text(30)}

## Topics

${FIELDS[random.below(10)]}; ${DOINGS[random.below(10)]}; topic ${random.below(300)}
`),
  ]);
  return zipSync(Object.fromEntries(files));
}

/**
 * Runs in the page: types letter by letter and gives the milliseconds until nothing on the page changes any more, for
 * the letters that change something.
 * @param {{field: string, words: string[]}} asked
 */
async function typeAndWait({ field, words }) {
  const input = /** @type {HTMLInputElement} */ (document.querySelector(field));
  const QUIET_MS = 150;
  const times = [];
  for (const word of words) {
    for (let end = 1; end <= word.length; end += 1) {
      const start = performance.now();
      let last = start;
      const observer = new MutationObserver(() => {
        last = performance.now();
      });
      observer.observe(document.body, { subtree: true, childList: true, characterData: true });
      input.value = word.slice(0, end);
      input.dispatchEvent(new InputEvent('input', { bubbles: true }));
      while (performance.now() - Math.max(start, last) < QUIET_MS) {
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      observer.disconnect();
      if (last > start) times.push(last - start);
    }
  }
  return times;
}

/** @param {import('../bench.mjs').Context} context */
export async function run({ quick, build }) {
  await build('page');
  const people = quick ? 1000 : 10_000;
  const count = quick ? 100 : 1000;
  const browser = await launch('chromium');
  const folder = await mkdtemp(join(tmpdir(), 'weft-findings-'));
  try {
    const { page, close } = await open(browser, 'chromium');
    await give(page, [{ name: 'roster.csv', content: roster(people) }]);
    await inRoom(page, 'columns');
    const start = performance.now();
    await page.locator('.masthead a[href$="knowledge"]').click();
    await page.locator('.heat tbody tr').first().waitFor();
    const shown = performance.now() - start;
    // What is counted in the background shall not be measured.
    await page.waitForTimeout(quick ? 1000 : 5000);
    const typed = await page.evaluate(typeAndWait, { field: '#know-search', words: TYPED });
    await page.locator('.masthead a[href$="learned"]').click();
    await inRoom(page, 'learned');
    await give(page, [{ name: 'sheets.zip', content: sheets(count) }], 'sheets');
    await page.locator('[data-file="findings-html"]').waitFor();
    const made = await download(page, 'chromium', 'findings-html');
    await close();

    const path = join(folder, made.name);
    await writeFile(path, made.bytes);
    const before = performance.now();
    const findings = await open(browser, 'chromium', { address: pathToFileURL(path).href });
    await findings.page.locator('article').first().waitFor();
    const opened = performance.now() - before;
    const searched = await findings.page.evaluate(typeAndWait, {
      field: '#search',
      words: ['forecast machine', 'erly tlaks', 'person 12'],
    });
    await findings.close();
    const size = made.bytes.length;
    const row = (/** @type {string} */ what, /** @type {number} */ value) => ({
      what,
      value: Math.round(value),
      unit: 'ms',
      target: `under ${AT_ONCE_MS} ms`,
      ok: value < AT_ONCE_MS,
    });
    return [
      {
        what: `${people} people × ${SKILLS} skills: room shown`,
        value: Math.round(shown),
        unit: 'ms',
      },
      row('from a letter typed to skills and experts, median', median(typed)),
      row('the slowest letter', Math.max(...typed)),
      {
        what: `the page of ${count} sheets`,
        value: Math.round(size / 1000),
        unit: 'KB',
        target: 'under 2 MB',
        ok: size < 2_000_000,
      },
      { what: 'opened, with its index', value: Math.round(opened), unit: 'ms' },
      row('from a letter typed to its sheets, median', median(searched)),
      row('the slowest letter there', Math.max(...searched)),
    ];
  } finally {
    await browser.close();
    await rm(folder, { recursive: true });
  }
}
