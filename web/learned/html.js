/** Findings as HTML files of their own: sheets to fill in, read back, and the searchable page. */

import { parseJson } from '../io/json.js';
import { formatDay } from '../locales/format.js';
import { checkedSheet, sheetIssue } from './sheet.js';

/** @typedef {import('./sheet.js').Sheet} Sheet */
/** @typedef {import('./sheet.js').SheetWords} SheetWords */
/** @typedef {{script: string, style: string, policy: string}} Inside what the page builder has made */

/** @param {string} text */
const escaped = (text) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

/** JSON in which no character means anything to HTML. @param {unknown} value */
export function safeJson(value) {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/**
 * By its name, so that no tag stands in the text of Weft's own script.
 * @param {string} name
 * @param {string} content
 * @param {string} [attributes]
 */
const tag = (name, content, attributes = '') => `<${name}${attributes}>${content}</${name}>`;

/**
 * @param {Inside} inside
 * @param {string} language
 * @param {string} title
 * @param {string} body
 */
function document(inside, language, title, body) {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(inside.policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
${tag('style', inside.style)}
</head>
<body>
${body}
${tag('script', inside.script)}
</body>
</html>
`;
}

/**
 * A sheet to fill in: its data stand in a hidden element, which its script keeps as the fields are, so that the
 * saved page is the filled sheet.
 * @param {Sheet} sheet
 * @param {SheetWords & {internalBox: string, save: string, saved: string}} words
 * @param {Inside} inside
 * @param {string} language
 * @param {string} name of the file
 */
export function writeHtmlSheet(sheet, words, inside, language, name) {
  const title = sheet.title || `${words.group} ${sheet.group}`;
  const field = (
    /** @type {string} */ id,
    /** @type {string} */ label,
    /** @type {number} */ rows,
  ) =>
    `<label for="${id}">${escaped(label)}</label>\n<textarea id="${id}" rows="${rows}"></textarea>`;
  const facts = [sheet.program, formatDay(language, sheet.date), sheet.people.join(', ')];
  const body = `<main>
<h1>${escaped(`${words.heading}: ${title}`)}</h1>
<p>${escaped(facts.filter(Boolean).join(' · '))}</p>
<p class="hint">${escaped(words.hint)}</p>
${field('learned', words.learned, 8)}
${field('who', words.who, 2)}
${field('followUp', words.followUp, 4)}
${field('topics', words.topics, 2)}
<label class="check"><input type="checkbox" id="internal"> ${escaped(words.internalBox)}</label>
<p><button type="button" id="save">${escaped(words.save)}</button> <span role="status" id="saved" data-saved="${escaped(words.saved)}"></span></p>
</main>
<pre id="weft-sheet" data-name="${escaped(name)}" hidden>${safeJson({ weft: 1, kind: 'findings', ...sheet })}</pre>`;
  return document(inside, language, `${words.heading}: ${title}`, body);
}

/** Bounded, so that a text made to be slow is read as fast as any other. */
const DATA = /<pre\b[^<>]{0,2000}\bid="?weft-sheet"?[^<>]{0,2000}>/i;
const DATA_END = '</pre>';
/** No tag stands in it, as above. */
const CODE = /<(?:script|iframe|object|embed)\b|javascript:/i;
/** What a tag may run; without any tag it is prose, such as "onboarding = half the work". */
const EVENT = /[\s"'/]on[a-z]{3,}\s*=/i;
const TAG = /<[a-z]/i;

/**
 * Whether a text carries something that a browser would run, if it were shown as a page.
 * @param {string} text
 */
export function carriesCode(text) {
  return CODE.test(text) || (TAG.test(text) && EVENT.test(text));
}

/**
 * @param {string} file
 * @param {string} text
 * @param {Inside} inside of the sheets that this page writes: their script is no stranger
 * @returns {import('./sheet.js').ReadSheet}
 */
export function readHtmlSheet(file, text, inside) {
  const opened = DATA.exec(text);
  if (!opened) return { sheet: null, issues: [sheetIssue('error', 'page.sheet.notOne', file)] };
  const begin = opened.index + opened[0].length;
  const end = text.toLowerCase().indexOf(DATA_END, begin);
  const line = lineAt(text, begin);
  let claim;
  try {
    claim = parseJson(
      text
        .slice(begin, end < 0 ? begin : end)
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&quot;', '"')
        .replaceAll('&amp;', '&'),
    );
  } catch {
    return { sheet: null, issues: [sheetIssue('error', 'page.sheet.damaged', file, { line })] };
  }
  const { sheet, issues } = checkedSheet(claim, file, line);
  const around = text.slice(0, begin) + text.slice(end);
  if (carriesCode(around.replace(tag('script', inside.script), ''))) {
    issues.push(sheetIssue('warning', 'page.sheet.code', file));
  }
  return { sheet, issues };
}

/** @param {string} text @param {number} at */
const lineAt = (text, at) => text.slice(0, at).split(/\r\n|\r|\n/).length;

/**
 * One page with all findings that may be handed on, which searches itself.
 * @param {Sheet[]} sheets
 * @param {Record<string, string>} words
 * @param {Inside} inside
 * @param {string} language
 */
export function writeFindingsPage(sheets, words, inside, language) {
  const data = { words, language, sheets: published(sheets) };
  const body = `<main id="findings"><h1>${escaped(String(words.title))}</h1></main>
${tag('script', safeJson(data), ' type="application/json" id="weft-findings"')}`;
  return document(inside, language, String(words.title), body);
}

/** What may leave the house, newest first. @param {Sheet[]} sheets */
export function published(sheets) {
  return sheets
    .filter((sheet) => !sheet.internal)
    .sort((one, other) => other.date.localeCompare(one.date) || one.group - other.group)
    .map(({ internal: _, format: _format, ...rest }) => rest);
}
