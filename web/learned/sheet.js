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

/** Beyond these a file is no sheet that a group has filled in. */
export const SHEET_LIMITS = { bytes: 400_000, text: 20_000, entries: 200, entry: 200 };

const LONG = /** @type {const} */ (['learned', 'followUp']);
const LISTS = /** @type {const} */ (['people', 'who', 'topics']);
const SECTIONS = /** @type {const} */ (['learned', 'who', 'followUp', 'topics', 'internal']);
const FACTS = /** @type {const} */ (['program', 'date', 'group', 'title', 'people']);

/**
 * @param {Issue['severity']} severity
 * @param {string} code
 * @param {string} file
 * @param {Record<string, unknown>} [args]
 * @returns {Issue}
 */
export function sheetIssue(severity, code, file, args = {}) {
  return { severity, code, file, args: { file, ...args } };
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
 * What a file claims to be a sheet, looked through field by field.
 * @param {unknown} claim
 * @param {string} file
 * @returns {ReadSheet}
 */
export function checkedSheet(claim, file) {
  const wrong = (/** @type {string} */ field) => ({
    sheet: null,
    issues: [sheetIssue('error', 'page.sheet.field', file, { field })],
  });
  if (claim === null || typeof claim !== 'object' || Array.isArray(claim)) return wrong('{}');
  const found = /** @type {Record<string, unknown>} */ (claim);
  const texts = ['program', 'format', 'date', 'title', ...LONG];
  for (const field of texts) {
    const value = found[field] ?? '';
    if (!isText(value) || value.length > SHEET_LIMITS.text) return wrong(field);
  }
  for (const field of LISTS) {
    const value = found[field] ?? [];
    const fits =
      Array.isArray(value) &&
      value.length <= SHEET_LIMITS.entries &&
      value.every((entry) => isText(entry) && entry.length <= SHEET_LIMITS.entry);
    if (!fits) return wrong(field);
  }
  const group = found.group ?? 0;
  if (typeof group !== 'number' || !Number.isSafeInteger(group) || group < 0) return wrong('group');
  if (typeof (found.internal ?? false) !== 'boolean') return wrong('internal');
  const text = (/** @type {string} */ field) => String(found[field] ?? '').trim();
  const list = (/** @type {string} */ field) =>
    /** @type {string[]} */ (found[field] ?? []).map((entry) => entry.trim()).filter(Boolean);
  const sheet = {
    ...{ program: text('program'), format: text('format'), date: text('date'), group },
    ...{ title: text('title'), people: list('people'), learned: text('learned') },
    ...{ who: list('who'), followUp: text('followUp'), topics: list('topics') },
    internal: found.internal === true,
  };
  if (`${sheet.learned}${sheet.followUp}${sheet.topics.join('')}` === '') {
    return { sheet: null, issues: [sheetIssue('note', 'page.sheet.empty', file)] };
  }
  return { sheet, issues: [] };
}

/** A text that Markdown shows as it is. @param {string} text */
export function markdownText(text) {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/[\\`*_[\]|]/g, '\\$&')
    .replace(/^(\s*)([#>+-])(?=\s|$|#)/gm, '$1\\$2')
    .replace(/^(\s*\d+)([.)])(?=\s|$)/gm, '$1\\$2')
    .replace(/^(\s*)(=+|-+|~{3,})\s*$/gm, '$1\\$2');
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
  /** @type {Partial<Record<string, string>>} */
  const parts = {};
  let section = '';
  const known = new Set();
  // Written so that Weft's own script, which is part of a page, holds no mark of a comment.
  for (const line of text.replace(/<!-{2}[\s\S]*?-->/g, '').split(/\r\n|\r|\n/)) {
    const heading = /^#{2,6}\s+(.*?)\s*#*$/.exec(line);
    const fact = section === '' ? /^\s*[-*]\s+([^:]{1,60}):\s*(.*)$/.exec(line) : null;
    const factName = fact && named(FACTS, String(fact[1]));
    if (heading) {
      const next = named(SECTIONS, String(heading[1]));
      if (next) {
        section = next;
        known.add(next);
      } else {
        issues.push(sheetIssue('warning', 'page.sheet.heading', file, { heading: heading[1] }));
        if (section !== '') parts[section] = `${parts[section] ?? ''}${heading[1]}\n`;
      }
    } else if (factName) {
      parts[factName] = String(fact?.[2]);
    } else if (section !== '') {
      parts[section] = `${parts[section] ?? ''}${line}\n`;
    }
  }
  if (known.size === 0) {
    return { sheet: null, issues: [sheetIssue('error', 'page.sheet.notOne', file)] };
  }
  const part = (/** @type {string} */ name) => fromMarkdown(parts[name] ?? '');
  const said = part('internal').split('\n')[0]?.trim() ?? '';
  const answer = said === '' ? 'no' : named(['yes', 'no'], said);
  if (!answer) {
    issues.push(sheetIssue('warning', 'page.sheet.internalUnclear', file, { value: said }));
  }
  if (!/^\d{1,9}$/.test(part('group'))) {
    issues.push(sheetIssue('warning', 'page.sheet.noGroup', file));
  }
  const checked = checkedSheet(
    {
      ...{ program: part('program'), format: '', date: part('date'), title: part('title') },
      group: /^\d{1,9}$/.test(part('group')) ? Number(part('group')) : 0,
      people: entriesOf(part('people')),
      ...{ learned: part('learned'), followUp: part('followUp') },
      ...{ who: entriesOf(part('who')), topics: entriesOf(part('topics')) },
      // What can't be told is kept in the house.
      internal: answer !== 'no',
    },
    file,
  );
  return { sheet: checked.sheet, issues: [...issues, ...checked.issues] };
}
