/** The built page is one small file that can fetch nothing: no address leads out of it. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { MOST_BYTES } from '../../tools/lib/page-size.mjs';
import { fromText } from '../../web/io/packed.js';

const page = readFileSync(new URL('../../dist/weft.html', import.meta.url), 'utf8');

/** @param {string} tag */
function contentsOf(tag) {
  return [...page.matchAll(new RegExp(`<${tag}(?:\\s[^>]*)?>([\\s\\S]*?)</${tag}>`, 'g'))].map(
    ([, text]) => text,
  );
}

const scripts = contentsOf('script');
const styles = contentsOf('style');
const markup = [...scripts, ...styles].reduce((text, part) => text.replace(part, () => ''), page);
const policy = /<meta http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page)?.[1] ?? '';

/** The page's texts, with everything that is packed into them unpacked. */
function* everyText() {
  yield page;
  const waiting = [page];
  for (let text = waiting.pop(); text !== undefined; text = waiting.pop()) {
    for (const [, packed] of text.matchAll(/"([^\s"'\\`<>&$-]{100,})"/g)) {
      if (packed.length % 5 !== 1) continue;
      const bytes = fromText(packed);
      if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) continue;
      const inner = gunzipSync(bytes).toString('latin1');
      yield inner;
      waiting.push(inner);
    }
  }
}

/** Names of XML vocabularies look like addresses and are none. */
const VOCABULARIES = [
  'http://www.w3.org/',
  'http://schemas.openxmlformats.org/',
  'http://schemas.microsoft.com/',
  'http://www.wps.cn/officeDocument/',
  'http://purl.oclc.org/ooxml/',
  'http://purl.org/',
  'http://json-schema.org/',
];

test('the page has no more bytes than it needs', () => {
  assert.ok(Buffer.byteLength(page) <= MOST_BYTES, `${Buffer.byteLength(page)} bytes`);
});

test('nothing in the markup or the styles points outside', () => {
  for (const [, name, value] of markup.matchAll(
    /\s(src|href|srcset|action|formaction|poster|data|background|ping)\s*=\s*["']?([^"'\s>]*)/gi,
  )) {
    assert.match(value, /^(#|data:|blob:|$)/, `${name}="${value}"`);
  }
  assert.doesNotMatch(markup, /<(iframe|object|embed|base)\b/i);
  assert.doesNotMatch(markup, /http-equiv=["']?refresh/i);
  for (const style of styles) {
    assert.doesNotMatch(style, /@import/i);
    for (const [, value] of style.matchAll(/url\(\s*["']?([^)"']*)/gi)) {
      assert.match(value, /^(#|data:)/, `url(${value})`);
    }
  }
});

test('no address of any machine is in the page, its worker or the core', () => {
  let texts = 0;
  for (const text of everyText()) {
    texts += 1;
    for (const [address] of text.matchAll(
      /\b(?:https?|wss?):\/\/[a-z0-9.-]*[^"'\s<>`\\)]{0,60}/gi,
    )) {
      assert.ok(
        VOCABULARIES.some((vocabulary) => address.startsWith(vocabulary)),
        `${address} is an address`,
      );
    }
  }
  // The page, the worker, the sample and the findings in it, and the core in the worker.
  assert.ok(texts >= 5, `${texts} texts were looked through`);
});

test('the policy forbids every connection, and allows only the scripts and styles of this file', () => {
  assert.ok(markup.indexOf('Content-Security-Policy') < markup.search(/<(script|style)\b/));
  const directives = new Map(
    policy.split(';').map((directive) => {
      const [name, ...values] = directive.trim().split(/\s+/);
      return [name, values];
    }),
  );
  for (const name of ['default-src', 'connect-src', 'form-action', 'base-uri']) {
    assert.deepEqual(directives.get(name), ["'none'"], name);
  }
  assert.deepEqual(directives.get('require-trusted-types-for'), ["'script'"]);
  const hash = (/** @type {string} */ text) =>
    `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  assert.ok(scripts.length > 0 && styles.length > 0);
  assert.deepEqual(directives.get('script-src'), [...scripts.map(hash), "'wasm-unsafe-eval'"]);
  assert.deepEqual(directives.get('style-src'), styles.map(hash));
});

test('no markup carries styles or handlers of its own', () => {
  assert.doesNotMatch(markup, /<[^>]+\s(style|on[a-z]+)\s*=/i);
});

test('no path of the machine that built it is in the page', () => {
  for (const text of everyText()) {
    assert.doesNotMatch(text, /\/(home|root|work|usr|tmp|Users)\/[a-z]/);
  }
});
