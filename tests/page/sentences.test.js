/** No sentence keeps anything of its template, whatever is counted: all keys, both languages. */

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fill, placeholders } from '../../web/locales/format.js';

const web = new URL('../../web/', import.meta.url);

/** @param {string} name @returns {Record<string, string>} */
const read = (name) => JSON.parse(readFileSync(new URL(`locales/${name}.json`, web), 'utf8'));

/** What may stand in braces: a name, or a name and two forms without braces. */
const WHOLE = /\{\w+(?:\?[^:{}]*:[^:{}]*)?\}/g;

for (const part of ['page', 'core']) {
  for (const language of ['en', 'de']) {
    const sentences = Object.entries(read(`${part}.${language}`));

    test(`${part}.${language}: whatever is in braces can be filled in`, () => {
      for (const [key, template] of sentences)
        assert.doesNotMatch(template.replace(WHOLE, ''), /[{}]/, key);
    });

    test(`${part}.${language}: nothing of a template is left, whatever is counted`, () => {
      for (const [key, template] of sentences) {
        for (const count of [0, 1, 2, 5]) {
          const args = Object.fromEntries(placeholders(template).map((name) => [name, count]));
          const said = fill(language, template, args);
          assert.doesNotMatch(said, /[{}]/, `${key}: ${said}`);
          for (const [, one, many] of template.matchAll(/\{\w+\?([^:{}]*):([^:{}]*)\}/g)) {
            assert.ok(said.includes(String(count === 1 ? one : many)), `${key}: ${said}`);
          }
        }
      }
    });
  }
}

test('what the page says in place has all that its sentence asks for', () => {
  const english = read('page.en');
  let looked = 0;
  for (const name of readdirSync(web, { recursive: true, encoding: 'utf8' })) {
    if (!/\.jsx?$/.test(name)) continue;
    const text = readFileSync(new URL(name, web), 'utf8');
    // Arguments that are written out beside the key, with nothing nested in them.
    for (const [, key, args] of text.matchAll(
      /\.t\(\s*'([\w.-]+)'\s*(?:,\s*\{([^{}]*)\}\s*,?\s*)?\)/g,
    )) {
      const template = english[String(key)];
      if (template === undefined || (args ?? '').includes('...')) continue;
      const given = [...(args ?? '').matchAll(/(?:^|,)\s*(\w+)/g)].map((match) => match[1]);
      const missing = placeholders(template).filter((wanted) => !given.includes(wanted));
      assert.deepEqual(missing, [], `${name}: ${key}`);
      ++looked;
    }
  }
  assert.ok(looked > 300, `${looked}`);
});
