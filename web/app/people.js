/** How people come in: files are recognised, the roster is read with what HR has answered, lists are joined to it. */

import { csvHabit } from '../io/csv.js';
import { download, fileName } from '../io/downloads.js';
import { HEAD_BYTES, needsWhole, recognise, wholeLines } from '../io/intake.js';
import { Failure, isDeath, Stopped } from '../worker/client.js';
import { answersFor, rebased, savedAnswers, withChoice } from './answers.js';
import { createApart } from './apart.js';
import { createLists } from './lists.js';
import { asFailure, bytesOf, createReading, noticesOf, toldOf } from './reading.js';
import { assignTables, meaningOf } from './tables.js';
import { isEdited } from './unsaved.js';

/** @typedef {import('./types.js').Answers} Answers */
/** @typedef {import('./types.js').Notice} Notice */
/** @typedef {import('./types.js').Profile} Profile */
/** @typedef {import('./types.js').Program} Program */
/** @typedef {import('./types.js').Roster} Roster */
/** @typedef {import('./types.js').State} State */
/** @typedef {import('./types.js').Table} Table */
/** @typedef {{name: string, file: Blob, sample?: boolean, pasted?: boolean}} Given */

/** What tells of which kind a table is. */
const TELLING_BYTES = 1 << 20;

/** The same tables where it is not among them. @param {Table[]} tables @param {Table} table */
function withoutTable(tables, table) {
  return tables.includes(table) ? tables.filter((one) => one !== table) : tables;
}

/**
 * What a table is that goes with a roster: one that could be a roster by itself has details about its people.
 * @param {Table} table
 * @param {string} roster its name; another export by that name takes its place
 * @returns {Table}
 */
function besides(table, roster) {
  return table.kind === 'roster' && table.name !== roster ? { ...table, kind: 'people' } : table;
}

/**
 * Whether nobody of a roster can be matched yet. A joined list that is no use does not spoil it.
 * @param {Profile} profile
 */
export function isBlocked(profile) {
  return (
    profile.people === 0 ||
    profile.issues.some((issue) => issue.severity === 'error' && !issue.code.startsWith('join.'))
  );
}

/**
 * @param {object} parts
 * @param {import('./store.js').Store} parts.store
 * @param {import('../worker/client.js').Engine} parts.engine
 * @param {string} parts.sample the made-up company as CSV
 * @param {(room: import('./routes.js').Room) => void} parts.enter
 * @param {() => string} parts.language
 * @param {string} parts.today
 * @param {() => void} parts.recount
 * @param {() => void} parts.settleProgram
 * @param {(format?: string) => Program | null} parts.suggestProgram
 * @param {(program: Program) => void} parts.setProgram
 * @param {(name: string, program: Program, notices: Notice[]) => void} parts.takeProgram
 */
