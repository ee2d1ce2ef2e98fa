#!/usr/bin/env node
/** Findings on the command line: the page's own modules write the sheets, read them back and make of them what is handed on. */

import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import Papa from 'papaparse';
import { unguarded } from '../web/io/csv.js';
import { parseJson } from '../web/io/json.js';
import { TableError } from '../web/io/table-error.js';
import { unzip } from '../web/io/unzip.js';
import { markdownFolder } from '../web/learned/folder.js';
import { writeFindingsPage } from '../web/learned/html.js';
import { readSheetFile, withSheets } from '../web/learned/intake.js';
import { blankSheets, SHEET_LIMITS, sheetIssue } from '../web/learned/sheet.js';
import { pageWords } from '../web/learned/words.js';
import { writeSheetFile } from '../web/learned/write.js';
import { createSpeech } from '../web/locales/index.js';
import { insideFindings } from './lib/bundle.mjs';

/** @typedef {import('../web/app/types.js').Issue} Issue */
/** @typedef {import('../web/learned/intake.js').ReadSheet} ReadSheet */
/** @typedef {{name: string, read: ReadSheet}} Taken */

const DONE = 0;
const INCOMPLETE = 1;
const UNUSABLE = 2;

const USAGE = `npm run findings -- COMMAND: what groups have learned, on this machine alone.

  npm run findings -- sheets DIR|outcome.json [--groups groups.csv] [--as html|md] --out DIR
  npm run findings -- gather FILE|DIR... [--internal FILE]... --out DIR

  sheets          an empty findings sheet for each group of a run, to fill in; names come from
                  the groups.csv beside the outcome
  gather          filled sheets (HTML, Markdown, ZIP; folders with all that is in them) become
                  OUT/findings.html, one page that searches itself, and OUT/markdown, a folder
                  of linked files; what is marked internal stays out
  --as html|md    sheets as small pages to fill in (html, the default), or as Markdown
  --internal FILE this sheet stays out too, whatever it says itself
  --lang en|de    the language of sheets, page and sentences

Exit status: 0 done; 1 done, but a file was not taken;
2 wrong usage or unusable input, and nothing was written.
`;

/** The largest archive that is read, and the largest outcome. */
const LARGEST_BYTES = 500_000_000;

/** Something that can't be used: its sentence is printed, and nothing is written. */
class Unusable extends Error {}

const read = (() => {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        out: { type: 'string', default: '' },
        groups: { type: 'string', default: '' },
        as: { type: 'string', default: 'html' },
        internal: { type: 'string', multiple: true, default: [] },
        lang: { type: 'string', default: 'en' },
      },
    });
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
    process.exit(UNUSABLE);
  }
})();
const { values: options, positionals } = read;
/** As for `weft`: what is not German is English. */
const language = options.lang === 'de' ? 'de' : 'en';
const speech = createSpeech(language);

/** What stands in a file can't steer the terminal it is named on. @param {string} text */
const harmless = (text) => text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '\ufffd');

/** @param {string} code @param {Record<string, unknown>} [args] */
const say = (code, args) => harmless(speech.core(`cli.findings.${code}`, args));

/** @param {Issue[]} issues */
function print(issues) {
  for (const { severity, code, args } of issues)
    console.error(`${severity}: ${harmless(speech.core(code, args))}`);
}

/** @param {string} path */
async function bytesOf(path) {
  try {
    const { size } = await stat(path);
    if (size > LARGEST_BYTES) throw new Error('too large');
    return new Uint8Array(await readFile(path));
  } catch {
    throw new Unusable(say('noFile', { file: path }));
  }
}

/**
 * @param {Array<{path: string, text: string}>} files
 * @param {string[]} [stale] files that go before
 */
async function write(files, stale = []) {
  const all = [...stale.map((path) => ({ path, text: null })), ...files];
  for (const { path, text } of all) {
    try {
      if (text === null) {
        await rm(path);
      } else {
        await mkdir(dirname(path), { recursive: true });
        await writeFile(path, text);
      }
    } catch {
      throw new Unusable(say('notWritten', { file: path }));
    }
  }
}

