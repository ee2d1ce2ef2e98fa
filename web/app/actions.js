/** Everything the page can do: reads files, asks the core, and writes what came of it into the state. */

import { csvHabit } from '../io/csv.js';
import { download, fileName } from '../io/downloads.js';
import { HEAD_BYTES, needsWhole, recognise } from '../io/intake.js';
import { formatsOf, formatView } from '../views/formats/index.js';
import { Failure, Stopped } from '../worker/client.js';

/** @typedef {import('./types.js').State} State */
/** @typedef {import('./types.js').Program} Program */
/** @typedef {import('./types.js').Notice} Notice */
/** @typedef {import('./types.js').Roster} Roster */
/** @typedef {import('./types.js').ColumnChoice} ColumnChoice */
/** @typedef {import('./routes.js').Room} Room */
/** @typedef {import('../worker/client.js').Engine} Engine */
/** @typedef {import('../worker/messages.js').NamedBytes} NamedBytes */

const COUNT_AFTER_MS = 180;

/** The reader's own calendar day. */
export function today() {
  const now = new Date();
  const two = (/** @type {number} */ number) => String(number).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** @param {string} date */
export function seedOf(date) {
  return Number(date.replaceAll('-', '')) || 1;
}

/**
 * The same weekday four weeks on: the usual day of a monthly round.
 * @param {string} date
 */
export function nextRoundDate(date) {
  const day = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(day.getTime())) return today();
  day.setUTCDate(day.getUTCDate() + 28);
  return day.toISOString().slice(0, 10);
}

/** @param {Blob} file */
async function bytesOf(file) {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    throw new Failure('page.file.unreadable');
  }
}

/** @param {unknown} error @param {Record<string, unknown>} [extra] */
function asFailure(error, extra = {}) {
  if (error instanceof Failure) {
    return {
      code: error.code,
      args: { ...extra, ...error.args },
      where: error.where,
      issues: error.issues,
    };
  }
  return { code: 'page.engineFailed', args: extra, where: '', issues: [] };
}

/**
 * @param {object} parts
 * @param {import('./store.js').Store} parts.store
 * @param {Engine} parts.engine
 * @param {string} parts.sample the made-up company as CSV
 * @param {(room: Room, options?: {instead?: boolean}) => void} parts.enter
 * @param {() => string} parts.language
 */
