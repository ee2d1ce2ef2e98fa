/** A window into a long list: what is shown of it while it is made, when it comes too late, and when it is stopped. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createWindow } from '../../web/app/window.js';
import { Stopped } from '../../web/worker/client.js';

/** @typedef {import('../../web/app/window.js').Seen<string>} Seen */

function open() {
  /** @type {Array<{request: any, answer: (page: string) => void, fail: (error: Error) => void}>} */
  const asked = [];
  const shown = { seen: /** @type {Seen} */ ({ page: null, failed: false }) };
  const look = createWindow(
    (request) =>
      new Promise((answer, fail) => {
        asked.push({ request, answer, fail });
      }),
    (/** @type {(before: Seen) => Seen} */ change) => {
      shown.seen = change(shown.seen);
    },
  );
  return { asked, shown, look };
}

test('what is shown stays until the next answer, and answers that come too late are dropped', async () => {
  const { asked, shown, look } = open();
  const first = look({ from: 0 });
  assert.deepEqual(shown.seen, { page: null, failed: false });
  asked[0].answer('first');
  await first;
  const late = look({ from: 100 });
  const last = look({ from: 200 });
  assert.deepEqual(shown.seen, { page: 'first', failed: false });
  asked[2].answer('last');
  asked[1].answer('late');
  await Promise.all([late, last]);
  assert.deepEqual(shown.seen, { page: 'last', failed: false });
});

test('a list that was stopped is not an empty one, and can be asked for again', async () => {
  const { asked, shown, look } = open();
  const stopped = look({ from: 0 });
  asked[0].fail(new Stopped());
  await stopped;
  assert.deepEqual(shown.seen, { page: null, failed: true });
  const again = look({ from: 0 });
  assert.deepEqual(shown.seen, { page: null, failed: false });
  asked[1].answer('there');
  await again;
  assert.deepEqual(shown.seen, { page: 'there', failed: false });
});
