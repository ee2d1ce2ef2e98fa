/** The confidential list: how it comes in, what HR says of its rows, and how it goes. */

import { withoutApart } from './programs.js';
import { asFailure, asIssues, toldOf } from './reading.js';

/** @typedef {import('./types.js').Apart} Apart */
/** @typedef {import('./types.js').Notice} Notice */
/** @typedef {import('./types.js').State} State */
/** @typedef {import('./types.js').Table} Table */

/**
 * What HR has to know of the list.
 * @param {Pick<State, 'apart' | 'apartIssues' | 'possible'>} state
 */
export function apartFindings({ apart, apartIssues, possible }) {
  // The core looks the names up anew for every count: what it says last is what holds.
  const found = apart ? (possible?.issues ?? apart.issues) : [];
  const asked = found.filter(
    ({ code, severity }) => code.startsWith('apart.') && severity === 'error',
  );
  return { asked, issues: [...asked, ...apartIssues] };
}

/**
 * @param {object} parts
 * @param {import('./store.js').Store} parts.store
 * @param {Pick<import('../worker/client.js').Engine, 'call'>} parts.engine
 * @param {ReturnType<typeof import('./reading.js').createReading>} parts.reading
 * @param {(task: () => Promise<void>) => Promise<void>} parts.inTurn
 * @param {() => void} parts.recount
 * @param {(program: import('./types.js').Program) => void} parts.setProgram
 */
export function createApart({ store, engine, reading, inTurn, recount, setProgram }) {
  const { get, update } = store;

  /**
   * Gives the core the list, which is in force from then on.
   * @param {Table} table
   * @param {boolean} [passesOver] HR said to go on without the rows that are not understood
   */
  async function give(table, passesOver = false) {
    const request = { op: 'apart', file: table.name, ...(passesOver && { unknown: 'gone' }) };
    const { value } = await engine.call(request, { attachments: [table.csv] });
    const { pairs, issues, passedOver = 0 } = value;
    update({ apart: { table, pairs, issues, passedOver }, apartIssues: [] });
  }

  /**
   * A confidential list that came with other files.
   * @param {Table} table
   * @param {Notice[]} notices
   * @returns {Promise<boolean>} false: the one that was there is in force still
   */
  async function take(table, notices) {
    const before = get().apart;
    try {
      await give(table);
    } catch (error) {
      notices.push(...toldOf(error, { file: table.name }));
      update({ apartIssues: asIssues(error, table.name) });
      return false;
    }
    const pairs = get().apart?.pairs;
    notices.push({ severity: 'note', code: 'page.file.pairsTaken', args: { pairs } });
    if (before) {
      const args = { file: table.name, before: before.table.name };
      notices.push({ severity: 'warning', code: 'page.file.pairsReplaced', args });
    }
    return true;
  }

  /** Other people: whom the list names is found anew, and who is not found is asked about anew. */
  async function matchAgain() {
    const { apart } = get();
    if (apart) await give(apart.table);
  }

  /** @param {boolean} passesOver rows that are not understood stay without effect; else they are asked about again */
  function passOverApart(passesOver) {
    return inTurn(async () => {
      const { apart } = get();
      if (apart) await give(apart.table, passesOver);
      recount();
    });
  }

  /** @param {string} name @param {() => Promise<Table>} read */
  async function giveRead(name, read) {
    update({ reading: name, apartIssues: [] });
    try {
      await give(await read());
    } catch (error) {
      update({ apartIssues: asIssues(error, name) });
    }
    update({ reading: '' });
    recount();
  }

  /** @param {File[]} files */
  async function takeApart(files) {
    const file = files[0];
    if (!file) return;
    const given = reading.takeIn({ name: file.name, file });
    await inTurn(() =>
      giveRead(file.name, () => reading.readTable(given, 'pairs', 'page.file.notATable')),
    );
  }

  /** @param {string} sheet */
  function chooseApartSheet(sheet) {
    return inTurn(async () => {
      const { apart } = get();
      if (!apart || apart.table.sheet === sheet) return;
      const { table } = apart;
      await giveRead(table.name, async () => ({
        ...table,
        ...(await reading.readSheet(table.file, sheet)),
      }));
    });
  }

  /** From here on no program asks for the list, whichever HR turns to. */
  function forgetApart() {
    return inTurn(async () => {
      await engine.call({ op: 'apart' });
      const { program, remembered } = get();
      const kept = Object.entries(remembered).map(([id, one]) => [
        id,
        { ...one, program: withoutApart(one.program) },
      ]);
      update({ apart: null, apartIssues: [], remembered: Object.fromEntries(kept) });
      if (program) setProgram(withoutApart(program));
    });
  }

  /** The core could not be given the list again. @param {unknown} failure */
  function lose(failure) {
    const { apart } = get();
    if (!apart) return;
    const args = { file: apart.table.name };
    update({
      apartIssues: [
        { severity: 'error', code: 'page.apartLost', args },
        { severity: 'error', ...asFailure(failure, args) },
      ],
    });
  }

  return {
    take,
    matchAgain,
    lose,
    actions: { takeApart, chooseApartSheet, forgetApart, passOverApart },
  };
}
