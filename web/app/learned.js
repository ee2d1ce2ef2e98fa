/** Findings: empty sheets for the groups of a result, filled ones that come back, and what is made of them. */

import { download, fileName } from '../io/downloads.js';
import { markdownFolder } from '../learned/folder.js';
import { carriesCode, readHtmlSheet, writeFindingsPage, writeHtmlSheet } from '../learned/html.js';
import {
  blankSheets,
  readMarkdownSheet,
  SHEET_LIMITS,
  sheetIssue,
  writeMarkdownSheet,
} from '../learned/sheet.js';
import { createSpeech, languages } from '../locales/index.js';
import { asFailure, bytesOf } from './reading.js';

/** @typedef {import('./types.js').Issue} Issue */
/** @typedef {import('./types.js').Learned} Learned */
/** @typedef {import('../learned/html.js').Inside} Inside */
/** @typedef {import('../locales/index.js').Language} Language */

const SHEET_WORDS = /** @type {const} */ ([
  ...['learned', 'who', 'followUp', 'topics', 'internal', 'program', 'date', 'group', 'title'],
  ...['people', 'yes', 'no', 'heading', 'hint', 'save', 'saved'],
]);
const PAGE_WORDS = ['title', 'search', 'count', 'more', 'sheets'];
const SHARED_WORDS = ['group', 'learned', 'who', 'followUp', 'topics', 'people'];

/** @param {Language} language @returns {any} the words of a sheet */
export function sheetWords(language) {
  const speech = createSpeech(language);
  return Object.fromEntries(SHEET_WORDS.map((word) => [word, speech.t(`sheet.${word}`)]));
}

/** Templates: the page fills in its own numbers. @param {Language} language */
function pageWords(language) {
  const speech = createSpeech(language);
  return Object.fromEntries([
    ...PAGE_WORDS.map((word) => [word, speech.template(`learnt.page.${word}`)]),
    ...SHARED_WORDS.map((word) => [word, speech.template(`sheet.${word}`)]),
  ]);
}

/**
 * One file that came back. Its content is never shown as anything but text.
 * @param {string} name
 * @param {Uint8Array} bytes
 * @param {Inside} fill
 * @returns {import('../learned/sheet.js').ReadSheet}
 */
export function readSheetFile(name, bytes, fill) {
  const fail = (/** @type {string} */ code) => ({
    sheet: null,
    issues: [sheetIssue('error', code, name)],
  });
  if (!/\.(html?|md|markdown|txt)$/i.test(name)) return fail('page.sheet.kind');
  if (bytes.length > SHEET_LIMITS.bytes) return fail('page.sheet.large');
  let text;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return fail('page.sheet.letters');
  }
  if (/\.html?$/i.test(name)) return readHtmlSheet(name, text, fill);
  const read = readMarkdownSheet(name, text, languages.map(sheetWords));
  if (carriesCode(text)) read.issues.push(sheetIssue('warning', 'page.sheet.code', name));
  return read;
}

/**
 * What came before and what has come now; of one group there may be several sheets.
 * @param {Learned} before
 * @param {Array<{name: string, read: import('../learned/sheet.js').ReadSheet}>} files
 * @returns {Learned}
 */
export function withSheets(before, files) {
  const sheets = [...before.sheets];
  /** @type {Issue[]} */
  const issues = [...before.issues];
  const keyOf = (/** @type {import('../learned/sheet.js').Sheet} */ sheet) =>
    `${sheet.program}\n${sheet.date}\n${sheet.group}`;
  const known = new Map(sheets.map(({ file, sheet }) => [keyOf(sheet), file]));
  for (const { name, read } of files) {
    issues.push(...read.issues);
    if (!read.sheet) continue;
    const other = read.sheet.group > 0 ? known.get(keyOf(read.sheet)) : undefined;
    if (other !== undefined) {
      issues.push(sheetIssue('note', 'page.sheet.twice', name, { other }));
    }
    known.set(keyOf(read.sheet), name);
    sheets.push({ file: name, sheet: read.sheet });
  }
  return { sheets, issues };
}