export function createPeople({ store, engine, sample, enter, language, today, ...rest }) {
  const { recount, settleProgram, suggestProgram, setProgram, takeProgram } = rest;
  const { get, update } = store;
  const reading = createReading(engine, (readDone) => update({ readDone }));
  const { readSheet } = reading;

  /** Nothing goes on before the core has said what it can do: whoever stops that has it done again. */
  async function greet() {
    try {
      const { value } = await engine.call({ op: 'hello' });
      update({ hello: value });
    } catch (error) {
      if (error instanceof Stopped) await greet();
      else update({ engineFailed: true });
    }
  }

  /** Files may come before the core has said what it can do. */
  const greeted = greet();

  /** What reads files is done one after the other: the core knows one roster. */
  let lastRead = Promise.resolve();

  /** @param {() => Promise<void>} task */
  function inTurn(task) {
    lastRead = lastRead.then(task).catch((error) => {
      update({ reading: '', notices: toldOf(error) });
    });
    return lastRead;
  }

  const lists = createLists({ store, engine, reading, inTurn, recount });
  const apart = createApart({ store, engine, reading, inTurn, recount, setProgram });

  /**
   * The request for the roster with all that was answered, and what goes with it.
   * @param {string} op
   * @param {Table} table
   * @param {Table[]} joined
   * @param {Answers} answers
   */
  function rosterRequest(op, table, joined, answers) {
    const attachments = [table, ...joined].map(({ csv }) => csv);
    const request = {
      op,
      file: table.name,
      today,
      ...answers,
      joined: joined.map(({ name, means, headerRow }) => ({
        ...{ file: name, means },
        ...(headerRow !== undefined && { headerRow }),
      })),
    };
    return { request, attachments };
  }

  /**
   * @param {Table} table
   * @param {Table[]} joined
   * @param {Answers} answers
   * @returns {Promise<Roster>}
   */
  async function profile(table, joined, answers) {
    const { request, attachments } = rosterRequest('profile', table, joined, answers);
    const { value } = await engine.call(request, { attachments });
    return { ...table, profile: value, answers };
  }

  /**
   * From now on these are the people, whatever becomes of the core.
   * @param {Roster} roster
   * @param {Table[]} joined
   * @param {Partial<State>} [change] what changes with them
   */
  function commit(roster, joined, change) {
    update({ roster, joined, result: null, ...change });
    engine.learn(rosterRequest('profile', roster, joined, roster.answers));
  }

  /** What was read, or what became of it, is told, and there is a program for whoever is there. */
  function finish(/** @type {Notice[]} */ notices) {
    settleProgram();
    update({ reading: '', notices });
    recount();
  }

  /**
   * What the core makes of a table at first sight.
   * @param {Given} given
   * @param {boolean} workbook
   * @returns {Promise<Table>}
   */
  async function look({ name, file, sample: made = false }, workbook) {
    const read = workbook ? await readSheet(file) : { csv: file, sheets: [] };
    const head = wholeLines(await bytesOf(read.csv.slice(0, TELLING_BYTES)), read.csv.size);
    const share = read.csv.size / Math.max(1, head.length);
    const { value } = await engine.call({ op: 'inspect', file: name }, { attachments: [head] });
    return {
      name,
      file,
      sample: made,
      workbook,
      ...read,
      kind: value.kind,
      rows: Math.round(value.rows * share),
      headers: value.columns.map((/** @type {{header: string}} */ column) => column.header),
      means: meaningOf(name),
    };
  }

  /** @param {string} name @param {Blob} file */
  async function readWorkspace(name, file) {
    const { value } = await engine.call({ op: 'workspace', file: name }, { attachments: [file] });
    return { ...value, name, file };
  }

  /** @param {Given[]} files @param {{beside?: boolean}} [options] `beside`: they go with the people that are there */
  async function takeFiles(files, { beside = false } = {}) {
    if (files.length === 0) return;
    const taken = files.map(reading.takeIn);
    await inTurn(() => take(taken, beside));
  }

  /** @param {ReturnType<typeof reading.takeIn<Given>>[]} files @param {boolean} beside */
  async function take(files, beside) {
    update({
      reading: files.map((file) => file.name).join(', '),
      notices: [],
      fileIssues: [],
      stopped: false,
    });
    await greeted;
    /** @type {Notice[]} */
    const notices = [];
    /** @type {Table[]} */
    let tables = [];
    for (const given of files) {
      const { name } = given;
      try {
        const file = await given.file;
        given.signal?.throwIfAborted();
        const head = await bytesOf(file.slice(0, HEAD_BYTES));
        const bytes = needsWhole(name, head) ? await bytesOf(file) : head;
        const found = recognise(name, bytes);
        if (found.kind === 'unusable') {
          notices.push({ severity: 'error', code: found.code, args: found.args });
        } else if (found.kind === 'program') {
          takeProgram(name, /** @type {Program} */ (found.program), notices);
        } else if (found.kind === 'workspace') {
          await takeWorkspace(name, file, notices);
        } else {
          const table = await look({ ...given, file }, found.kind === 'workbook');
          // Another sheet, or another row of headers, may have people.
          if (table.rows === 0 && table.sheets.length < 2) throw new Failure('roster.headerOnly');
          tables.push(table);
          if (given.pasted) {
            const args = { rows: table.rows, columns: table.headers.length };
            notices.push({ severity: 'note', code: 'page.file.pasted', args });
          }
        }
      } catch (error) {
        notices.push(...toldOf(error, { file: name }));
        if (!(error instanceof Stopped)) continue;
        // What has been read by then is at hand.
        leaveAside(tables);
        tables = [];
        break;
      }
    }
    let taken = false;
    const { roster } = get();
    if (beside && roster && !roster.sample)
      tables = tables.map((table) => besides(table, roster.name));
    try {
      taken = await takeTables(tables, notices);
    } catch (error) {
      notices.push(...toldOf(error));
    }
    finish(notices);
    if (taken && !notices.some((notice) => notice.severity === 'error')) enter('columns');
  }

  /**
   * @param {string} name
   * @param {Blob} file
   * @param {Notice[]} notices
   */
  async function takeWorkspace(name, file, notices) {
    const workspace = await readWorkspace(name, file);
    const { roster, joined } = get();
    const answers = savedAnswers(workspace, get().answers);
    update({ workspace, result: null, answers, ...programsOfHr() });
    notices.push({
      severity: 'note',
      code: 'page.file.workspaceTaken',
      args: { file: name, rounds: workspace.rounds.length },
    });
    if (!roster) return;
    try {
      commit(await profile(roster, joined, answers), joined);
    } catch (error) {
      update({ answers: rebased(answers, get().answers, roster.answers) });
      await restoreRoster(roster, error);
      throw error;
    }
  }

  /**
   * Gives every table its part.
   * @param {Table[]} tables
   * @param {Notice[]} notices
   * @param {Pick<State, 'roster' | 'joined' | 'aside' | 'apart' | 'lists'>} [loaded] what is to stay
   * @param {boolean} [asked] HR has said which of them is the roster
   * @returns {Promise<boolean>} whether the roster, or what goes with it, is another
   */
  async function takeTables(tables, notices, loaded = get(), asked = false) {
    if (tables.length === 0) return false;
    const assigned = assignTables(tables, loaded, get().hello?.lists ?? []);
    notices.push(...assigned.notices);
    update({ aside: assigned.aside });
    const { roster, joined, pairs, lists: ofFormats } = assigned;
    /** @type {Set<Table>} */
    const open = new Set([...(roster ? [roster] : []), ...joined, ...(pairs ? [pairs] : [])]);
    for (const list of ofFormats) open.add(list);
    for (const table of loaded.joined) open.delete(table);
    let isUseless = false;
    try {
      const taken = await giveParts(assigned, open, notices, asked);
      isUseless = roster !== null && open.delete(roster);
      if (!isUseless) return taken;
    } finally {
      leaveAside(open);
    }
    // Whatever came with a roster of no use is for the one that was there.
    const others = tables.filter((table) => table !== roster);
    if (!get().roster) return false;
    update({ aside: get().aside.filter((table) => !others.includes(table)) });
    return takeTables(others, notices);
  }

  /**
   * The tables without a part are at hand; the roster is not among them.
   * @param {Iterable<Table>} tables
   */
  function leaveAside(tables) {
    const { aside, roster } = get();
    const left = [...tables];
    const others = aside.filter((table) => !left.some(({ name }) => name === table.name));
    update({ aside: [...others, ...left].filter((table) => table !== roster) });
  }

  /**
   * @param {import('./tables.js').Assigned} assigned
   * @param {Set<Table>} open the tables without a part; whatever gets its part is taken out
   * @param {Notice[]} notices
   * @param {boolean} asked
   */
  async function giveParts({ roster, joined, pairs, lists: ofFormats }, open, notices, asked) {
    const { roster: before, joined: joinedBefore } = get();
    const table = roster ?? before;
    if (!table) return false;
    let taken = false;
    if (roster || joined !== joinedBefore) {
      const fresh = roster && (before === null || before.sample || table.sample);
      const since = roster ? answersFor(get().answers, table) : get().answers;
      const answers = fresh ? savedAnswers(get().workspace) : since;
      taken = await readRoster(table, joined, answers, notices, asked);
      if (taken) for (const one of [table, ...joined]) open.delete(one);
      else if (roster) return false;
      if (roster && before && !asked && get().aside.includes(before)) {
        const args = { file: roster.name, before: before.name };
        notices.push({ severity: 'note', code: 'page.file.rosterReplaced', args });
      }
    }
    if (pairs && (await apart.take(pairs, notices))) {
      open.delete(pairs);
      taken = true;
    } else if (taken && roster) {
      await apart.matchAgain();
    }
    for (const list of ofFormats) {
      if (!(await lists.take(list, notices))) continue;
      open.delete(list);
      taken = true;
    }
    return taken;
  }

  /**
   * @param {Table} table
   * @param {Table[]} joined
   * @param {Answers} answers
   * @param {Notice[]} notices
   * @param {boolean} asked HR has said that this is the roster
   * @returns {Promise<boolean>} false: it is of no use, and what was there before is there still
   */
  async function readRoster(table, joined, answers, notices, asked) {
    const { roster: before, answers: answersBefore } = get();
    try {
      let roster = await profile(table, joined, answers);
      const useless = new Set(
        roster.profile.issues
          .filter(({ code, severity }) => severity === 'error' && code.startsWith('join.'))
          .map(({ file }) => file),
      );
      let kept = joined;
      if (useless.size > 0) {
        for (const { code, args, file } of roster.profile.issues) {
          if (code !== 'join.noKey') continue;
          notices.push({ severity: 'error', code: 'page.file.noKey', args: { ...args, file } });
        }
        kept = joined.filter(({ name }) => !useless.has(name));
        roster = await profile(table, kept, answers);
      }
      // Where nobody is named yet, HR can say what the columns mean; a roster that is in use gives
      // way only to one that is asked for.
      const inUse = before !== null && !before.sample && before.name !== table.name && !asked;
      if (isBlocked(roster.profile) && inUse && !isBlocked(before.profile)) {
        update({
          fileIssues: roster.profile.issues,
          aside: [...get().aside.filter((one) => one.name !== table.name), table],
        });
        const args = { file: table.name };
        notices.push({ severity: 'error', code: 'page.file.rosterBlocked', args });
        await restoreRoster(before);
        return false;
      }
      commit(roster, kept, {
        // With what was answered meanwhile, which is read next.
        answers: rebased(answersBefore, get().answers, answers),
        runFailure: null,
        ...(table === before ? programUnlessUntouched() : programsOfHr()),
      });
    } catch (error) {
      await restoreRoster(before, error);
      if (error instanceof Stopped) throw error;
      const failure = asFailure(error, { file: table.name });
      notices.push({ severity: 'error', ...failure });
      update({ fileIssues: failure.issues });
      return false;
    }
    if (!table.sample) await lists.forgetSamples();
    return true;
  }

  /**
   * The core holds one roster: after a file that could not be used it is given the good one again.
   * @param {Roster | null} roster
   * @param {unknown} [error] why the file could not be used
   */
  async function restoreRoster(roster, error) {
    // Whoever comes after a core that ended is told of the good one anyway.
    if (!roster || error instanceof Stopped || isDeath(error)) return;
    try {
      await profile(roster, get().joined, roster.answers);
    } catch (failure) {
      if (failure instanceof Stopped || isDeath(failure)) return;
      update({ roster: null, notices: noticesOf(failure, { file: roster.name }) });
    }
  }

  /** What other people leave of the programs: those that HR has changed or given. */
  function programsOfHr() {
    const { program, programFrom, seedFromDate, remembered, given } = get();
    const isKept =
      programFrom !== '' || (program !== null && isEdited({ program, seedFromDate }, given));
    const edited = Object.entries(remembered).filter(([, one]) => isEdited(one, given));
    return { program: isKept ? program : null, remembered: Object.fromEntries(edited) };
  }

  /** What the same people, read in another way, leave of the program. */
  function programUnlessUntouched() {
    return { program: isUntouched() ? null : get().program };
  }

  /** Whether the program is as it was suggested: another roster then has another. */
  function isUntouched() {
    const { program, programFrom } = get();
    return (
      programFrom === '' &&
      JSON.stringify(program) === JSON.stringify(suggestProgram(program?.format))
    );
  }

  let answersWait = false;

  /**
   * Holds at once; the core reads again as soon as it can, once for all that was answered meanwhile.
   * @param {Answers} answers
   */
  function setAnswers(answers) {
    update({ answers });
    if (answersWait) return lastRead;
    answersWait = true;
    return inTurn(async () => {
      answersWait = false;
      const { roster } = get();
      if (roster) await reread(roster, get().joined, get().answers);
    });
  }

  /**
   * Reads the same people again, in another way.
   * @param {Table} table
   * @param {Table[]} joined
   * @param {Answers} answers
   * @param {boolean} [anew] other columns: what was answered about them begins anew
   */
  async function reread(table, joined, answers, anew = false) {
    const { roster } = get();
    update({ reading: table.name, fileIssues: [], notices: [] });
    try {
      const next = await profile(table, joined, answers);
      const wasBlocked = anew || !roster || isBlocked(roster.profile);
      if (isBlocked(next.profile) && !wasBlocked) {
        throw new Failure('page.file.wouldBlock', {}, '', next.profile.issues);
      }
      commit(next, joined, { reading: '', ...programUnlessUntouched() });
      settleProgram();
    } catch (error) {
      // What was answered meanwhile stays.
      const left = rebased(answers, get().answers, roster?.answers ?? answers);
      update({
        answers: left,
        reading: '',
        notices: toldOf(error, { file: table.name }),
        fileIssues: asFailure(error).issues,
      });
      await restoreRoster(roster, error);
    }
    recount();
  }

  /** @param {string} header @param {import('./types.js').Choice} change */
  function chooseColumn(header, change) {
    setAnswers(withChoice(get().answers, header, change));
  }

  /** @param {string} sheet */
  function chooseSheet(sheet) {
    return inTurn(async () => {
      const { roster } = get();
      if (!roster || roster.sheet === sheet) return;
      update({ reading: roster.name });
      try {
        const read = await readSheet(roster.file, sheet);
        // Of another sheet, the header stands elsewhere.
        const { headerRow: _, ...answers } = get().answers;
        update({ answers });
        await reread({ ...roster, ...read }, get().joined, answers, true);
      } catch (error) {
        update({ reading: '', notices: toldOf(error, { file: roster.name }) });
      }
    });
  }

  /** @param {Table} table joined to the roster @param {string} sheet */
  function chooseJoinedSheet(table, sheet) {
    return inTurn(async () => {
      if (table.sheet === sheet || !get().joined.includes(table)) return;
      update({ reading: table.name });
      try {
        const read = await readSheet(table.file, sheet);
        const { roster, joined, answers } = get();
        const { headerRow: _, ...other } = { ...table, ...read };
        const others = joined.map((one) => (one === table ? other : one));
        if (roster) await reread(roster, others, answers);
      } catch (error) {
        update({ reading: '', notices: toldOf(error, { file: table.name }) });
      }
    });
  }

  /** @param {number} headerRow the row with the names of the columns; 0: there is none */
  function chooseHeaderRow(headerRow) {
    return inTurn(async () => {
      const { roster, joined } = get();
      if (!roster || roster.profile.headerRow === headerRow) return;
      const answers = { ...get().answers, headerRow };
      update({ answers });
      await reread(roster, joined, answers, true);
    });
  }

  /** @param {Table} table joined to the roster @param {number} headerRow */
  function chooseJoinedHeaderRow(table, headerRow) {
    return inTurn(async () => {
      const { roster, joined, answers } = get();
      if (!roster || !joined.includes(table)) return;
      const others = joined.map((one) => (one === table ? { ...table, headerRow } : one));
      await reread(roster, others, answers);
    });
  }

  /** @param {Table} table */
  function removeJoined(table) {
    return inTurn(async () => {
      const { roster, joined, answers } = get();
      const left = joined.filter((one) => one !== table);
      if (roster && left.length < joined.length) await reread(roster, left, answers);
    });
  }

  /**
   * Whether those on a bare list take part or do not.
   * @param {Table} table
   * @param {'in' | 'out'} means
   */
  function chooseMeaning(table, means) {
    return inTurn(async () => {
      const { roster, joined, answers } = get();
      if (!roster) return;
      const next = joined.map((one) => (one.name === table.name ? { ...one, means } : one));
      await reread(roster, next, answers);
    });
  }

  /**
   * Gives a table that was left aside, joined or taken for a list another part.
   * @param {Table} table
   * @param {import('./types.js').TableKind} kind
   */
  function useAs(table, kind) {
    return inTurn(async () => {
      const { roster, joined, aside, lists: taken, apart: pairs } = get();
      const list = Object.values(taken).find((one) => one.table === table);
      if (!list && !aside.includes(table) && !joined.includes(table)) return;
      const stays = {
        ...{ roster, apart: pairs, lists: taken },
        joined: withoutTable(joined, table),
        aside: withoutTable(aside, table),
      };
      update({ reading: table.name, notices: [], fileIssues: [], aside: stays.aside });
      /** @type {Notice[]} */
      const notices = [];
      try {
        await takeTables([{ ...table, kind }], notices, stays, true);
      } catch (error) {
        notices.push(...toldOf(error, { file: table.name }));
        // What it was before it still is.
        if (list || get().joined.includes(table))
          update({ aside: get().aside.filter((one) => one.name !== table.name) });
        finish(notices);
        return;
      }
      const now = get();
      const others = Object.values(now.lists).filter(
        (one) => one !== list && one.kind !== list?.kind,
      );
      const holds = [now.roster, ...now.joined, ...now.aside, ...others.map((one) => one.table)];
      const isHeld = holds.some((one) => one?.name === table.name);
      if (list && isHeld) await lists.forget(list.kind);
      if (!list && !isHeld) update({ aside: [...now.aside, table] });
      finish(notices);
    });
  }

  /** @param {Table} table */
  function dropAside(table) {
    update({ aside: get().aside.filter((one) => one !== table) });
  }

  async function trySample() {
    if (get().reading) return;
    await takeFiles([
      { name: 'company.csv', file: new Blob([sample], { type: 'text/csv' }), sample: true },
    ]);
  }

  /**
   * The rows with problems as a file.
   * @param {import('../io/problem-rows.js').ProblemWords} words
   */
  async function saveProblems(words) {
    const { roster, joined, saving } = get();
    if (!roster || saving) return;
    const name = fileName('problems', today, 'csv');
    update({ saving: 'problems', said: '' });
    try {
      const { request, attachments } = rosterRequest('problemRows', roster, joined, roster.answers);
      const { csv } = await engine.ask('problems', {
        request: JSON.stringify(request),
        attachments,
        words,
        style: csvHabit(language()),
      });
      download(name, csv);
      update({ saving: '', said: name });
    } catch (error) {
      update({ saving: '', notices: noticesOf(error, { file: name }) });
    }
  }

  return {
    readWorkspace,
    isUntouched,
    inTurn,
    loseApart: apart.lose,
    loseList: lists.lose,
    useSampleLists: lists.useSampleLists,
    useMadeLists: lists.useMadeLists,
    actions: {
      takeFiles,
      stopReading: reading.stop,
      trySample,
      setAnswers,
      chooseColumn,
      chooseSheet,
      chooseJoinedSheet,
      chooseHeaderRow,
      chooseJoinedHeaderRow,
      removeJoined,
      chooseMeaning,
      useAs,
      dropAside,
      saveProblems,
      ...apart.actions,
      ...lists.actions,
    },
  };
}
