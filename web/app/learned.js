/** Findings: empty sheets for the groups of a result, filled ones that come back, and what is made of them. */

import { download, fileName } from '../io/downloads.js';
import { markdownFolder } from '../learned/folder.js';
import { writeFindingsPage } from '../learned/html.js';
import { readSheetFile, withSheets } from '../learned/intake.js';
import { blankSheets, SHEET_LIMITS, sheetIssue } from '../learned/sheet.js';
import { pageWords } from '../learned/words.js';
import { writeSheetFile } from '../learned/write.js';
import { Stopped } from '../worker/client.js';
import { asFailure, bytesOf, noticesOf, takenIn } from './reading.js';

/** @typedef {import('../learned/html.js').Inside} Inside */
/** @typedef {import('../locales/index.js').Language} Language */

/**
 * @param {object} parts
 * @param {import('./store.js').Store} parts.store
 * @param {Pick<import('../worker/client.js').Engine, 'call' | 'ask'>} parts.engine
 * @param {(outcome: import('./types.js').Outcome) => Promise<import('./types.js').GroupsPage>} parts.allGroups
 * @param {() => Language} parts.language
 * @param {{fill: Inside, search: Inside}} parts.inside
 * @param {(task: () => Promise<void>) => Promise<void>} parts.inTurn
 */
export function createLearned({ store, engine, allGroups, language, inside, inTurn }) {
  const { get, update } = store;

  /** @param {string} what @param {() => Promise<import('../worker/messages.js').NamedBlob>} make */
  async function hand(what, make) {
    if (get().saving) return;
    update({ saving: what, said: '', notices: [] });
    try {
      const { name, blob } = await make();
      download(name, blob);
      update({ saving: '', said: name });
    } catch (error) {
      update({ saving: '', notices: noticesOf(error) });
    }
  }

  async function emptySheets() {
    const { result } = get();
    if (!result) return [];
    return blankSheets(result.outcome, (await allGroups(result.outcome)).groups);
  }

  /** @param {string} name @param {Array<{name: string, text: string}>} files */
  async function zipped(name, files) {
    const packed = files.map((file) => ({ name: file.name, blob: new Blob([file.text]) }));
    return { name, ...(await engine.ask('zip', { files: packed })) };
  }

  /** @param {'html' | 'md'} kind */
  function saveSheets(kind) {
    return hand(`sheets-${kind}`, async () => {
      const files = (await emptySheets()).map((sheet) =>
        writeSheetFile(sheet, kind, language(), inside.fill),
      );
      return zipped(fileName(`findings-${kind}`, get().result?.date ?? '', 'zip'), files);
    });
  }

  /** @param {File[]} files */
  function takeSheets(files) {
    const given = files.map((file) => takenIn({ name: file.name, file }));
    return inTurn(() => readSheets(given));
  }

  /** @param {Array<{name: string, file: Promise<Blob>}>} given */
  async function readSheets(given) {
    /** @type {Array<{name: string, read: import('../learned/sheet.js').ReadSheet}>} */
    const read = [];
    const take = (/** @type {string} */ name, /** @type {Uint8Array} */ bytes) =>
      read.push({ name, read: readSheetFile(name, bytes, inside.fill) });
    update({ reading: given[0]?.name ?? '' });
    for (const { name, file: taken } of given) {
      try {
        const file = await taken;
        if (/\.zip$/i.test(name)) {
          const unpacked = await engine.ask('unzip', { file, most: SHEET_LIMITS.bytes });
          for (const one of unpacked.files) take(one.name, one.bytes);
        } else {
          take(name, await bytesOf(file.slice(0, SHEET_LIMITS.bytes + 1)));
        }
      } catch (error) {
        // What was read until then is kept.
        if (error instanceof Stopped) break;
        const { code, args } = asFailure(error);
        read.push({
          name,
          read: { sheet: null, issues: [sheetIssue('error', code, name, args)] },
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
        blob: new Blob([text]),
      };
    });
  }

  return { emptySheets, saveSheets, takeSheets, markInternal, dropSheets, saveFindings };
}
