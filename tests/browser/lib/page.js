/** Opens the built page in a real browser, watches what it asks the network for, and reads its downloads. */

import { spawn } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Papa from 'papaparse';
import { chromium, firefox } from 'playwright-core';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').Browser} Browser */
/** @typedef {'chromium' | 'firefox'} BrowserName */

const PATIENCE_MS = 30_000;

const root = new URL('../../../', import.meta.url);

/** @type {BrowserName[]} */
export const browserNames = ['chromium', 'firefox'];

/** The page as a file, as it is opened by a double click. */
export const fileAddress = new URL('dist/weft.html', root).href;

/** @param {string[]} names */
function findProgram(names) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of names) {
      const path = join(folder, name);
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {
        // Not here: the next folder may have it.
      }
    }
  }
  throw new Error(`not installed: ${names.join(' or ')}`);
}

/** @type {Record<BrowserName, () => Promise<Browser>>} */
const launchers = {
  chromium: () =>
    chromium.launch({
      executablePath: findProgram(['chromium', 'chromium-browser', 'google-chrome']),
      args: [
        '--no-sandbox',
        '--disable-quic',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    }),
  firefox: () =>
    firefox.launch({
      channel: 'moz-firefox',
      executablePath: findProgram(['firefox-esr', 'firefox']),
      firefoxUserPrefs: { 'security.fileuri.strict_origin_policy': true },
    }),
};

/** @param {BrowserName} name */
export function launch(name) {
  return launchers[name]();
}

/** Starts tools/serve.mjs on a free port. */
export function serve() {
  const server = spawn(process.execPath, [fileURLToPath(new URL('tools/serve.mjs', root))], {
    env: { ...process.env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.stdout.on('data', (text) => {
      const address = /http:\/\/\S+/.exec(String(text))?.[0];
      if (address) resolve({ address, stop: () => server.kill() });
    });
  });
}

/** The day of all tests: seeds and how long people have been there come from it. */
const DAY = '2026-11-24';

/**
 * Lets the page's clock go from the morning of a day.
 * @param {string} day
 */
function startOn(day) {
  const Real = Date;
  const ahead = new Real(`${day}T09:00:00`).getTime() - Real.now();
  const now = () => Real.now() + ahead;
  window.Date = new Proxy(Real, {
    construct: (target, args) =>
      args.length > 0 ? Reflect.construct(target, args) : new target(now()),
    get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
  });
}

/** Keeps what the page hands out as a file: Firefox tells nobody about its downloads. */
function keepDownloads() {
  /** @type {Array<{name: string, blob: Blob}>} */
  const kept = [];
  /** @type {Map<string, Blob>} */
  const blobs = new Map();
  const make = URL.createObjectURL.bind(URL);
  URL.createObjectURL = (/** @type {Blob} */ blob) => {
    const address = make(blob);
    blobs.set(address, blob);
    return address;
  };
  HTMLAnchorElement.prototype.click = function () {
    const blob = blobs.get(this.href);
    if (blob) kept.push({ name: this.download, blob });
  };
  Object.assign(window, { keptDownloads: kept });
}

/**
 * A fresh page, and what it has asked for since.
 * @param {Browser} browser
 * @param {BrowserName} name
 * @param {{address?: string, language?: string, scheme?: 'light' | 'dark', width?: number, height?: number,
 *   room?: string}} [options]
 */
export async function open(browser, name, options = {}) {
  const { address = fileAddress, language = 'en', scheme = 'light', room = 'people' } = options;
  const context = await browser.newContext({
    acceptDownloads: true,
    colorScheme: scheme,
    viewport: { width: options.width ?? 1280, height: options.height ?? 900 },
  });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await page.addInitScript(startOn, DAY);
  /** @type {string[]} */
  const requests = [];
  /** @type {string[]} */
  const complaints = [];
  page.on('request', (request) => {
    const own =
      request.isNavigationRequest() && request.url().split('#')[0] === address.split('#')[0];
    if (!own && !/^(data|blob):/.test(request.url())) requests.push(request.url());
  });
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  if (name === 'firefox') await page.addInitScript(keepDownloads);
  await page.goto(`${address}#/${language}/${room}`);
  await page.waitForSelector('h1');
  return { page, requests, complaints, close: () => context.close() };
}

/** @param {Page} page @param {BrowserName} name @param {string} kind of the file whose button is pressed */
export function download(page, name, kind) {
  return downloadBy(page, name, page.locator(`[data-file="${kind}"]`));
}

/**
 * Presses a button and reads the file that arrives.
 * @param {Page} page
 * @param {BrowserName} name
 * @param {import('playwright-core').Locator} button
 * @returns {Promise<{name: string, bytes: Buffer}>}
 */
export async function downloadBy(page, name, button) {
  if (name === 'chromium') {
    const [arrived] = await Promise.all([page.waitForEvent('download'), button.click()]);
    const folder = await mkdtemp(join(tmpdir(), 'weft-'));
    const path = join(folder, 'file');
    await arrived.saveAs(path);
    const bytes = await readFile(path);
    await rm(folder, { recursive: true });
    return { name: arrived.suggestedFilename(), bytes };
  }
  const before = await page.evaluate(() => Reflect.get(window, 'keptDownloads').length);
  await button.click();
  await page.waitForFunction(
    (count) => Reflect.get(window, 'keptDownloads').length > count,
    before,
  );
  const kept = await page.evaluate(async () => {
    const { name: fileName, blob } = Reflect.get(window, 'keptDownloads').at(-1);
    const bytes = new Uint8Array(await blob.arrayBuffer());
    let text = '';
    for (const byte of bytes) text += String.fromCharCode(byte);
    return { name: fileName, text: btoa(text) };
  });
  return { name: kept.name, bytes: Buffer.from(kept.text, 'base64') };
}

/**
 * The lines of a downloaded CSV file, by the names of its columns.
 * @param {Buffer} bytes
 */
export function records(bytes) {
  const text = bytes.toString('utf8').replace(/^\ufeff/, '');
  return /** @type {Record<string, string>[]} */ (
    Papa.parse(text, { header: true, skipEmptyLines: true }).data
  );
}

/**
 * Gives files to the page as the file picker would.
 * @param {Page} page
 * @param {Array<{name: string, content: string | Uint8Array}>} files
 * @param {string} [input]
 */
export async function give(page, files, input = 'files') {
  await page.locator(`input[name="${input}"]`).setInputFiles(
    files.map(({ name, content }) => ({
      name,
      mimeType: 'application/octet-stream',
      buffer: Buffer.from(content),
    })),
  );
}

/** @param {Page} page @param {string} room */
export async function inRoom(page, room) {
  await page.waitForFunction((wanted) => location.hash.endsWith(`/${wanted}`), room);
  await page.waitForSelector('h1');
}

/** From the first room to the program, with the sample company. @param {Page} page */
export async function loadSample(page) {
  await page.locator('.drop .quiet').click();
  await inRoom(page, 'columns');
  await page.locator('.card a.button').click();
  await inRoom(page, 'program');
  await counted(page);
}

/** Waits until the live count has settled. @param {Page} page */
export async function counted(page) {
  await page.waitForSelector(
    '.meaning [aria-busy="false"] .figure, .meaning [aria-busy="false"] .notice',
  );
}

/**
 * Takes the sample of a list, by the button beside it. What the count has to say stands above and moves the
 * button: a click that goes down before and up after is none.
 * @param {Page} page
 * @param {string} kind
 */
export async function takeSample(page, kind) {
  await page.waitForSelector('.meaning [aria-busy="false"]');
  await page.locator(`[data-sample="${kind}"]`).click();
}

/** Presses Match and waits for the table of the result. @param {Page} page */
export async function match(page) {
  await page.locator('.meaning .large').click();
  await page.waitForSelector('.long-list .groups tbody tr', { timeout: 120_000 });
}

/**
 * Real data beside the project, where there is some.
 * @param {string} name
 */
export function sharedData(name) {
  const path = fileURLToPath(new URL(`../shared/data/${name}`, root));
  return existsSync(path) ? readFileSync(path) : null;
}