/**
 * An outcome as `weft run` and the page write it.
 * @param {string} path
 * @returns {Promise<any>}
 */
async function readOutcome(path) {
  const text = new TextDecoder().decode(await bytesOf(path));
  const fail = (/** @type {string} */ place, /** @type {unknown} */ value) => {
    const found = value === undefined ? '–' : JSON.stringify(value).slice(0, 60);
    throw new Unusable(say('notOutcome', { file: path, at: place && ` ${place}`, value: found }));
  };
  let outcome;
  try {
    outcome = parseJson(text);
  } catch {
    fail('', text.slice(0, 40));
  }
  if (outcome?.kind !== 'outcome') fail('/kind', outcome?.kind);
  if (!Array.isArray(outcome.groups)) fail('/groups', outcome.groups);
  for (const field of ['name', 'format'])
    if (typeof outcome[field] !== 'string') fail(`/${field}`, outcome[field]);
  if (typeof outcome.run?.date !== 'string') fail('/run/date', outcome.run?.date);
  for (const [index, group] of outcome.groups.entries()) {
    const place = `/groups/${index}`;
    if (!Array.isArray(group?.people)) fail(`${place}/people`, group?.people);
    for (const [at, person] of group.people.entries())
      if (typeof person?.id !== 'string') fail(`${place}/people/${at}/id`, person?.id);
    for (const [field, value] of [
      ['title', group.title],
      ['when/date', group.when?.date],
    ])
      if (!['undefined', 'string'].includes(typeof value)) fail(`${place}/${field}`, value);
  }
  return outcome;
}

/**
 * What people are called, by the number of their group and their id.
 * @param {string} path of a groups.csv
 * @returns {Promise<Map<string, string>>}
 */
async function readNames(path) {
  const text = new TextDecoder().decode(await bytesOf(path));
  const { data } = Papa.parse(text, { header: true, skipEmptyLines: true });
  return new Map(
    /** @type {Array<Record<string, string>>} */ (data).map(({ group, id, name }) => [
      `${group} ${unguarded(id ?? '')}`,
      unguarded(name ?? ''),
    ]),
  );
}

async function sheets() {
  const [, given = ''] = positionals;
  if (positionals.length !== 2 || !options.out || !['html', 'md'].includes(options.as))
    throw new Unusable(USAGE);
  const isFolder = await stat(given).then(
    (found) => found.isDirectory(),
    () => false,
  );
  const path = isFolder ? join(given, 'outcome.json') : given;
  const outcome = await readOutcome(path);
  if (outcome.groups.length === 0) throw new Unusable(say('noGroups', { file: path }));
  const beside = options.groups || join(dirname(path), 'groups.csv');
  const hasNames = options.groups !== '' || existsSync(beside);
  const names = hasNames ? await readNames(beside) : new Map();
  if (!hasNames) console.error(`warning: ${say('noNames', { file: beside })}`);
  for (const [index, group] of outcome.groups.entries()) {
    group.number = index + 1;
    for (const person of group.people) {
      person.name = names.get(`${group.number} ${person.id}`);
      if (hasNames && person.name === undefined)
        throw new Unusable(say('otherGroups', { file: beside, group: index + 1, id: person.id }));
    }
  }
  const kind = options.as === 'md' ? 'md' : 'html';
  const { fill } = await insideFindings();
  const files = blankSheets(outcome, outcome.groups).map((sheet) => {
    const { name, text } = writeSheetFile(sheet, kind, language, fill);
    return { path: join(options.out, name), text };
  });
  for (const { path: file, text } of files)
    if (existsSync(file) && (await readFile(file, 'utf8')) !== text)
      throw new Unusable(say('wouldOverwrite', { file }));
  await write(files);
  console.log(say('written', { count: files.length, folder: options.out }));
  return DONE;
}

