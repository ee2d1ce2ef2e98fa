/** What HR has said about the roster's columns, values and people, and how each of it is taken back. */

/** @typedef {import('./types.js').Answers} Answers */
/** @typedef {import('./types.js').Choice} Choice */
/** @typedef {import('./types.js').Issue} Issue */
/** @typedef {import('./types.js').Table} Table */
/** @typedef {import('./types.js').Workspace} Workspace */

/**
 * @typedef {{kind: 'merge' | 'keep', column: string, value: string, like: string}
 *   | {kind: 'dates', column: string, dates: 'day' | 'month'}
 *   | {kind: 'same', id: string, same: 'one' | 'two'}
 *   | {kind: 'accounts', accounts: string}
 *   | {kind: 'answer', column: string, value: string, means: 'in' | 'out'}
 *   | {kind: 'person', id: string, person: 'yes' | 'no'}} Answer
 */

/** @type {Answers} */
export const noAnswers = { columns: {}, accounts: [], same: {} };

/**
 * @param {Answers} answers
 * @param {string} header
 * @returns {Choice}
 */
export function choiceOf(answers, header) {
  const choice = answers.columns[header] ?? {};
  return typeof choice === 'string' ? { role: choice } : choice;
}

/**
 * @param {Answers} answers
 * @param {string} header
 * @param {Choice} change a part that is undefined is taken back
 * @returns {Answers}
 */
export function withChoice(answers, header, change) {
  const { [header]: _, ...columns } = answers.columns;
  const parts = Object.entries({ ...choiceOf(answers, header), ...change }).filter(
    ([, part]) => part !== undefined,
  );
  if (parts.length > 0) columns[header] = Object.fromEntries(parts);
  return { ...answers, columns };
}

/**
 * Counts `value` as `like`. A value that is like itself is kept apart: it is not asked about again.
 * @param {Answers} answers
 * @param {string} header
 * @param {string} value
 * @param {string} like
 */
export function withMerge(answers, header, value, like) {
  return withChoice(answers, header, {
    merge: { ...choiceOf(answers, header).merge, [value]: like },
  });
}

/**
 * Says what an answer in a column of opt-ins or states means.
 * @param {Answers} answers
 * @param {string} header
 * @param {string} value
 * @param {'in' | 'out'} means
 */
export function withMeaning(answers, header, value, means) {
  return withChoice(answers, header, {
    answers: { ...choiceOf(answers, header).answers, [value]: means },
  });
}

/**
 * @param {Answers} answers
 * @param {Answer} answer
 * @returns {Answers}
 */
export function without(answers, answer) {
  switch (answer.kind) {
    case 'merge':
    case 'keep': {
      const { [answer.value]: _, ...merge } = choiceOf(answers, answer.column).merge ?? {};
      const left = Object.keys(merge).length > 0 ? merge : undefined;
      return withChoice(answers, answer.column, { merge: left });
    }
    case 'dates':
      return withChoice(answers, answer.column, { dates: undefined });
    case 'same': {
      const { [answer.id]: _, ...same } = answers.same;
      return { ...answers, same };
    }
    case 'answer': {
      const { [answer.value]: _, ...meanings } = choiceOf(answers, answer.column).answers ?? {};
      const left = Object.keys(meanings).length > 0 ? meanings : undefined;
      return withChoice(answers, answer.column, { answers: left });
    }
    case 'person': {
      const { persons: { [answer.id]: _, ...persons } = {}, ...rest } = answers;
      return Object.keys(persons).length > 0 ? { ...rest, persons } : rest;
    }
    case 'accounts':
      return {
        ...answers,
        accounts: answers.accounts.filter((kind) => kind !== answer.accounts),
      };
  }
}

/**
 * Everything that was answered, but for the roles and orders that the table of columns shows.
 * @param {Answers} answers
 * @returns {Answer[]}
 */
export function listAnswers(answers) {
  /** @type {Answer[]} */
  const list = [];
  for (const column of Object.keys(answers.columns)) {
    const { merge = {}, dates, answers: meanings = {} } = choiceOf(answers, column);
    if (dates) list.push({ kind: 'dates', column, dates });
    for (const [value, like] of Object.entries(merge)) {
      list.push({ kind: value === like ? 'keep' : 'merge', column, value, like });
    }
    for (const [value, means] of Object.entries(meanings)) {
      list.push({ kind: 'answer', column, value, means });
    }
  }
  for (const [id, same] of Object.entries(answers.same)) list.push({ kind: 'same', id, same });
  for (const [id, person] of Object.entries(answers.persons ?? {})) {
    list.push({ kind: 'person', id, person });
  }
  for (const accounts of answers.accounts) list.push({ kind: 'accounts', accounts });
  return list;
}

/**
 * What a question about people goes by.
 * @param {Issue} issue
 */
export function keyOf({ args }) {
  return String(args?.key ?? args?.value);
}

/** @param {Answers} answers @param {Issue} issue */
function isMeaningKnown(answers, { column = '', args }) {
  return String(args?.value) in (choiceOf(answers, column).answers ?? {});
}

/** @param {Answers} answers @param {Issue} issue */
function isPersonKnown(answers, issue) {
  return keyOf(issue) in (answers.persons ?? {});
}

/**
 * The kinds of findings that wait for an answer, the weightiest first.
 * @type {Record<string, (answers: Answers, issue: Issue) => boolean>} whether the answer has been given
 */
