/** Everything the page can do once there are people: programs, runs and files. What people.js does is part of it. */

import { csvHabit } from '../io/csv.js';
import { download, fileName } from '../io/downloads.js';
import { createSpeech } from '../locales/index.js';
import { formatsOf, formatView, ownFiles } from '../views/formats/index.js';
import { Failure, isDeath, Stopped } from '../worker/client.js';
import { createAhead, loosened } from './ahead.js';
import { createKnowledge } from './knowledge.js';
import { createLearned } from './learned.js';
import { createPeople } from './people.js';
import { turnTo } from './programs.js';
import { asFailure, noticesOf } from './reading.js';
import { keptNow, programKey, programsToKeep } from './unsaved.js';

/** @typedef {import('./types.js').LoosenOption} LoosenOption */
/** @typedef {import('./types.js').Outcome} Outcome */
/** @typedef {import('./types.js').State} State */
/** @typedef {import('./types.js').Program} Program */
/** @typedef {import('./types.js').Notice} Notice */
/** @typedef {import('./routes.js').Room} Room */
/** @typedef {import('../worker/client.js').Engine} Engine */

/** The reader's own calendar day. */
export function today() {
  const now = new Date();
  const two = (/** @type {number} */ number) => String(number).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** How the names of files end that are not called after their kind. @type {Record<string, string>} */
const ENDINGS = { workspace: 'weft.json', outcome: 'outcome.json', record: 'run-record.json' };

/** 128 bits that nobody can guess, for the digests of run records. */
function saltByChance() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The most that one window of the core has. */
const GROUPS_AT_ONCE = 1000;

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

/**
 * A format that measures less than pairs do leaves out what it has not. Where no plan keeps the rules, there are only
 * issues.
 * @param {Partial<Outcome>} outcome
 * @returns {Outcome}
 */
function wholeOutcome({ certificate, measures, ...rest }) {
  if (!rest.format) throw new Failure('page.noPlan', {}, '', rest.issues);
  const none = {
    value: 0,
    bound: 0,
    proof: /** @type {const} */ ('none'),
    random: 0,
    best: 0,
    gap: 0,
  };
  const unmeasured = {
    matched: { people: rest.peopleMatched ?? 0, of: rest.peopleMatched ?? 0 },
    ...{
      sizes: {},
      across: [],
      criteria: [],
      worst: { value: 0, groups: 0 },
      fairness: [],
      repeats: 0,
    },
  };
  return /** @type {Outcome} */ ({
    ...{ groupCount: 0, peopleMatched: 0, leftOutCount: 0, issues: [] },
    ...rest,
    certificate: { ...none, ...certificate },
    measures: { ...unmeasured, ...measures },
  });
}

/** A program for another round. @param {Program} program @returns {Program} */
function anew(program) {
  return formatView(program.format)?.anew?.(program) ?? program;
}

/**
 * @param {object} parts
 * @param {import('./store.js').Store} parts.store
 * @param {Engine} parts.engine
 * @param {import('../worker/side-by-side.js').SideBySide} parts.runs with that engine
 * @param {string} parts.sample the made-up company as CSV
 * @param {{fill: import('../learned/html.js').Inside, search: import('../learned/html.js').Inside}} parts.inside
 *   what stands in files made of findings
 * @param {(room: Room, options?: {instead?: boolean}) => void} parts.enter
 * @param {() => Room} parts.room
 * @param {() => import('../locales/index.js').Language} parts.language
 */
export function createActions({ store, engine, runs, sample, inside, enter, room, language }) {
  const { get, update } = store;
  const ahead = createAhead({ store, engine, room });
  const { recount } = ahead;
  /** Of this session; a workspace that has its own keeps it. */
  const salt = saltByChance();

  /** @param {string} [formatId] */
  function suggestProgram(formatId) {
    const { hello, roster, date } = get();
    if (!hello || !roster) return null;
    const format = (formatId && formatView(formatId)) || formatsOf(hello.formats)[0];
    if (!format) return null;
    const name = createSpeech(language()).t(`format.${format.id}`);
    return format.suggest(roster.profile, name, seedOf(date), get());
  }

  /** @param {string} format */
  function isKnown(format) {
    return Boolean(get().hello?.formats.includes(format) && formatView(format));
  }

  /**
   * A program as it was proposed or as it came, which nobody has to save.
   * @param {Program} program
   * @param {boolean} seedFromDate
   */
  function given(program, seedFromDate) {
    const key = programKey(program, seedFromDate);
    if (!get().given.includes(key)) update({ given: [...get().given, key] });
  }

  /** Makes sure that there is a program as soon as there are people. */
  function settleProgram() {
    const { program, workspace, roster, date } = get();
    if (!roster || program) return;
    const saved = workspace?.programs.findLast((one) => isKnown(one.format));
    if (saved) {
      update({
        program: { ...anew(saved), seed: seedOf(date) },
        programFrom: workspace?.name ?? '',
        seedFromDate: true,
      });
    } else {
      update({ program: suggestProgram(), programFrom: '', seedFromDate: true });
    }
    const settled = get().program;
    if (settled) given(settled, true);
  }

  /**
   * @param {string} name
   * @param {Program} program
   * @param {Notice[]} notices
   */
  function takeProgram(name, program, notices) {
    if (!isKnown(program.format)) {
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
    given({ ...program, seed }, seedFromDate);
    notices.push({ severity: 'note', code: 'page.file.programTaken', args: { file: name } });
  }

  /** @param {Program} program */
  function setProgram(program) {
    update({ program, stopped: false });
    recount();
  }

  /** @param {string} id */
  function chooseFormat(id) {
    const suggested = suggestProgram(id);
    const turned = turnTo(get(), id, {
      suggested,
      untouched: people.isUntouched(),
      seed: seedOf(get().date),
    });
    if (!turned) return;
    const { program, ...change } = turned;
    if (!get().remembered[id]) given(program, change.seedFromDate);
    update({ ...change, possible: null, possibleFailure: null });
    setProgram(program);
  }

  /** @param {import('./types.js').ListKind} kind the sample of it that goes with the chosen format */
  function sampleOf(kind) {
    return formatView(get().program?.format ?? '')?.sample?.lists?.[kind];
  }

  /** Shows the chosen format off with the sample company: its lists, and what its program should say. */
  async function useSample() {
    const { program } = get();
    const { sample: own } = formatView(program?.format ?? '') ?? {};
    if (!program || !own) return;
    await people.useSampleLists(own.lists ?? {});
    const { program: now } = get();
    if (!own.program || now?.format !== program.format) return;
    const shown = { ...now, ...own.program };
    // What HR has changed meanwhile stays HR's.
    if (now === program) given(shown, get().seedFromDate);
    setProgram(shown);
  }

  /** @param {number} index */
  function takeSavedProgram(index) {
    const saved = get().workspace?.programs[index];
    if (!saved) return;
    const program = { ...anew(saved), seed: seedOf(get().date) };
    given(program, get().seedFromDate);
    setProgram(program);
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

  /** @param {LoosenOption} option one that helps those whom the result leaves out */
  function loosen(option) {
    const { result, program } = get();
    const after = result && loosened(result.program, option);
    if (!after || !program) return;
    setProgram(after);
    update({ loosened: { before: program, after, option } });
    enter('program');
  }

  function takeBack() {
    const { loosened: change } = get();
    if (change) setProgram(change.before);
  }

  async function run() {
    const { program, roster, date, possible, apart } = get();
    if (!program || !roster || get().run || get().reading) return;
    ahead.halt();
    const people = possible?.takingPart ?? roster.profile.people;
    update({
      run: { stage: 'fit', done: 0, people },
      stopped: false,
      runFailure: null,
      counting: false,
      loosened: null,
      notices: [],
      trouble: null,
    });
    enter('match');
    try {
      const value = await runs.run(
        { op: 'run', program, date, salt },
        {
          onProgress: (progress) => {
            if (get().run) update({ run: { ...progress, people } });
          },
        },
      );
      const outcome = wholeOutcome(value);
      update({ run: null, result: { outcome, program, date, apart }, help: null });
      ahead.afterRun();
    } catch (error) {
      if (error instanceof Stopped) return;
      // Whatever was matched before is there still.
      update({ run: null, runFailure: isDeath(error) ? null : asFailure(error) });
      if (!isDeath(error)) return;
      enter('program', { instead: true });
      recount();
    }
  }

  /** Away from a run that failed, to what was matched before it. */
  function toEarlierResult() {
    update({ runFailure: null });
  }

  /**
   * Another arrangement of the groups in the place of the result, which stays on screen meanwhile.
   * @param {unknown[]} arranged as the core writes it
   * @param {unknown[][]} earlier what can be gone back to afterwards
   * @returns {Promise<boolean>} whether that was done
   */
  async function rearrange(arranged, earlier) {
    const { result: before, apart } = get();
    if (!before || get().run || get().reading) return false;
    ahead.halt();
    const program = { ...before.program, arranged };
    try {
      const { value } = await engine.call({ op: 'run', program, date: before.date, salt });
      if (get().result !== before) {
        if (!get().result) engine.forgetOutcome();
        return false;
      }
      const unchanged = JSON.stringify(get().program) === JSON.stringify(before.program);
      const result = { outcome: wholeOutcome(value), program, date: before.date, apart };
      update({
        result: { ...result, first: before.first ?? before.outcome, earlier },
        help: null,
        ...(unchanged ? { program } : {}),
      });
      recount();
      return true;
    } catch (error) {
      update({ notices: noticesOf(error) });
      return false;
    }
  }

  engine.onDeath = ({ reason, during, gaveUp }) => {
    const { run, revived } = get();
    update({
      trouble: {
        ...{ code: reason.code, during, gaveUp, run: during === 'run' ? run : null },
        ...{ found: runs.begun.found.length > 0, back: false },
      },
      revived: revived + (gaveUp ? 0 : 1),
    });
  };
  engine.onRecovered = () => {
    const { trouble } = get();
    if (trouble) update({ trouble: { ...trouble, back: true } });
  };
  runs.onDeath = ({ reason }) => {
    const helper = { during: 'search', gaveUp: false, run: null, found: false, back: true };
    update({ trouble: { code: reason.code, ...helper } });
  };
  engine.onQuiet = (quiet) => update({ quiet });
  runs.onQuiet = (quiet) => update({ quiet });
  engine.onLost = ({ op, kind, file }, failure) => {
    update({
      notices: noticesOf(failure, { file }),
      ...(op === 'profile' && { roster: null }),
      ...(op === 'workspace' && { workspace: null }),
      ...(op !== 'apart' && { result: null }),
    });
    if (op === 'apart') people.loseApart(failure);
    if (op === 'list')
      people.loseList(/** @type {import('./types.js').ListKind} */ (kind), failure);
    if (op === 'profile') enter('people');
  };

  let { result: shown } = get();
  // A result that is gone comes back in no file.
  store.subscribe(() => {
    const { result } = get();
    if (shown && !result) engine.forgetOutcome();
    shown = result;
  });

  const people = createPeople({
    store,
    engine,
    sample,
    enter,
    language,
    today: today(),
    recount,
    settleProgram,
    suggestProgram,
    setProgram,
    takeProgram,
  });

  const knowledge = createKnowledge({
    ...{ store, engine, language, enter, chooseFormat, setProgram },
    useMadeLists: people.useMadeLists,
  });

  /** Ends what is being done, and nothing else: what was loaded and what was matched before stays. */
  function stop() {
    const { run } = get();
    runs.end();
    engine.stop();
    update({ quiet: false });
    if (!run) return;
    update({ run: null, stopped: true });
    enter('program', { instead: true });
    recount();
  }

  /** What was said of a core that died has been read. */
  function dismissTrouble() {
    update({ trouble: null });
  }

  /** @param {Record<string, unknown>} request @returns {Promise<any>} */
  async function ask(request) {
    return (await engine.call(request)).value;
  }

  /**
   * All groups, for paper and files; the core gives so many at once.
   * @param {Outcome} outcome
   * @returns {Promise<import('./types.js').GroupsPage>}
   */
  async function allGroups(outcome) {
    const { groupCount } = outcome;
    const window = { op: 'groups', count: GROUPS_AT_ONCE, find: '', sort: 'number' };
    const page = await ask({ ...window, from: 0 });
    while (page.groups.length < groupCount) {
      const { groups } = await ask({ ...window, from: page.groups.length });
      if (groups.length === 0) break;
      page.groups.push(...groups);
    }
    if (get().result?.outcome !== outcome) throw new Failure('page.file.otherResult');
    return page;
  }

  /** @param {string[]} which */
  async function coreFiles(which) {
    const programs = programsToKeep(get());
    const { files } = await engine.call({
      op: 'files',
      which,
      programs,
      csv: csvHabit(language()),
    });
    return new Map(files.map((file) => [file.name, file.blob]));
  }

  /** @param {string} sheet */
  async function excelFile(sheet) {
    const cells = (await coreFiles(['groups.cells'])).get('groups.cells');
    return engine.ask('writeSheet', { cells, sheet });
  }

  /**
   * The files of the hand-over, by kind; each becomes one download.
   * @param {string} kind
   * @param {string} sheet name of the sheet in the Excel file
   * @returns {Promise<{name: string, blob: Blob, type?: string, issues?: Notice[]}>}
   *   `issues`: what the file could not hold as it is
   */
  async function makeFile(kind, sheet) {
    const own = ownFiles(formatAtHand(), get().hello, get().result?.outcome);
    const core = async (/** @type {string} */ which, /** @type {string} */ ending) => {
      const blob = (await coreFiles([which])).get(which);
      if (!blob) throw new Failure('page.file.notMade');
      return { name: nameOf(ending), blob };
    };
    switch (kind) {
      case 'xlsx':
        return { name: nameOf('xlsx'), ...(await excelFile(sheet)) };
      case 'csv':
        return core('groups.csv', 'csv');
      case 'workspace':
        return core('workspace.weft.json', 'weft.json');
      case 'outcome':
        return core('outcome.json', 'outcome.json');
      case 'record':
        return core('run-record.json', 'run-record.json');
      default: {
        // The core's name of it, so that two files of one ending are told apart.
        const type = own.find(({ id }) => id === kind)?.type;
        return { ...(await core(kind, kind)), type };
      }
    }
  }

  /** Of the result, or of the program where there is none yet. */
  function formatAtHand() {
    const { result, program } = get();
    return result?.outcome.format ?? program?.format ?? 'lunch';
  }

  /** @param {string} ending */
  function nameOf(ending) {
    const { result, date } = get();
    return fileName(formatAtHand(), result?.date ?? date, ending);
  }

  /**
   * All files as one. Those that cannot be made are left out and named.
   * @param {string} sheet
   */
  async function makeZip(sheet) {
    const format = formatAtHand();
    const own = ownFiles(format, get().hello, get().result?.outcome).map(({ id }) => id);
    const files = [];
    /** @type {Notice[]} */
    const told = [];
    const kinds = ['xlsx', 'csv', ...own, 'workspace', 'outcome', 'record'];
    let hasWorkspace = true;
    for (const kind of kinds) {
      try {
        const made = await makeFile(kind, sheet);
        files.push(made);
        told.push(...(made.issues ?? []));
      } catch (error) {
        if (error instanceof Stopped) throw error;
        if (kind === 'workspace') hasWorkspace = false;
        const file = nameOf(ENDINGS[kind] ?? kind);
        told.push({ severity: 'error', code: 'page.file.leftOut', args: { file } });
        told.push(...noticesOf(error, { file }));
      }
    }
    const speech = createSpeech(language(), format);
    for (const { name, text } of (await formatView(format)?.folders?.(ask, speech)) ?? [])
      files.push({ name, blob: new Blob([text]) });
    const zip = await engine.ask('zip', { files });
    return { name: nameOf('zip'), ...zip, issues: told, hasWorkspace };
  }

  /** The groups that were matched last become the list of groups. */
  async function useGroups() {
    const { result } = get();
    if (!result) return;
    try {
      const { blob } = await makeFile('csv', '');
      const name = `${result.outcome.name}.csv`;
      await people.actions.takeList('groups', [new File([blob], name)]);
    } catch (error) {
      update({ notices: noticesOf(error) });
    }
  }

  /** @param {string} kind @param {string} sheet */
  async function save(kind, sheet) {
    if (get().saving) return;
    update({ saving: kind, said: '', notices: [] });
    const { result } = get();
    const kept = keptNow(get());
    try {
      /** @type {{name: string, blob: Blob, type?: string, issues?: Notice[], hasWorkspace?: boolean}} */
      const made = await (kind === 'zip' ? makeZip(sheet) : makeFile(kind, sheet));
      const { name, blob, type, issues = [], hasWorkspace = kind === 'workspace' } = made;
      // Its parts may be of two results by now.
      if (get().result !== result) throw new Failure('page.file.otherResult');
      download(name, blob, type);
      update({ saving: '', said: name, notices: issues, handed: kept.outcome ?? get().handed });
      if (hasWorkspace) update({ kept });
    } catch (error) {
      update({ saving: '', notices: noticesOf(error, { file: nameOf(ENDINGS[kind] ?? kind) }) });
    }
  }

  /** Takes the round just made into the history and turns to the next one. */
  async function nextRound() {
    const { result } = get();
    if (!result) return;
    try {
      const file = (await coreFiles(['workspace.weft.json'])).get('workspace.weft.json');
      if (!file) return;
      const name = fileName(result.outcome.format, result.date, 'weft.json');
      const read = await people.readWorkspace(name, file);
      const workspace = { ...read, made: get().kept?.outcome !== result.outcome };
      const date = nextRoundDate(result.outcome.rounds?.at(-1)?.date ?? result.date);
      const program = { ...anew(result.program), seed: seedOf(date) };
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
      given(program, true);
      enter('program');
      recount();
    } catch (error) {
      update({ notices: noticesOf(error) });
    }
  }

  return {
    ...people.actions,
    ...knowledge,
    ...createLearned({ store, engine, allGroups, language, inside, inTurn: people.inTurn }),
    setProgram,
    chooseFormat,
    sampleOf,
    useSample,
    takeSavedProgram,
    setDate,
    setSeed,
    loosen,
    takeBack,
    countAgain: recount,
    seekHelp: ahead.seekHelp,
    enterRoom: ahead.enterRoom,
    run,
    rearrange,
    toEarlierResult,
    stop,
    dismissTrouble,
    tell: (/** @type {unknown} */ error) => update({ notices: noticesOf(error) }),
    ask,
    allGroups,
    save,
    nextRound,
    useGroups,
  };
}

/** @typedef {ReturnType<typeof createActions>} Actions */
