/** Both languages are complete, ask for the same arguments, and hold every sentence the page uses. */

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { placeholders } from '../../web/locales/format.js';

const web = new URL('../../web/', import.meta.url);

/** @param {string} name @returns {Record<string, string>} */
const read = (name) => JSON.parse(readFileSync(new URL(`locales/${name}.json`, web), 'utf8'));

/** German bends some sentences by the gender of the column’s word; English does not need to. */
const BENT = /^sentence\.(different|same|shareRule|mix|match|share)\.\w+$/;

for (const part of ['page', 'core']) {
  const english = read(`${part}.en`);
  const german = read(`${part}.de`);

  test(`${part}: both languages have the same sentences`, () => {
    const extra = Object.keys(german).filter((key) => !(key in english) && !BENT.test(key));
    assert.deepEqual(extra, []);
    assert.deepEqual(
      Object.keys(english).filter((key) => !(key in german)),
      [],
    );
  });

  test(`${part}: both languages ask for the same arguments`, () => {
    for (const [key, sentence] of Object.entries(german)) {
      const base = english[key] ?? english[key.replace(/\.\w+$/, '')];
      assert.deepEqual(placeholders(sentence), placeholders(String(base)), key);
    }
  });

  test(`${part}: no sentence is empty or left in the other language`, () => {
    for (const [key, sentence] of Object.entries(german)) {
      assert.ok(sentence.trim(), key);
      if (english[key] !== undefined && sentence.split(' ').length > 3) {
        assert.notEqual(sentence, english[key], key);
      }
    }
  });
}

/** After "role", in either language: one name, or several in a row. */
const NAMED_ROLES =
  /\b(?:role|Rolle)s? ((?:[“„][^”“{]+[”“]|[A-Z][\w-]*)(?:(?:, | or | oder )(?:[“„][^”“{]+[”“]|[A-Z][\w-]*))*)/gu;

test('a role is called in sentences as it is called in the picker', () => {
  for (const language of ['en', 'de']) {
    const page = read(`page.${language}`);
    const roles = Object.keys(page).filter((key) => key.startsWith('role.'));
    const names = new Set(roles.map((key) => page[key]));
    /** @type {string[]} */
    const strange = [];
    let found = 0;
    for (const [key, sentence] of Object.entries({ ...page, ...read(`core.${language}`) })) {
      for (const [, list = ''] of sentence.matchAll(NAMED_ROLES)) {
        const words = list
          .split(/, (?=[“„A-Z])| or | oder /)
          .map((word) => word.replace(/[“”„]/g, ''));
        found += words.length;
        strange.push(...words.filter((word) => !names.has(word)).map((word) => `${key}: ${word}`));
      }
    }
    assert.deepEqual(strange, []);
    assert.ok(found > 0, language);
  }
});

test('the id of a person has one name in German', () => {
  const sentences = Object.entries({ ...read('page.de'), ...read('core.de') });
  const others = sentences.filter(([, sentence]) => /\bIDs?\b/.test(sentence)).map(([key]) => key);
  assert.deepEqual(others, []);
});

test('what the page says names no switch of the command line', () => {
  for (const name of ['core.en', 'core.de', 'page.en', 'page.de']) {
    const found = Object.entries(read(name)).filter(
      ([key, sentence]) => !key.startsWith('cli.') && /(^|\W)--[a-z]/.test(sentence),
    );
    assert.deepEqual(found, [], name);
  }
});

/** @returns {string} all source text of the page */
function source() {
  return readdirSync(web, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.jsx?$/.test(name))
    .map((name) => readFileSync(new URL(name, web), 'utf8'))
    .join('\n');
}

test('every sentence that the page asks for by name is there', () => {
  const english = read('page.en');
  const text = source();
  const asked = [
    ...text.matchAll(/(?:speech\.t|speech\.template)\(\s*'([^']+)'/g),
    ...text.matchAll(/'(page\.[\w.]+)'/g),
  ].map((match) => String(match[1]));
  assert.ok(asked.length > 100);
  assert.deepEqual(
    asked.filter((key) => !(key in english)),
    [],
  );
});

/** A format may word a sentence of the page in its own way, under its own name. */
const OWN_WORDING =
  /^(lunch|teams|tandem|mentoring|shadowing|barcamp|spaces|knowledge)\.(?=[\w-]+\.)/;

test('no sentence is kept that nothing asks for', () => {
  const text = source();
  const english = read('page.en');
  const stems = [...text.matchAll(/`([\w.]+\.)\$\{/g)].map((match) => String(match[1]));
  const unused = Object.keys(english).filter(
    (key) =>
      !(OWN_WORDING.test(key) && key.replace(OWN_WORDING, '') in english) &&
      !text.includes(`'${key}'`) &&
      !stems.some((stem) => key.startsWith(stem)) &&
      !/^thread\.[\w-]+\.name$/.test(key),
  );
  assert.deepEqual(unused, []);
});
