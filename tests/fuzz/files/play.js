/**
 * Gives hostile files to the native door and to the page's modules. Whatever they are, an answer comes in good time,
 * and what can't be used is said in a sentence that there is.
 */

import { unzipSync } from 'fflate';
import { walkNative } from '../../../tools/lib/doors.mjs';
import { Random } from '../../../tools/lib/random.mjs';
import { guarded, writeSpreadsheetCsv } from '../../../web/io/csv.js';
import { recognise } from '../../../web/io/intake.js';
import { TableError } from '../../../web/io/table-error.js';
import { readSheet, writeSheet } from '../../../web/io/xlsx.js';
import coreDe from '../../../web/locales/core.de.json' with { type: 'json' };
import coreEn from '../../../web/locales/core.en.json' with { type: 'json' };
import pageDe from '../../../web/locales/page.de.json' with { type: 'json' };
import pageEn from '../../../web/locales/page.en.json' with { type: 'json' };
import { hostileDocument } from './documents.js';
import { hostileRows, hostileTable } from './tables.js';
import { hostileWorkbook } from './workbooks.js';

/**
 * @typedef {import('../../../tools/lib/doors.mjs').Step} Step
 * @typedef {{kind: string, bytes: Uint8Array, steps: Step[], check?: (answers: any[]) => void | Promise<void>}} Case
 *   `steps`: for the native door
 * @typedef {{number: number, kind: string, bytes: Uint8Array, why: string}} Find
 */

/** Cases that share a process, and how long it may take: many times what it does. */
const TOGETHER = 25;
const LIMIT_S = 120;
const LIMIT_ALONE_S = 30;

const LISTS = [
  'preferences',
  'dates',
  'guests',
  'proposals',
  'votes',
  'rooms',
  'slots',
  'groups',
  'projects',
  'absences',
];
const ROSTER = new TextEncoder().encode(
  'Id,Name,E-Mail,Department,Site,Level\nE1,Ana,a@x.org,IT,Graz,3\nE2,Bo,b@x.org,HR,Wien,2\nE3,Cy,c@x.org,IT,Wien,5\nE4,Di,d@x.org,Sales,Graz,1\n',
);
const TODAY = '2026-11-30';

/** @type {Record<string, string>[]} */
const CORE = [coreEn, coreDe];
/** @type {Record<string, string>[]} */
const PAGE = [pageEn, pageDe];

/** @param {Record<string, string>[]} languages @param {string} code */
function mustHaveSentence(languages, code) {
  if (!languages.every((sentences) => sentences[code])) throw new Error(`no sentence for ${code}`);
}

/** @param {any} answer */
function mustBeAnAnswer(answer) {
  if (answer.ok !== true && answer.ok !== false) throw new Error('an answer without ok');
  if (!answer.ok) mustHaveSentence(CORE, answer.error.code);
  for (const issue of answer.value?.issues ?? []) mustHaveSentence(CORE, issue.code);
}

/** @param {Random} random @param {number} size @returns {Case} */
function tableCase(random, size) {
  const bytes = hostileTable(random, size);
  const step = (
    /** @type {object} */ request,
    /** @type {Uint8Array[]} */ attachments = [bytes],
  ) => ({
    request: { file: 'x.csv', today: TODAY, ...request },
    attachments,
  });
  recognise('x.csv', bytes.subarray(0, 65_536));
  return {
    kind: 'csv',
    bytes,
    steps: [
      step({ op: 'inspect' }),
      step({ op: 'profile' }),
      step({ op: 'problemRows' }),
      step({ op: 'profile', joined: [{ file: 'j.csv' }] }, [ROSTER, bytes]),
      step({ op: 'apart' }),
      step({ op: 'list', kind: random.pick(LISTS) }),
      step({
        op: 'possible',
        program: { weft: 1, format: random.pick(['mentoring', 'shadowing', 'barcamp', 'spaces']) },
      }),
    ],
  };
}

/** @param {Random} random @param {number} size @returns {Case} */
function documentCase(random, size) {
  const { kind, bytes } = hostileDocument(random, size);
  const roster = { request: { op: 'profile', file: 'r.csv', today: TODAY }, attachments: [ROSTER] };
  const text = new TextDecoder().decode(bytes);
  const lunch = { weft: 1, format: 'lunch' };
  recognise('x.json', bytes);
  const ask = (/** @type {object} */ request, /** @type {Uint8Array[]} */ attachments = []) => ({
    request: { date: TODAY, ...request },
    attachments,
  });
  const steps = {
    workspace: [
      ask({ op: 'workspace' }, [bytes]),
      roster,
      ask({ op: 'possible', program: lunch }),
      ask({ op: 'files', which: ['workspace.weft.json'] }),
    ],
    program: [roster, ask({ op: 'possible', program: text }), ask({ op: 'run', program: text })],
    outcome: [roster, ask({ op: 'check', program: lunch }, [bytes])],
  }[kind];
  return { kind: `${kind}.json`, bytes, steps };
}