export function createActions({ store, engine, sample, enter, language }) {
  const { get, update } = store;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let countTimer;
  let countTicket = 0;

  async function greet() {
    try {
      const { value } = await engine.call({ op: 'hello' });
      update({ hello: value });
    } catch {
      update({ engineFailed: true });
    }
  }

  /** Files may come before the core has said what it can do. */
  const greeted = greet();

  /**
   * @param {Pick<Roster, 'file' | 'name' | 'sample' | 'workbook'>} source
   * @param {Record<string, ColumnChoice>} choices
   * @param {string} [sheet]
   * @returns {Promise<Roster>}
   */
  async function profile(source, choices, sheet) {
    /** @type {Uint8Array} */
    let bytes = await bytesOf(source.file);
    /** @type {Roster['sheets']} */
    let sheets = [];
    let chosen = sheet;
    if (source.workbook) {
      const read = await engine.ask('readSheet', { bytes, sheet }, { give: [bytes] });
      bytes = read.csv;
      sheets = read.sheets;
      chosen = read.sheet;
    }
    const request = { op: 'profile', file: source.name, today: today(), columns: choices };
    const { value } = await engine.call(request, { attachments: [bytes], give: true });
    return { ...source, sheet: chosen, sheets, profile: value };
  }

  /** @param {string} name @param {Uint8Array} bytes */
  async function readWorkspace(name, bytes) {
    const { value } = await engine.call({ op: 'workspace', file: name }, { attachments: [bytes] });
    return { ...value, name, bytes };
  }

  /** @param {string} [formatId] */
  function suggestProgram(formatId) {
    const { hello, roster, date } = get();
    if (!hello || !roster) return null;
    const format = (formatId && formatView(formatId)) || formatsOf(hello.formats)[0];
    return format ? format.suggest(roster.profile, '', seedOf(date)) : null;
  }

  /** Makes sure that there is a program as soon as there are people. */
  function settleProgram() {
    const { program, workspace, roster, date } = get();
    if (!roster || program) return;
    const saved = workspace?.programs.at(-1);
    if (saved) {
      update({
        program: { ...saved, seed: seedOf(date) },
        programFrom: workspace?.name ?? '',
        seedFromDate: true,
      });
    } else {
      update({ program: suggestProgram(), programFrom: '', seedFromDate: true });
    }
  }

  /** @param {Array<{name: string, file: Blob, sample?: boolean}>} files */
  async function takeFiles(files) {
    if (files.length === 0 || get().reading) return;
    update({
      reading: files.map((file) => file.name).join(', '),
      notices: [],
      fileIssues: [],
      stopped: false,
    });
    await greeted;
    /** @type {Notice[]} */
    const notices = [];
    /** @type {Array<Pick<Roster, 'file' | 'name' | 'sample' | 'workbook'>>} */
    const tables = [];
    for (const { name, file, sample: made = false } of files) {
      try {
        const head = await bytesOf(file.slice(0, HEAD_BYTES));
        const bytes = needsWhole(name, head) ? await bytesOf(file) : head;
        const found = recognise(name, bytes);
        if (found.kind === 'unusable') {
          notices.push({ severity: 'error', code: found.code, args: found.args });
        } else if (found.kind === 'program') {
          takeProgram(name, /** @type {Program} */ (found.program), notices);
        } else if (found.kind === 'workspace') {
          await takeWorkspace(name, bytes, notices);
        } else {
          tables.push({ name, file, sample: made, workbook: found.kind === 'workbook' });
        }
      } catch (error) {
        const failure = asFailure(error, { file: name });
        notices.push({ severity: 'error', ...failure });
        update({ fileIssues: [...get().fileIssues, ...failure.issues] });
      }
    }
    await takeTables(tables, notices);
    settleProgram();
    update({ reading: '', notices });
    if (
      tables.length > 0 &&
      get().roster &&
      !notices.some((notice) => notice.severity === 'error')
    ) {
      enter('columns');
    }
    recount();
  }

  /**
   * @param {string} name
   * @param {Program} program
   * @param {Notice[]} notices
   */
  function takeProgram(name, program, notices) {
    const known = get().hello?.formats.includes(program.format) && formatView(program.format);
    if (!known) {
      notices.push({
        severity: 'error',
        code: 'page.file.unknownFormat',
        args: { file: name, format: program.format },
      });
      return;
    }
    const seedFromDate = program.seed === undefined;
    const seed = program.seed ?? seedOf(get().date);
    update({ program: { ...program, seed }, programFrom: name, seedFromDate });
    notices.push({ severity: 'note', code: 'page.file.programTaken', args: { file: name } });
  }

  /**
   * @param {string} name
   * @param {Uint8Array} bytes
   * @param {Notice[]} notices
   */
  async function takeWorkspace(name, bytes, notices) {
    const workspace = await readWorkspace(name, bytes);
    const { roster, programFrom } = get();
    const keepProgram = programFrom !== '' && get().program !== null;
    update({
      workspace,
      result: null,
      choices: { ...workspace.columns, ...get().choices },
      program: keepProgram ? get().program : null,
    });
    notices.push({
      severity: 'note',
      code: 'page.file.workspaceTaken',
      args: { file: name, rounds: workspace.rounds.length },
    });
    if (roster) {
      update({ roster: await profile(roster, get().choices, roster.sheet) });
    }
  }

  /**
   * One roster at a time: of several tables the largest is taken and the others are named.
   * @param {Array<Pick<Roster, 'file' | 'name' | 'sample' | 'workbook'>>} tables
   * @param {Notice[]} notices
   */
  async function takeTables(tables, notices) {
    const [first, ...others] = [...tables].sort((one, other) => other.file.size - one.file.size);
    if (!first) return;
    for (const other of others) {
      notices.push({
        severity: 'warning',
        code: 'page.file.secondTable',
        args: { file: other.name, roster: first.name },
      });
    }
    const before = get().roster;
    const choices = get().workspace?.columns ?? {};
    try {
      const roster = await profile(first, choices);
      const blocked =
        roster.profile.issues.some((issue) => issue.severity === 'error') ||
        roster.profile.people === 0;
      if (blocked) {
        update({ fileIssues: roster.profile.issues });
        if (roster.profile.issues.length === 0) {
          notices.push({ severity: 'error', code: 'page.file.nobody', args: { file: first.name } });
        } else {
          notices.push({
            severity: 'error',
            code: 'page.file.rosterBlocked',
            args: { file: first.name },
          });
        }
        await restoreRoster(before);
        return;
      }
      const programIsOwn = get().programFrom !== '';
      update({
        roster,
        choices,
        result: null,
        runFailure: null,
        program: programIsOwn ? get().program : null,
      });
    } catch (error) {
      const failure = asFailure(error, { file: first.name });
      notices.push({ severity: 'error', ...failure });
      update({ fileIssues: failure.issues });
      await restoreRoster(before);
    }
  }

  /** The core holds one roster: after a file that could not be used it is given the good one again. */
  async function restoreRoster(/** @type {Roster | null} */ roster) {
    if (!roster) return;
    try {
      await profile(roster, get().choices, roster.sheet);
    } catch (error) {
      update({
        roster: null,
        notices: [{ severity: 'error', ...asFailure(error, { file: roster.name }) }],
      });
    }
  }

  /**
   * @param {string} header
   * @param {ColumnChoice} choice
   */
  async function chooseColumn(header, choice) {
    await rereadRoster({ ...get().choices, [header]: choice }, get().roster?.sheet);
  }

  /** @param {string} sheet */
  async function chooseSheet(sheet) {
    await rereadRoster(get().choices, sheet);
  }

  /**
   * @param {Record<string, ColumnChoice>} choices
   * @param {string | undefined} sheet
   */
  async function rereadRoster(choices, sheet) {
    const { roster, program, programFrom } = get();
    if (!roster) return;
    const untouched =
      programFrom === '' &&
      JSON.stringify(program) === JSON.stringify(suggestProgram(program?.format));
    update({ reading: roster.name, fileIssues: [], notices: [] });
    try {
      const next = await profile(roster, choices, sheet);
      update({
        roster: next,
        choices,
        reading: '',
        result: null,
        program: untouched ? null : program,
      });
      settleProgram();
    } catch (error) {
      const failure = asFailure(error, { file: roster.name });
      update({
        reading: '',
        notices: [{ severity: 'error', ...failure }],
        fileIssues: failure.issues,
      });
    }
    recount();
  }

  function trySample() {
    return takeFiles([
      { name: 'company.csv', file: new Blob([sample], { type: 'text/csv' }), sample: true },
    ]);
  }

  /** @param {File[]} files */
  async function takeApart(files) {
    const file = files[0];
    if (!file) return;
    update({ apartIssues: [] });
    try {
      const read = await readApart(file.name, file);
      const program = get().program;
      update({ apart: read, apartIssues: read.issues });
      if (program && !program.rules?.some((rule) => rule.apart === 'file')) {
        setProgram({ ...program, rules: [...(program.rules ?? []), { apart: 'file' }] });
      } else {
        recount();
      }
    } catch (error) {
      const failure = asFailure(error, { file: file.name });
      update({
        apartIssues: failure.issues.length ? failure.issues : [{ severity: 'error', ...failure }],
      });
    }
  }

  /** @param {string} name @param {Blob} file */
  async function readApart(name, file) {
    /** @type {Uint8Array} */
    let bytes = await bytesOf(file);
    const found = recognise(name, bytes);
    if (found.kind === 'unusable') throw new Failure(found.code, found.args);
    if (found.kind === 'workspace' || found.kind === 'program')
      throw new Failure('page.file.notATable', { file: name });
    if (found.kind === 'workbook') bytes = (await engine.ask('readSheet', { bytes })).csv;
    const { value } = await engine.call({ op: 'apart', file: name }, { attachments: [bytes] });
    return { file, name, pairs: value.pairs, issues: value.issues };
  }

  async function forgetApart() {
    await engine.call({ op: 'apart' });
    const { program } = get();
    update({ apart: null, apartIssues: [] });
    if (program) {
      setProgram({
        ...program,
        rules: (program.rules ?? []).filter((rule) => rule.apart !== 'file'),
      });
    }
  }

  /** @param {Program} program */
  function setProgram(program) {
    update({ program, stopped: false });
    recount();
  }

  /** @param {string} id */
  function chooseFormat(id) {
    const program = suggestProgram(id);
    if (program) setProgram(program);
  }

  /** @param {number} index */
  function takeSavedProgram(index) {
    const saved = get().workspace?.programs[index];
    if (saved) setProgram({ ...saved, seed: seedOf(get().date) });
  }

  /** @param {string} date */
  function setDate(date) {
    if (!date) return;
    const { program, seedFromDate } = get();
    update({ date });
    if (program && seedFromDate) setProgram({ ...program, seed: seedOf(date) });
    else recount();
  }

  /** @param {number} seed */
  function setSeed(seed) {
    const { program } = get();
    update({ seedFromDate: false });
    if (program) setProgram({ ...program, seed });
  }

  /** Asks what the program would mean, once the hand rests. */
  function recount() {
    clearTimeout(countTimer);
    if (!get().roster || !get().program) return;
    update({ counting: true });
    countTimer = setTimeout(count, COUNT_AFTER_MS);
  }

  async function count() {
    countTicket += 1;
    const ticket = countTicket;
    const { program, date } = get();
    try {
      const { value } = await engine.call({ op: 'possible', program, date });
      if (ticket === countTicket)
        update({ possible: value, possibleFailure: null, counting: false });
    } catch (error) {
      if (error instanceof Stopped || ticket !== countTicket) return;
      update({ possible: null, possibleFailure: asFailure(error), counting: false });
    }
  }

  async function run() {
    const { program, roster, date, possible } = get();
    if (!program || !roster || get().run || get().reading) return;
    clearTimeout(countTimer);
    const people = possible?.takingPart ?? roster.profile.people;
    update({
      run: { stage: 'fit', done: 0, people },
      stopped: false,
      runFailure: null,
      counting: false,
    });
    enter('match');
    try {
      const { value } = await engine.call(
        { op: 'run', program, date },
        {
          onProgress: ({ stage, done }) => {
            if (get().run) update({ run: { stage, done, people } });
          },
        },
      );
      update({ run: null, result: { outcome: value, program, date, saved: false } });
    } catch (error) {
      if (error instanceof Stopped) return;
      update({ run: null, result: null, runFailure: asFailure(error) });
    }
  }

  /** Gives a new worker what the old one knew. */
  async function relearn() {
    const { roster, choices, workspace, apart } = get();
    update({ reading: roster?.name ?? '' });
    try {
      if (workspace) await readWorkspace(workspace.name, workspace.bytes);
      if (roster) await profile(roster, choices, roster.sheet);
      if (apart) await readApart(apart.name, apart.file);
    } catch (error) {
      if (error instanceof Stopped) return;
      update({
        roster: null,
        run: null,
        result: null,
        reading: '',
        notices: [{ severity: 'error', ...asFailure(error, { file: roster?.name }) }],
        counting: false,
      });
      enter('people');
      return;
    }
    update({ reading: '' });
    recount();
  }

  engine.onCrash = () => {
    update({ result: null });
    relearn();
  };

  /** Ends the run; nothing but the run is lost. */
  async function stop() {
    if (!get().run) return;
    engine.stop();
    update({ run: null, result: null, stopped: true, counting: true });
    enter('program', { instead: true });
    await relearn();
  }

  /** @param {Record<string, unknown>} request @returns {Promise<any>} */
  async function ask(request) {
    return (await engine.call(request)).value;
  }

  /** @param {string[]} which */
  async function coreFiles(which) {
    const { files } = await engine.call({ op: 'files', which, csv: csvHabit(language()) });
    return new Map(files.map((file) => [file.name, file.bytes]));
  }

  /** @param {string} sheet */
  async function excelFile(sheet) {
    const cells = (await coreFiles(['groups.cells'])).get('groups.cells');
    const rows = JSON.parse(new TextDecoder().decode(cells));
    return (await engine.ask('writeSheet', { cells: rows, sheet })).bytes;
  }

  /**
   * The files of the hand-over, by kind; each becomes one download.
   * @param {string} kind
   * @param {string} sheet name of the sheet in the Excel file
   * @returns {Promise<{name: string, bytes: Uint8Array}>}
   */
  async function makeFile(kind, sheet) {
    const { format = 'lunch' } = get().result?.outcome ?? {};
    const date = get().result?.date ?? get().date;
    const name = (/** @type {string} */ ending) => fileName(format, date, ending);
    const core = async (/** @type {string} */ which, /** @type {string} */ ending) => {
      const bytes = (await coreFiles([which])).get(which);
      if (!bytes) throw new Failure('page.engineFailed');
      return { name: name(ending), bytes };
    };
    switch (kind) {
      case 'xlsx':
        return { name: name('xlsx'), bytes: await excelFile(sheet) };
      case 'csv':
        return core('groups.csv', 'csv');
      case 'workspace':
        return core('workspace.weft.json', 'weft.json');
      case 'outcome':
        return core('outcome.json', 'outcome.json');
      case 'record':
        return core('run-record.json', 'run-record.json');
      default: {
        const kinds = ['xlsx', 'csv', 'workspace', 'outcome', 'record'];
        const files = [];
        for (const each of kinds) files.push(await makeFile(each, sheet));
        return { name: name('zip'), bytes: (await engine.ask('zip', { files })).bytes };
      }
    }
  }

  /** @param {string} kind @param {string} sheet */
  async function save(kind, sheet) {
    if (get().saving) return;
    update({ saving: kind, said: '' });
    try {
      const { name, bytes } = await makeFile(kind, sheet);
      download(name, bytes);
      const { result } = get();
      if (result) update({ result: { ...result, saved: true } });
      update({ saving: '', said: name });
    } catch (error) {
      update({ saving: '', notices: [{ severity: 'error', ...asFailure(error) }] });
    }
  }

  /** Takes the round just made into the history and turns to the next one. */
  async function nextRound() {
    const { result } = get();
    if (!result) return;
    try {
      const bytes = (await coreFiles(['workspace.weft.json'])).get('workspace.weft.json');
      if (!bytes) return;
      const name = fileName(result.outcome.format, result.date, 'weft.json');
      const workspace = await readWorkspace(name, bytes);
      const date = nextRoundDate(result.date);
      const program = { ...result.program, seed: seedOf(date) };
      update({
        workspace,
        date,
        program,
        seedFromDate: true,
        result: null,
        possible: null,
        notices: [],
        said: '',
      });
      enter('program');
      recount();
    } catch (error) {
      update({ notices: [{ severity: 'error', ...asFailure(error) }] });
    }
  }

  return {
    takeFiles,
    trySample,
    chooseColumn,
    chooseSheet,
    takeApart,
    forgetApart,
    setProgram,
    chooseFormat,
    takeSavedProgram,
    setDate,
    setSeed,
    run,
    stop,
    ask,
    save,
    nextRound,
  };
}

/** @typedef {ReturnType<typeof createActions>} Actions */
