/** Findings as a folder of Markdown files: a sheet each, and an index by topics and by people. */

import { published } from './html.js';
import { markdownText } from './sheet.js';

/** @typedef {import('./sheet.js').Sheet} Sheet */
/** @typedef {Omit<Sheet, 'internal' | 'format'>} Published */

/** File names are numbers: they never carry the name of a person. @param {string} kind @param {number} index */
const fileOf = (kind, index) => `${kind}/${String(index + 1).padStart(4, '0')}.md`;

/**
 * Entries that differ in case alone are one, under the spelling that came first.
 * @param {Published[]} sheets
 * @param {(sheet: Published) => string[]} entriesOf
 * @returns {Map<string, {name: string, sheets: number[]}>} by the entry in lower case, sorted by name
 */
function gathered(sheets, entriesOf) {
  /** @type {Map<string, {name: string, sheets: number[]}>} */
  const all = new Map();
  for (const [index, sheet] of sheets.entries()) {
    for (const name of new Set(entriesOf(sheet))) {
      const entry = all.get(name.toLowerCase()) ?? { name, sheets: [] };
      if (entry.sheets.at(-1) !== index) entry.sheets.push(index);
      all.set(name.toLowerCase(), entry);
    }
  }
  return new Map([...all].sort(([one], [other]) => one.localeCompare(other)));
}

/**
 * @param {Sheet[]} all
 * @param {Record<string, string>} words
 * @returns {Array<{name: string, text: string}>}
 */
export function markdownFolder(all, words) {
  const sheets = published(all);
  const topics = gathered(sheets, (sheet) => sheet.topics);
  const people = gathered(sheets, (sheet) => sheet.people);
  const titleOf = (/** @type {Published} */ sheet) =>
    markdownText(
      [sheet.program, sheet.title || `${words.group} ${sheet.group}`, sheet.date]
        .filter(Boolean)
        .join(' · '),
    );
  const placesOf = {
    topics: new Map([...topics.keys()].map((key, index) => [key, index])),
    people: new Map([...people.keys()].map((key, index) => [key, index])),
  };
  /** @param {'topics' | 'people'} kind @param {string} name */
  const link = (kind, name) =>
    `[${markdownText(name)}](../${fileOf(kind, placesOf[kind].get(name.toLowerCase()) ?? 0)})`;
  const section = (/** @type {string} */ title, /** @type {string} */ content) =>
    content === '' ? '' : `## ${title}\n\n${content}\n\n`;
  const files = sheets.map((sheet, index) => ({
    name: fileOf('sheets', index),
    text: `# ${titleOf(sheet)}\n\n${section(String(words.people), sheet.people.map((name) => link('people', name)).join(' · '))}${section(String(words.learned), markdownText(sheet.learned))}${section(String(words.who), markdownText(sheet.who.join('; ')))}${section(String(words.followUp), markdownText(sheet.followUp))}${section(String(words.topics), sheet.topics.map((name) => link('topics', name)).join(' · '))}`,
  }));
  const sheetLinks = (/** @type {number[]} */ indices, /** @type {string} */ up) =>
    indices
      .map((index) => {
        const sheet = sheets[index];
        return sheet ? `- [${titleOf(sheet)}](${up}${fileOf('sheets', index)})\n` : '';
      })
      .join('');
  for (const [kind, map] of /** @type {const} */ ([
    ['topics', topics],
    ['people', people],
  ])) {
    for (const [index, entry] of [...map.values()].entries()) {
      files.push({
        name: fileOf(kind, index),
        text: `# ${markdownText(entry.name)}\n\n${sheetLinks(entry.sheets, '../')}`,
      });
    }
  }
  const index = (/** @type {'topics' | 'people'} */ kind, /** @type {typeof topics} */ map) =>
    [...map.values()]
      .map(
        ({ name, sheets: own }, at) =>
          `- [${markdownText(name)}](${fileOf(kind, at)}) (${own.length})\n`,
      )
      .join('');
  const every = sheetLinks([...sheets.keys()], '');
  files.unshift({
    name: 'index.md',
    text: `# ${words.title}\n\n## ${words.topics}\n\n${index('topics', topics)}\n## ${words.people}\n\n${index('people', people)}\n## ${words.sheets}\n\n${every}`,
  });
  return files;
}
