/** The server: one page, read only, on this machine only, with headers that say more than the page itself can. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { get } from 'node:http';
import { after, before, test } from 'node:test';
import { serve } from './lib/page.js';

/** @type {{address: string, stop: () => void}} */
let server;
before(async () => {
  server = await serve();
});
after(() => server.stop());

test('the page that is served is the page that was built', async () => {
  const response = await fetch(server.address);
  assert.equal(response.status, 200);
  const built = readFileSync(new URL('../../dist/weft.html', import.meta.url), 'utf8');
  assert.equal(await response.text(), built);
});

test('the headers close what a page alone cannot close', async () => {
  const { headers } = await fetch(server.address, { method: 'HEAD' });
  assert.equal(headers.get('connection-allowlist'), '()');
  assert.equal(headers.get('referrer-policy'), 'no-referrer');
  assert.equal(headers.get('x-content-type-options'), 'nosniff');
  assert.equal(headers.get('cross-origin-opener-policy'), 'same-origin');
  assert.equal(headers.get('cross-origin-embedder-policy'), 'require-corp');
  const policy = String(headers.get('content-security-policy'));
  assert.match(policy, /default-src 'none'/);
  assert.match(policy, /connect-src 'none'/);
  assert.match(policy, /frame-ancestors 'none'/);
  assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|https?:/);
});

test('nothing else is served, and nothing can be sent', async () => {
  assert.equal((await fetch(`${server.address}package.json`)).status, 404);
  assert.equal((await fetch(`${server.address}../package.json`)).status, 404);
  const sent = await fetch(server.address, { method: 'POST', body: 'people' });
  assert.equal(sent.status, 405);
  assert.equal(sent.headers.get('allow'), 'GET, HEAD');
});

/**
 * The status of an answer to a request line that fetch would not send as it is.
 * @param {string} path
 * @returns {Promise<number | undefined>}
 */
function statusOf(path) {
  const { hostname, port } = new URL(server.address);
  return new Promise((resolve, reject) => {
    get({ hostname, port, path }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).on('error', reject);
  });
}

test('a request without a readable address is refused, and the server goes on', async () => {
  for (const path of ['//', '///', '//[', 'http://[', 'http:///']) {
    assert.equal(await statusOf(path), 400, path);
  }
  assert.equal(await statusOf('/'), 200);
});

test('only this machine can reach it', () => {
  assert.match(server.address, /^http:\/\/127\.0\.0\.1:\d+\/$/);
});