const QUESTIONS = {
  'roster.optInUnknown': isMeaningKnown,
  'roster.statusUnknown': isMeaningKnown,
  'roster.takesPartAsked': (answers, { column = '' }) =>
    choiceOf(answers, column).role !== undefined,
  'roster.addressAsked': (answers, issue) => keyOf(issue) in answers.same,
  'roster.duplicateAsked': (answers, issue) => keyOf(issue) in answers.same,
  'roster.personAsked': isPersonKnown,
  'roster.totalAsked': isPersonKnown,
  'roster.dateOrder': (answers, { column = '' }) => choiceOf(answers, column).dates !== undefined,
  'roster.levelOrderGuessed': (answers, { column = '' }) =>
    choiceOf(answers, column).order !== undefined,
  'roster.similarValues': (answers, { column = '', args }) =>
    String(args?.value) in (choiceOf(answers, column).merge ?? {}),
};

/** @param {Issue} issue */
export function isQuestion(issue) {
  return Object.hasOwn(QUESTIONS, issue.code);
}

/**
 * The questions that are still open, by kind. What is answered is closed before the core has read again.
 * @param {Issue[]} issues
 * @param {Answers} answers
 * @returns {Array<{code: string, issues: Issue[]}>}
 */
export function openQuestions(issues, answers) {
  return Object.entries(QUESTIONS)
    .map(([code, isAnswered]) => ({
      code,
      issues: issues.filter((issue) => issue.code === code && !isAnswered(answers, issue)),
    }))
    .filter((question) => question.issues.length > 0);
}

/** Questions that are asked once for all the values of a column. */
const OF_COLUMN = new Set(['roster.optInUnknown', 'roster.statusUnknown']);

/**
 * Parts of a question that are asked one by one: of some kinds, one for each column.
 * @param {{code: string, issues: Issue[]}} question
 */
export function partsOf({ code, issues }) {
  if (!OF_COLUMN.has(code)) return [{ code, column: '', issues }];
  const columns = [...new Set(issues.map((issue) => issue.column ?? ''))];
  return columns.map((column) => ({
    code,
    column,
    issues: issues.filter((issue) => (issue.column ?? '') === column),
  }));
}

/**
 * The answers saved in a workspace; what was answered since holds against them.
 * @param {Workspace | null} workspace
 * @param {Answers} [since]
 * @returns {Answers}
 */
export function savedAnswers(workspace, since = noAnswers) {
  const persons = { ...workspace?.persons, ...since.persons };
  const headerRow = since.headerRow ?? workspace?.headerRow ?? undefined;
  return {
    columns: { ...workspace?.columns, ...since.columns },
    accounts: [...new Set([...(workspace?.accounts ?? []), ...since.accounts])],
    same: { ...workspace?.same, ...since.same },
    ...(Object.keys(persons).length > 0 && { persons }),
    ...(headerRow !== undefined && { headerRow }),
  };
}

/**
 * What still holds for another file: answers about columns that it has, too.
 * @param {Answers} answers
 * @param {Table} table
 * @returns {Answers}
 */
export function answersFor(answers, table) {
  const columns = Object.entries(answers.columns).filter(([header]) =>
    table.headers.includes(header),
  );
  // Where the names of the columns stand is another matter in another file.
  const { headerRow: _, ...rest } = answers;
  return { ...rest, columns: Object.fromEntries(columns) };
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
function isRecord(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * @param {unknown} before
 * @param {unknown} after
 * @param {unknown} onto
 * @returns {unknown}
 */
function rebasedPart(before, after, onto) {
  if (JSON.stringify(before) === JSON.stringify(after)) return onto;
  const [old = {}, other = {}] = [before, onto];
  if (!isRecord(old) || !isRecord(after) || !isRecord(other)) return after;
  const keys = new Set([old, after, other].flatMap((part) => Object.keys(part)));
  const parts = [...keys].map((key) => [key, rebasedPart(old[key], after[key], other[key])]);
  return Object.fromEntries(parts.filter(([, part]) => part !== undefined));
}

/**
 * What was answered from `before` to `after`, added to other answers.
 * @param {Answers} before
 * @param {Answers} after
 * @param {Answers} onto
 * @returns {Answers}
 */
export function rebased(before, after, onto) {
  const gone = before.accounts.filter((kind) => !after.accounts.includes(kind));
  const fresh = after.accounts.filter((kind) => !before.accounts.includes(kind));
  const accounts = [...onto.accounts.filter((kind) => !gone.includes(kind)), ...fresh];
  const rest = /** @type {Answers} */ (rebasedPart(before, after, onto));
  return { ...rest, accounts: [...new Set(accounts)] };
}

/**
 * The two days that a date such as 03/04/2026 may mean.
 * @param {string} value
 * @returns {{day: string, month: string} | null} in ISO form: read day first, and month first
 */
export function readings(value) {
  const parts = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d\d)\b/.exec(value.trim());
  if (!parts) return null;
  const [first, second, year] = parts.slice(1).map(Number);
  const two = (/** @type {number | undefined} */ number) => String(number).padStart(2, '0');
  const full = Number(year) < 100 ? 2000 + Number(year) : year;
  if (Math.max(Number(first), Number(second)) > 12) return null;
  return {
    day: `${full}-${two(second)}-${two(first)}`,
    month: `${full}-${two(first)}-${two(second)}`,
  };
}
