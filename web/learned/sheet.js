/**
 * A findings sheet: what a group has learnt, who should know, what follows. As data, as Markdown that is filled in by
 * hand, and read back. Whatever stands in a sheet is text and stays text.
 */

/**
 * @typedef {{program: string, format: string, date: string, group: number, title: string, people: string[],
 *   learned: string, who: string[], followUp: string, topics: string[], internal: boolean}} Sheet
 * @typedef {import('../app/types.js').Issue} Issue
 * @typedef {{sheet: Sheet | null, issues: Issue[]}} ReadSheet `sheet`: null where there is nothing to keep
 * @typedef {Record<'learned' | 'who' | 'followUp' | 'topics' | 'internal' | 'program' | 'date' | 'group' | 'title' |
 *   'people' | 'yes' | 'no' | 'heading' | 'hint', string>} SheetWords
 */

/** Beyond these a file is no sheet that a group has filled in, and a list none of names or topics. */
export const SHEET_LIMITS = { bytes: 400_000, entries: 200, entry: 1000 };
/** What is quoted of a file in a sentence about it. */
const QUOTED = 80;

const TEXTS = /** @type {const} */ (['program', 'format', 'date', 'title', 'learned', 'followUp']);
const LISTS = /** @type {const} */ (['people', 'who', 'topics']);
const SECTIONS = /** @type {const} */ (['learned', 'who', 'followUp', 'topics', 'internal']);
const FACTS = /** @type {const} */ (['program', 'date', 'group', 'title', 'people']);

/** @param {string} text */
const quoted = (text) => (text.length > QUOTED ? `${text.slice(0, QUOTED)}…` : text);

/**
 * @param {Issue['severity']} severity
 * @param {string} code
 * @param {string} file
 * @param {Record<string, unknown>} [args] texts are cut to what a sentence can bear
 * @returns {Issue}
 */
export function sheetIssue(severity, code, file, args = {}) {
  const short = Object.entries(args).map(([name, value]) => [
    name,
    typeof value === 'string' ? quoted(value) : value,
  ]);
  return { severity, code, file, args: { file, ...Object.fromEntries(short) } };
}

/**
 * An empty sheet for each group of an outcome.
 * @param {{name: string, format: string, run: {date: string}}} outcome
 * @param {import('../app/types.js').Group[]} groups
 * @returns {Sheet[]}
 */
export function blankSheets(outcome, groups) {
  return groups.map(({ number, people, title = '', when }) => ({
    program: outcome.name,
    format: outcome.format,
    date: when?.date || outcome.run.date,
    group: number,
    title,
    people: people.map(({ name, id }) => name || id),
    learned: '',
    who: [],
    followUp: '',
    topics: [],
    internal: false,
  }));
}

/** @param {string} text @returns {string[]} */
export function entriesOf(text) {
  const entries = text.split(/[;,\n]/).map((entry) => entry.replace(/^\s*[-*]\s+/, '').trim());
  return [...new Set(entries.filter(Boolean))];
}

/** Letters and digits alone, so that a heading is known however it was typed. @param {string} text */
const keyOf = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** @param {unknown} value @returns {value is string} */
const isText = (value) => typeof value === 'string';

/**
 * What a file claims to be a sheet, looked through field by field: what can't be used is named and left out, the
 * rest is kept.
 * @param {unknown} claim
 * @param {string} file
 * @param {number} line where the data stand in the file
 * @returns {ReadSheet}
 */
export function checkedSheet(claim, file, line) {
  if (claim === null || typeof claim !== 'object' || Array.isArray(claim)) {
    return { sheet: null, issues: [sheetIssue('error', 'page.sheet.damaged', file, { line })] };
  }
  const found = /** @type {Record<string, unknown>} */ (claim);
  /** @type {Issue[]} */
  const issues = [];
  const wrong = (/** @type {string} */ field) => {
    const value = JSON.stringify(found[field]);
    issues.push(sheetIssue('warning', 'page.sheet.field', file, { line, field, value }));
  };
  const text = (/** @type {string} */ field) => {
    const value = found[field] ?? '';
    if (isText(value)) return value.trim();
    wrong(field);
    return '';
  };
  const list = (/** @type {string} */ field) => {
    const value = found[field] ?? [];
    if (!Array.isArray(value)) wrong(field);
    const entries = (Array.isArray(value) ? value : []).filter(isText);
    if (Array.isArray(value) && entries.length < value.length) wrong(field);
    const { entries: most, entry: longest } = SHEET_LIMITS;
    if (entries.length > most || entries.some((entry) => entry.length > longest)) {
      issues.push(sheetIssue('warning', 'page.sheet.cut', file, { field, most, longest }));
    }
    const kept = entries.slice(0, most).map((entry) => entry.slice(0, longest).trim());
    return kept.filter(Boolean);
  };
  const group = () => {
    const value = found.group ?? 0;
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
    wrong('group');
    return 0;
  };
  const internal = () => {
    const value = found.internal ?? false;
    if (typeof value === 'boolean') return value;
    const said = isText(value) ? value : JSON.stringify(value);
    issues.push(sheetIssue('warning', 'page.sheet.internalUnclear', file, { line, value: said }));
    // What can't be told is kept in the house.
    return true;
  };
  const texts = Object.fromEntries(TEXTS.map((field) => [field, text(field)]));
  const lists = Object.fromEntries(LISTS.map((field) => [field, list(field)]));
  const sheet = /** @type {Sheet} */ ({
    ...texts,
    ...lists,
    group: group(),
    internal: internal(),
  });
  if (`${sheet.learned}${sheet.followUp}${sheet.topics.join('')}` === '') {
    issues.push(sheetIssue('note', 'page.sheet.empty', file));
    return { sheet: null, issues };
  }
  return { sheet, issues };
}

