/** Bytes that travel as text come back as they were. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fromText, toText } from '../../web/io/packed.js';

test('any bytes come back, from text that needs no escape anywhere', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 50 }), (bytes) => {
      const text = toText(bytes);
      assert.doesNotMatch(text, /[\s"'\\`<>&$-]|[^\x20-\x7e]/);
      assert.equal(text.length, 1 + Math.ceil(bytes.length / 4) * 5);
      assert.deepEqual(fromText(text), bytes);
    }),
  );
  const most = new Uint8Array(8).fill(255);
  assert.deepEqual(fromText(toText(most)), most);
});