/**
 * @param {object} parts
 * @param {import('./store.js').Store} parts.store
 * @param {Pick<import('../worker/client.js').Engine, 'call' | 'ask'>} parts.engine
 * @param {(outcome: import('./types.js').Outcome) => Promise<import('./types.js').GroupsPage>} parts.allGroups
 * @param {() => Language} parts.language
 * @param {{fill: Inside, search: Inside}} parts.inside
 */
export function createLearned({ store, engine, allGroups, language, inside }) {
  const { get, update } = store;

  /** @param {string} what @param {() => Promise<{name: string, bytes: Uint8Array}>} make */
  async function hand(what, make) {
    if (get().saving) return;
    update({ saving: what, said: '', notices: [] });
    try {
      const { name, bytes } = await make();
      download(name, bytes);
      update({ saving: '', said: name });
    } catch (error) {
      update({ saving: '', notices: [{ severity: 'error', ...asFailure(error) }] });
    }
  }

  async function emptySheets() {
    const { result } = get();
    if (!result) return [];
    return blankSheets(result.outcome, (await allGroups(result.outcome)).groups);
  }

  /** @param {string} name @param {Array<{name: string, text: string}>} files */
  async function zipped(name, files) {
    const encoder = new TextEncoder();
    const packed = files.map((file) => ({ name: file.name, bytes: encoder.encode(file.text) }));
    return { name, bytes: (await engine.ask('zip', { files: packed })).bytes };
  }

  /** @param {'html' | 'md'} kind */
  function saveSheets(kind) {
    return hand(`sheets-${kind}`, async () => {
      const words = sheetWords(language());
      const files = (await emptySheets()).map((sheet) => {
        const name = `findings-${String(sheet.group).padStart(4, '0')}.${kind}`;
        const text =
          kind === 'md'
            ? writeMarkdownSheet(sheet, {
                ...words,
                hint: createSpeech(language()).t('sheet.hintMd'),
              })
            : writeHtmlSheet(sheet, words, inside.fill, language(), name);
        return { name, text };
      });
      return zipped(fileName(`findings-${kind}`, get().result?.date ?? '', 'zip'), files);
    });
  }

  /** @param {File[]} files */
  async function takeSheets(files) {
    /** @type {Array<{name: string, read: import('../learned/sheet.js').ReadSheet}>} */
    const read = [];
    const take = (/** @type {string} */ name, /** @type {Uint8Array} */ bytes) =>
      read.push({ name, read: readSheetFile(name, bytes, inside.fill) });
    update({ reading: files[0]?.name ?? '' });
    for (const file of files) {
      try {
        if (/\.zip$/i.test(file.name)) {
          const bytes = await bytesOf(file);
          const unpacked = await engine.ask('unzip', { bytes, most: SHEET_LIMITS.bytes });
          for (const one of unpacked.files) take(one.name, one.bytes);
        } else {
          take(file.name, await bytesOf(file.slice(0, SHEET_LIMITS.bytes + 1)));
        }
      } catch (error) {
        const { code, args } = asFailure(error);
        read.push({
          name: file.name,
          read: { sheet: null, issues: [sheetIssue('error', code, file.name, args)] },
        });
      }
    }
    update({ reading: '', said: '', learned: withSheets(get().learned, read) });
  }

  /** @param {number} index @param {boolean} internal */
  function markInternal(index, internal) {
    const { sheets, issues } = get().learned;
    const changed = sheets.map((entry, at) =>
      at === index ? { ...entry, sheet: { ...entry.sheet, internal } } : entry,
    );
    update({ learned: { sheets: changed, issues } });
  }

  function dropSheets() {
    update({ learned: { sheets: [], issues: [] }, said: '' });
  }

  /** @param {'html' | 'md'} kind */
  function saveFindings(kind) {
    return hand(`findings-${kind}`, async () => {
      const sheets = get().learned.sheets.map(({ sheet }) => sheet);
      const words = pageWords(language());
      if (kind === 'md') {
        return zipped(fileName('findings', get().date, 'zip'), markdownFolder(sheets, words));
      }
      const text = writeFindingsPage(sheets, words, inside.search, language());
      return {
        name: fileName('findings', get().date, 'html'),
        bytes: new TextEncoder().encode(text),
      };
    });
  }

  return { emptySheets, saveSheets, takeSheets, markInternal, dropSheets, saveFindings };
}