/** Where what is handed on is written, and where an earlier one of it may stand. */
const handed = { page: join(options.out, 'findings.html'), folder: join(options.out, 'markdown') };
const HANDED = /^(index|(sheets|topics|people)\/\d{4,})\.md$/;

/** @param {string} file */
const isHanded = (file) =>
  resolve(file) === resolve(handed.page) || HANDED.test(relative(handed.folder, file));

/** @param {string} folder @returns {Promise<string[]>} files in it and below, but hidden ones */
async function filesBelow(folder) {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .filter((path) => !/(^|\/)\./.test(relative(folder, path)))
    .sort();
}

/** @param {string[]} given @returns {Promise<string[]>} files, those in folders too, but not what was made of sheets */
async function filesOf(given) {
  const all = [];
  for (const path of given) {
    const found = await stat(path).catch(() => null);
    if (!found) throw new Unusable(say('noFile', { file: path }));
    const below = found.isDirectory() ? await filesBelow(path) : [path];
    all.push(...below.filter((file) => !found.isDirectory() || !isHanded(file)));
  }
  return all;
}

/**
 * @param {string} path
 * @param {import('../web/learned/html.js').Inside} fill
 * @returns {Promise<Taken[]>}
 */
async function take(path, fill) {
  const whole = (/** @type {string} */ name, /** @type {Uint8Array} */ bytes) => ({
    name,
    read: readSheetFile(name, bytes, fill),
  });
  const packed = /\.zip$/i.test(path);
  const { size } = await stat(path);
  if (size > (packed ? LARGEST_BYTES : SHEET_LIMITS.bytes))
    return [{ name: path, read: refused('page.sheet.large', path) }];
  const bytes = await bytesOf(path);
  if (!packed) return [whole(path, bytes)];
  try {
    const files = unzip(bytes, { most: SHEET_LIMITS.bytes });
    return files.map((file) => whole(`${path}/${file.name}`, file.bytes));
  } catch (error) {
    if (!(error instanceof TableError)) throw error;
    return [{ name: path, read: refused(error.code, path) }];
  }
}

/** @param {string} code @param {string} file @returns {ReadSheet} */
const refused = (code, file) => ({ sheet: null, issues: [sheetIssue('error', code, file)] });

async function gather() {
  const given = positionals.slice(1);
  if (given.length === 0 || !options.out) throw new Unusable(USAGE);
  const { fill, search } = await insideFindings();
  /** @type {Taken[]} */
  const taken = [];
  for (const path of await filesOf(given)) taken.push(...(await take(path, fill)));
  const { sheets: kept, issues } = withSheets({ sheets: [], issues: [] }, taken);
  print(issues);
  for (const file of options.internal) {
    const marked = kept.filter((entry) => entry.file === file);
    const example = kept[0]?.file ?? '';
    if (marked.length === 0) throw new Unusable(say('unknownInternal', { file, example }));
    for (const { sheet } of marked) sheet.internal = true;
  }
  const internal = kept.filter(({ sheet }) => sheet.internal).length;
  if (kept.length === internal)
    throw new Unusable(say('nothing', { taken: kept.length, internal }));
  const all = kept.map(({ sheet }) => sheet);
  const words = pageWords(language);
  const folder = markdownFolder(all, words);
  // A sheet that has become internal since must not be left lying there.
  const before = existsSync(handed.folder) ? await filesBelow(handed.folder) : [];
  await write(
    [
      { path: handed.page, text: writeFindingsPage(all, words, search, language) },
      ...folder.map(({ name, text }) => ({ path: join(handed.folder, name), text })),
    ],
    before.filter(isHanded),
  );
  const bad = issues.filter(({ severity }) => severity === 'error').length;
  console.log(say('gathered', { out: kept.length - internal, internal, refused: bad }));
  console.log(say('made', handed));
  return bad > 0 ? INCOMPLETE : DONE;
}

const COMMANDS = new Map(Object.entries({ sheets, gather }));

try {
  const command = COMMANDS.get(positionals[0] ?? '');
  if (!command) throw new Unusable(USAGE);
  process.exitCode = await command();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = UNUSABLE;
}
