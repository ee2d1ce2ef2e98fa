/**
 * The lists that formats take beside the roster: preferences, dates, votes, rooms … The core keeps one of each kind,
 * whoever the people are.
 */

import { Failure, Stopped } from '../worker/client.js';
import { asIssues, toldOf } from './reading.js';

/** @typedef {import('./types.js').Issue} Issue */
/** @typedef {import('./types.js').List} List */
/** @typedef {import('./types.js').ListKind} ListKind */
/** @typedef {import('./types.js').Notice} Notice */
/** @typedef {import('./types.js').Possible} Possible */
/** @typedef {import('./types.js').Table} Table */

/**
 * What is known to be wrong with a list: in itself, and against the roster.
 * @param {List} list
 * @param {Possible | null} possible
 * @returns {Issue[]}
 */
export function listIssues(list, possible) {
  const rows = (possible?.issues ?? []).filter((issue) => issue.file === list.file && !issue.where);
  return [...list.issues, ...rows];
}

/**
 * @param {object} parts
 * @param {import('./store.js').Store} parts.store
 * @param {Pick<import('../worker/client.js').Engine, 'call'>} parts.engine
 * @param {ReturnType<typeof import('./reading.js').createReading>} parts.reading
 * @param {(task: () => Promise<void>) => Promise<void>} parts.inTurn
 * @param {() => void} parts.recount
 */
export function createLists({ store, engine, reading, inTurn, recount }) {
  const { get, update } = store;

  /** @param {Table} table @param {ListKind} kind @returns {Promise<List>} */
  async function give(table, kind) {
    const request = { op: 'list', kind, file: table.name };
    const { value } = await engine.call(request, { attachments: [table.csv] });
    if (value.rows === 0) {
      // The core has it by now: it gets back what was there before.
      const { [kind]: before } = get().lists;
      if (before) await give(before.table, kind);
      else await engine.call({ op: 'list', kind });
      throw new Failure('page.file.listEmpty', { file: table.name });
    }
    const { rows = 0, columns = [], issues = [] } = value;
    return { table: { ...table, kind }, kind, file: table.name, rows, columns, issues };
  }

  /** @param {ListKind} kind @param {List | null} list @param {Issue[]} [issues] why there is none */
  function put(kind, list, issues = []) {
    const { [kind]: old, ...lists } = get().lists;
    const { [kind]: _old, ...listFailures } = get().listFailures;
    // What was matched without it, or with another one, is no result of these people any more.
    const isSame = list !== null && list.table.csv === old?.table.csv;
    update({
      ...(isSame ? {} : { result: null }),
      lists: list ? { ...lists, [kind]: list } : lists,
      listFailures: issues.length > 0 ? { ...listFailures, [kind]: issues } : listFailures,
    });
  }

  /**
   * A list that came among other files.
   * @param {Table} table one whose kind is that of a list
   * @param {Notice[]} notices
   */
  async function take(table, notices) {
    const kind = /** @type {ListKind} */ (table.kind);
    const { [kind]: before } = get().lists;
    try {
      const list = await give(table, kind);
      put(kind, list);
      if (!table.sample) {
        const args = { file: table.name, rows: list.rows, list: kind };
        notices.push({ severity: 'note', code: 'page.file.listTaken', args });
        if (before) {
          const replaced = { ...args, before: before.file };
          notices.push({ severity: 'warning', code: 'page.file.listReplaced', args: replaced });
        }
      }
      return true;
    } catch (error) {
      if (error instanceof Stopped) throw error;
      notices.push(...toldOf(error, { file: table.name, list: kind }));
      return false;
    }
  }

  /**
   * The core could not be given a list again: it is left aside.
   * @param {ListKind} kind
   * @param {unknown} failure
   */
  function lose(kind, failure) {
    const { [kind]: list } = get().lists;
    if (!list) return;
    put(kind, null, asIssues(failure, list.file));
    update({ aside: [...get().aside, list.table] });
  }

  /** @param {ListKind} kind */
  async function forget(kind) {
    await engine.call({ op: 'list', kind });
    put(kind, null);
  }

  /** Lists that were made up belong to the people that were made up. */
  async function forgetSamples() {
    for (const { kind, table } of Object.values(get().lists)) if (table.sample) await forget(kind);
  }

  /**
   * Another list of this kind; the one that was there holds until the new one can be used.
   * @param {ListKind} kind
   * @param {string} name
   * @param {() => Promise<Table>} read
   */
  function replace(kind, name, read) {
    return inTurn(async () => {
      update({ reading: name });
      try {
        put(kind, await give(await read(), kind));
      } catch (error) {
        put(kind, get().lists[kind] ?? null, asIssues(error, name));
      }
      update({ reading: '' });
      recount();
    });
  }

  /** @param {ListKind} kind @param {File[]} files */
  function takeList(kind, files) {
    const [file] = files;
    if (!file) return;
    const given = reading.takeIn({ name: file.name, file });
    return replace(kind, file.name, () => reading.readTable(given, kind, 'page.file.notAList'));
  }

  /** @param {ListKind} kind @param {string} sheet */
  function chooseListSheet(kind, sheet) {
    const list = get().lists[kind];
    if (!list || list.table.sheet === sheet) return;
    return replace(kind, list.file, async () => ({
      ...list.table,
      ...(await reading.readSheet(list.table.file, sheet)),
    }));
  }

  /** @param {ListKind} kind */
  function forgetList(kind) {
    return inTurn(async () => {
      if (get().lists[kind]) await forget(kind);
      else put(kind, null);
      recount();
    });
  }

  /**
   * Lists that the page makes itself.
   * @param {Partial<Record<ListKind, string>>} texts
   * @param {boolean} sample made up, for the sample company: then those that are there stay
   */
  function useTexts(texts, sample) {
    return inTurn(async () => {
      /** @type {Notice[]} */
      const notices = [];
      for (const [name, text] of Object.entries(texts)) {
        const kind = /** @type {ListKind} */ (name);
        if (sample && get().lists[kind]) continue;
        const file = new Blob([text], { type: 'text/csv' });
        await take(
          {
            ...{ name: `${kind}.csv`, file, csv: file, sample, workbook: false, sheets: [] },
            ...{ kind, rows: 0, headers: [], means: 'in' },
          },
          notices,
        );
      }
      update({ notices });
      recount();
    });
  }

  return {
    take,
    lose,
    forget,
    forgetSamples,
    useSampleLists: (/** @type {Partial<Record<ListKind, string>>} */ texts) =>
      useTexts(texts, true),
    useMadeLists: (/** @type {Partial<Record<ListKind, string>>} */ texts) =>
      useTexts(texts, false),
    actions: { takeList, chooseListSheet, forgetList },
  };
}