/** @param {Random} random @param {number} size @returns {Case} */
function workbookCase(random, size) {
  const bytes = hostileWorkbook(random, size);
  return {
    kind: 'xlsx',
    bytes,
    steps: [],
    check: async () => {
      recognise('x.xlsx', bytes.subarray(0, 65_536));
      const begun = performance.now();
      try {
        const { sheets } = await readSheet(bytes);
        await readSheet(bytes, sheets.at(-1)?.name);
      } catch (error) {
        if (!(error instanceof TableError)) throw error;
        mustHaveSentence(PAGE, error.code);
      }
      if (performance.now() - begun > LIMIT_ALONE_S * 1000) throw new Error('too slow');
    },
  };
}

/** What Weft writes is XML, and is read back as it was. @param {Random} random @returns {Case} */
function rowsCase(random) {
  const rows = hostileRows(random);
  const bytes = new TextEncoder().encode(writeSpreadsheetCsv(rows, { delimiter: ',', bom: true }));
  return {
    kind: 'rows.csv',
    bytes,
    steps: [{ request: { op: 'table', delimiter: ',' }, attachments: [bytes] }],
    check: async ([answer]) => {
      if (answer.ok) {
        const expected = rows.map((row) =>
          row.map((cell) => guarded(cell).replace(/\p{Cs}/gu, '\ufffd')),
        );
        const found = JSON.stringify(answer.value.rows);
        if (found !== JSON.stringify(expected)) throw new Error(`read back as ${found}`);
      }
      const sheet = await writeSheet(rows, 'S');
      for (const [name, part] of Object.entries(unzipSync(sheet))) {
        const xml = new TextDecoder('utf-8', { fatal: true }).decode(part);
        const wrong = /[^\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.exec(xml);
        if (wrong) throw new Error(`${name} is no XML`);
      }
    },
  };
}

const CASES = { table: tableCase, document: documentCase, workbook: workbookCase, rows: rowsCase };
const WEIGHTS = { table: 5, document: 4, workbook: 3, rows: 1 };

/** @param {number} seed @param {number} number @param {number} size */
function caseOf(seed, number, size) {
  const random = new Random(Math.imul(seed, 0x9e3779b1) + number);
  const kind = /** @type {keyof typeof CASES} */ (random.weighted(WEIGHTS));
  return CASES[kind](random, random.chance(0.05) ? size * 20 : size);
}

/** @param {Case} one @param {import('../../../tools/lib/doors.mjs').Answer[]} answers */
async function judge(one, answers) {
  const read = answers.map(({ answer }) => JSON.parse(answer));
  read.forEach(mustBeAnAnswer);
  await one.check?.(read);
}

/** Why a case is a find, by itself; nothing where it is none. @param {Case} one */
async function faultOf(one) {
  try {
    const answers = one.steps.length > 0 ? await walkNative(one.steps, LIMIT_ALONE_S) : [];
    await judge(one, answers);
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** @param {Case[]} cases */
async function allGood(cases) {
  try {
    const steps = cases.flatMap((one) => one.steps);
    const answers = steps.length > 0 ? await walkNative(steps, LIMIT_S) : [];
    let from = 0;
    for (const one of cases) {
      await judge(one, answers.slice(from, from + one.steps.length));
      from += one.steps.length;
    }
    return true;
  } catch {
    return false;
  }
}

/**
 * Tries one case after the other until there are enough of them, or the time is up.
 * @param {{seed: number, cases?: number, seconds?: number, size?: number, onFind?: (find: Find) => void}} options
 *   `size`: about how many bytes a file has; one in twenty has twenty times as many
 */
export async function playFiles({
  seed,
  cases = Number.POSITIVE_INFINITY,
  seconds = Number.POSITIVE_INFINITY,
  size = 4_000,
  onFind = () => {},
}) {
  const until = performance.now() + seconds * 1000;
  let number = 0;
  let finds = 0;
  while (number < cases && performance.now() < until) {
    const count = Math.min(TOGETHER, cases - number);
    const batch = Array.from({ length: count }, (_, index) => caseOf(seed, number + index, size));
    if (!(await allGood(batch))) {
      for (const [index, one] of batch.entries()) {
        const why = await faultOf(one);
        if (why === '') continue;
        finds += 1;
        onFind({ number: number + index, kind: one.kind, bytes: one.bytes, why });
      }
    }
    number += count;
  }
  return { cases: number, finds };
}