/** A text that Markdown shows as it is. @param {string} text */
export function markdownText(text) {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/[\\`*_[\]|]/g, '\\$&')
    .replace(/^([^\S\n]*)([#>+-])(?=\s|$|#)/gm, '$1\\$2')
    .replace(/^([^\S\n]*\d+)([.)])(?=\s|$)/gm, '$1\\$2')
    .replace(/^([^\S\n]*)(=+|-+|~{3,})[^\S\n]*$/gm, '$1\\$2');
}

/** @param {string} text */
function fromMarkdown(text) {
  return text
    .replace(/\\([\\`*_[\]|#>+\-=~.)])/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&amp;', '&')
    .trim();
}

/**
 * The sheet as a Markdown file to fill in.
 * @param {Sheet} sheet
 * @param {SheetWords} words
 */
export function writeMarkdownSheet(sheet, words) {
  const title = sheet.title || `${words.group} ${sheet.group}`;
  const facts = FACTS.map((fact) => {
    const value = fact === 'people' ? sheet.people.join('; ') : String(sheet[fact]);
    return value === '' ? '' : `- ${words[fact]}: ${markdownText(value)}\n`;
  });
  const sections = SECTIONS.map((section) => {
    const content = section === 'internal' ? words.no : '';
    return `## ${words[section]}\n\n${content}\n`;
  });
  return `# ${words.heading}: ${markdownText(title)}\n\n${facts.join('')}\n<!-- ${words.hint} -->\n\n${sections.join('\n')}`;
}

/** The text without comments; every line stays where it was. @param {string} text */
function uncommented(text) {
  // Written so that Weft's own script, which is part of a page, holds no mark of a comment.
  const [begin, end] = ['<!-' + '-', '-' + '->'];
  let kept = '';
  let from = 0;
  for (;;) {
    const opened = text.indexOf(begin, from);
    const closed = opened < 0 ? -1 : text.indexOf(end, opened + begin.length);
    if (closed < 0) return kept + text.slice(from);
    kept += text.slice(from, opened);
    kept += text.slice(opened, closed).replace(/[^\r\n]/g, '');
    from = closed + end.length;
  }
}

/** What a heading of the second level or below says. @param {string} line @returns {string | null} */
function headingOf(line) {
  const marks = /^#{2,6}(?=\s)/.exec(line);
  if (!marks) return null;
  let said = line.slice(marks[0].length).trim();
  while (said.endsWith('#')) said = said.slice(0, -1);
  return said.trim();
}

/**
 * @param {string} file
 * @param {string} text
 * @param {SheetWords[]} languages the words of every language a sheet may be written in
 * @returns {ReadSheet}
 */
export function readMarkdownSheet(file, text, languages) {
  /** @param {readonly (keyof SheetWords)[]} names @param {string} said */
  const named = (names, said) =>
    names.find((name) => languages.some((words) => keyOf(words[name]) === keyOf(said)));
  /** @type {Issue[]} */
  const issues = [];
  /** @type {Record<string, string[]>} */
  const parts = {};
  /** @type {Record<string, number>} where a part begins */
  const lines = {};
  let section = '';
  for (const [index, line] of uncommented(text)
    .split(/\r\n|\r|\n/)
    .entries()) {
    const begin = (/** @type {string} */ name) => {
      lines[name] ??= index + 1;
      parts[name] ??= [];
      return parts[name];
    };
    const heading = headingOf(line);
    const fact = section === '' ? /^\s*[-*]\s+([^:]{1,60}):\s*(.*)$/.exec(line) : null;
    const factName = fact && named(FACTS, String(fact[1]));
    if (heading !== null) {
      const next = named(SECTIONS, heading);
      if (next) {
        section = next;
        begin(next);
      } else {
        const where = { line: index + 1, heading };
        issues.push(sheetIssue('warning', 'page.sheet.heading', file, where));
        if (section !== '') begin(section).push(heading);
      }
    } else if (factName) {
      begin(factName).push(String(fact?.[2]));
    } else if (section !== '') {
      begin(section).push(line);
    }
  }
  if (section === '') {
    return { sheet: null, issues: [sheetIssue('error', 'page.sheet.notOne', file)] };
  }
  const part = (/** @type {string} */ name) => fromMarkdown((parts[name] ?? []).join('\n'));
  const said = part('internal').split('\n')[0]?.trim() ?? '';
  const answer = said === '' ? 'no' : named(['yes', 'no'], said);
  if (!answer) {
    const above = (parts.internal ?? []).findIndex((line) => line.trim() !== '');
    const where = { line: Number(lines.internal) + 1 + above, value: said };
    issues.push(sheetIssue('warning', 'page.sheet.internalUnclear', file, where));
  }
  const number = part('group');
  const isNumber = /^\d{1,9}$/.test(number);
  if (number === '') {
    issues.push(sheetIssue('warning', 'page.sheet.noGroup', file));
  } else if (!isNumber) {
    const where = { line: lines.group, value: number };
    issues.push(sheetIssue('warning', 'page.sheet.groupUnclear', file, where));
  }
  const checked = checkedSheet(
    {
      ...{ program: part('program'), format: '', date: part('date'), title: part('title') },
      group: isNumber ? Number(number) : 0,
      people: entriesOf(part('people')),
      ...{ learned: part('learned'), followUp: part('followUp') },
      ...{ who: entriesOf(part('who')), topics: entriesOf(part('topics')) },
      // What can't be told is kept in the house.
      internal: answer !== 'no',
    },
    file,
    1,
  );
  return { sheet: checked.sheet, issues: [...issues, ...checked.issues] };
}
