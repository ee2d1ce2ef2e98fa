/** Findings, in both browsers: sheets out, filled in, back in, and the page that is handed on; nothing hostile ever runs. */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { insideFindings } from '../../tools/lib/bundle.mjs';
import { ROOT } from '../../tools/lib/run.mjs';
import { writeFindingsPage, writeHtmlSheet } from '../../web/learned/html.js';
import { blankSheets } from '../../web/learned/sheet.js';
import { pageWords, sheetWords } from '../../web/learned/words.js';
import { passesAxe } from './lib/axe.js';
import {
  browserNames,
  download,
  downloadBy,
  give,
  inRoom,
  launch,
  loadSample,
  match,
  open,
} from './lib/page.js';

/** @typedef {import('playwright-core').Browser} Browser */
/** @typedef {import('playwright-core').Page} Page */

const HOSTILE =
  '</textarea></script><script>window.ran = 1</script><img src="https://x.invalid/" onerror="window.ran = 1">';

for (const name of browserNames) {
  describe(`findings, ${name}`, () => {
    /** @type {Browser} */
    let browser;
    /** @type {string} */
    let folder;
    before(async () => {
      browser = await launch(name);
      folder = await mkdtemp(join(tmpdir(), 'weft-findings-'));
    });
    after(async () => {
      await browser.close();
      await rm(folder, { recursive: true });
    });

    /** Opens a file that Weft has made. @param {string} file @param {Uint8Array | string} content */
    async function openMade(file, content) {
      const path = join(folder, file);
      await writeFile(path, content);
      return open(browser, name, { address: pathToFileURL(path).href });
    }

    test('from a result to filled sheets, and from them to a page that searches itself', async () => {
      const { page, requests, complaints, close } = await open(browser, name);
      await loadSample(page);
      await match(page);
      await page.locator('.result-head .button').click();
      await inRoom(page, 'hand-over');
      const packed = await download(page, name, 'sheets-html');
      assert.match(packed.name, /^weft-findings-html-\d{4}-\d\d-\d\d\.zip$/);
      const sheets = unzipSync(packed.bytes);
      const marked = unzipSync((await download(page, name, 'sheets-md')).bytes);
      const groups = Object.keys(sheets).length;
      assert.ok(groups > 100);
      assert.equal(Object.keys(marked).length, groups);

      const sheet = await openMade('findings-0007.html', sheets['findings-0007.html'] ?? '');
      await passesAxe(sheet.page, 'a sheet to fill in');
      await sheet.page.fill('#learned', `Ask early. ${HOSTILE}`);
      await sheet.page.fill('#topics', 'Onboarding; SQL');
      await sheet.page.fill('#who', 'Sales, IT');
      const filled = await downloadBy(sheet.page, name, sheet.page.locator('#save'));
      assert.equal(filled.name, 'findings-0007.html');
      assert.deepEqual(sheet.requests, []);
      assert.deepEqual(sheet.complaints, []);
      await sheet.close();
      // Saved and opened once more, it has what was filled in.
      const again = await openMade('again.html', filled.bytes);
      assert.equal(await again.page.inputValue('#learned'), `Ask early. ${HOSTILE}`);
      assert.equal(await again.page.evaluate(() => Reflect.get(window, 'ran')), undefined);
      assert.deepEqual(again.complaints, []);
      await again.close();

      const text = strFromU8(marked['findings-0008.md'] ?? new Uint8Array());
      const secret = strFromU8(marked['findings-0009.md'] ?? new Uint8Array());
      const fill = (/** @type {string} */ sheetText, /** @type {string} */ learned) =>
        sheetText
          .replace('## What did we learn?\n', () => `## What did we learn?\n\n${learned}\n`)
          .replace('## Topics\n', '## Topics\n\nonboarding; Coffee\n');
      await page.locator('a.button', { hasText: 'What we learned' }).click();
      await inRoom(page, 'learned');
      const back = [
        { name: filled.name, content: filled.bytes },
        {
          name: 'sheets.zip',
          content: zipSync({
            'findings-0008.md': strToU8(fill(text, `Beehives pay. ${HOSTILE}`)),
            'inner/secret.md': strToU8(fill(secret, 'Mergers ahead').replace('\nno\n', '\nyes\n')),
          }),
        },
        { name: 'broken.html', content: '<h1>Dear HR</h1><script>window.ran = 1</script>' },
        { name: 'not.zip', content: 'no archive' },
        { name: 'empty.md', content: text },
      ];
      await give(page, back, 'sheets');
      await page.locator('.sheets tbody tr').nth(2).waitFor();
      await passesAxe(page, 'what we learned');
      const said = String(await page.locator('.issues').textContent());
      for (const file of ['broken.html', 'not.zip', 'empty.md', 'findings-0008.md']) {
        assert.ok(said.includes(file), file);
      }
      assert.equal(await page.locator('main img, main iframe').count(), 0);
      assert.equal(await page.getByLabel('inner/secret.md is internal').isChecked(), true);

      const made = await download(page, name, 'findings-html');
      const notes = unzipSync((await download(page, name, 'findings-md')).bytes);
      assert.ok(notes['index.md']);
      const everything = Object.values(notes)
        .map((bytes) => strFromU8(bytes))
        .join('\n');
      assert.match(everything, /Beehives pay/);
      assert.doesNotMatch(everything, /Mergers ahead|<script|<img/);
      assert.doesNotMatch(made.bytes.toString('utf8'), /Mergers ahead/);

      // The command line makes the same of them, byte for byte.
      for (const file of back) await writeFile(join(folder, file.name), file.content);
      const out = join(folder, 'gathered');
      const args = ['gather', ...back.map((file) => join(folder, file.name)), '--out', out];
      const { status } = spawnSync(process.execPath, [join(ROOT, 'tools/findings.mjs'), ...args]);
      assert.equal(status, 1);
      assert.deepEqual(await readFile(join(out, 'findings.html')), made.bytes);
      for (const [file, bytes] of Object.entries(notes))
        assert.deepEqual(await readFile(join(out, 'markdown', file)), Buffer.from(bytes), file);

      const findings = await openMade(made.name, made.bytes);
      await passesAxe(findings.page, 'the searchable page');
      const cards = findings.page.locator('article');
      assert.equal(await cards.count(), 2);
      await findings.page.fill('#search', 'behives');
      await findings.page.getByText('1 of 2 sheets').waitFor();
      assert.match(String(await cards.first().textContent()), /<img src=/);
      await findings.page.fill('#search', '');
      await findings.page.locator('#topics button', { hasText: 'Onboarding (2)' }).click();
      assert.equal(await cards.count(), 2);
      await cards.last().locator('button').last().click();
      await findings.page.getByText('1 of 2 sheets').waitFor();
      assert.equal(await findings.page.locator('article img, article script').count(), 0);
      assert.equal(await findings.page.evaluate(() => Reflect.get(window, 'ran')), undefined);
      assert.deepEqual(findings.requests, []);
      assert.deepEqual(findings.complaints, []);
      await findings.close();

      assert.equal(await page.evaluate(() => Reflect.get(window, 'ran')), undefined);
      assert.deepEqual(requests, []);
      assert.deepEqual(complaints, []);
      await close();
    });

    test('on paper a sheet shows all that was written, and the page all sheets with topics and people', async () => {
      const { fill, search } = await insideFindings();
      const [blank] = blankSheets(
        { name: 'Lunch', format: 'lunch', run: { date: '2026-12-01' } },
        /** @type {any} */ ([{ number: 1, people: [{ name: 'Ana Ruiz', id: 'E1' }] }]),
      );
      assert.ok(blank);
      const learned = Array.from({ length: 40 }, (_, line) => `Line ${line}`).join('\n');
      const filled = { ...blank, learned, topics: ['SQL'] };
      const made = writeHtmlSheet(filled, sheetWords('de'), fill, 'de', 'a.html');
      const sheet = await openMade('long.html', made);
      const hidden = await sheet.page.evaluate(() => {
        const area = /** @type {HTMLTextAreaElement} */ (document.getElementById('learned'));
        return area.scrollHeight - area.clientHeight;
      });
      assert.ok(hidden <= 0, `${hidden} pixels out of sight`);
      await sheet.page.getByText('1. Dezember 2026').waitFor();
      await sheet.page.getByLabel('Intern: nicht weitergeben').waitFor();
      await sheet.page.emulateMedia({ media: 'print' });
      assert.ok(await sheet.page.locator('#topics').isVisible());
      assert.deepEqual(sheet.complaints, []);
      await sheet.close();

      const many = Array.from({ length: 30 }, (_, at) => ({ ...filled, group: at + 1 }));
      const text = writeFindingsPage(many, pageWords('en'), search, 'en');
      const { page, complaints, close } = await openMade('many.html', text);
      const cards = page.locator('article');
      assert.equal(await cards.count(), 20);
      await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
      assert.equal(await cards.count(), 30);
      // Firefox can't be asked to show how it prints.
      if (name === 'chromium') {
        await page.emulateMedia({ media: 'print' });
        assert.ok(await cards.last().getByText('Ana Ruiz').isVisible());
        assert.ok(await cards.last().getByText('SQL', { exact: true }).isVisible());
        assert.equal(await page.locator('#topics').isVisible(), false);
      }
      assert.deepEqual(complaints, []);
      await close();
    });

    test('without a roster: sheets come back, one is marked internal, all are forgotten', async () => {
      const { page, complaints, close } = await open(browser, name, {
        room: 'learned',
        language: 'de',
      });
      const sheet = '## Was haben wir gelernt?\n\nFrüh fragen.\n\n## Themen\n\nSQL\n\n- Gruppe: 3';
      await give(page, [{ name: 'bogen.md', content: sheet }], 'sheets');
      const internal = page.getByLabel('bogen.md ist intern');
      assert.equal(await internal.isChecked(), false);
      await internal.check();
      await page.getByText('1 Bogen ist als intern markiert').waitFor();
      assert.equal(await page.locator('[data-file="findings-html"]').count(), 0);
      await page.getByText('Alle Bögen vergessen').click();
      assert.equal(await page.locator('.sheets').count(), 0);
      assert.deepEqual(complaints, []);
      await close();
    });
  });
}
