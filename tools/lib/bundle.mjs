/** Modules of the page made into one script, and what stands inside the files that are made of findings. */

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { build, transform } from 'esbuild';
import { ROOT } from './run.mjs';

export const TARGET = ['chrome123', 'firefox128', 'safari17.5'];

/** As a content security policy names it. @param {string} text */
export function sha256(text) {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/**
 * @param {string} entry
 * @param {import('esbuild').Plugin[]} [plugins]
 */
export async function bundle(entry, plugins = []) {
  const result = await build({
    entryPoints: [`${ROOT}/${entry}`],
    absWorkingDir: ROOT,
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    platform: 'browser',
    target: TARGET,
    charset: 'utf8',
    legalComments: 'none',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    loader: { '.csv': 'text' },
    plugins,
  });
  return result.outputFiles[0]?.text.trim() ?? '';
}

/** The scripts and the style of the files that Weft makes of findings, each with its policy. */
export async function insideFindings() {
  const sheet = await readFile(`${ROOT}/web/learned/inside/paper.css`, 'utf8');
  const css = { loader: /** @type {const} */ ('css'), minify: true, target: TARGET };
  const own = (await transform(sheet, css)).code.trim();
  const inside = async (/** @type {string} */ name) => {
    const text = await bundle(`web/learned/inside/${name}.js`);
    const policy = [
      "default-src 'none'",
      `script-src ${sha256(text)}`,
      `style-src ${sha256(own)}`,
      "form-action 'none'",
      "base-uri 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ];
    return { script: text, style: own, policy: policy.join('; ') };
  };
  return { fill: await inside('fill'), search: await inside('search') };
}
