/** Everybody can use it: axe finds nothing to complain about. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** @param {import('playwright-core').Page} page @param {string} where */
export async function passesAxe(page, where) {
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    // Colours on their way to others are none that anybody has chosen.
    await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
    const { violations } = await Reflect.get(window, 'axe').run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    return violations.map((/** @type {any} */ violation) => ({
      id: violation.id,
      nodes: violation.nodes.map(
        (/** @type {any} */ node) => `${node.html.slice(0, 160)} | ${node.failureSummary}`,
      ),
    }));
  });
  assert.deepEqual(found, [], where);
}
