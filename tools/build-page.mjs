/** Builds dist/weft.html: the whole page, its worker and the core as one file that needs nothing else. */

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { transform } from 'esbuild';
import { toText } from '../web/io/packed.js';
import { bundle, insideFindings, sha256, TARGET } from './lib/bundle.mjs';
import { MOST_BYTES } from './lib/page-size.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const path = (/** @type {string} */ name) => `${root}/${name}`;

const { values: options } = parseArgs({
  options: {
    glue: { type: 'string', default: path('build/wasm/weft.js') },
    wasm: { type: 'string', default: path('build/wasm/weft.wasm') },
    out: { type: 'string', default: path('dist/weft.html') },
  },
});

/** Emscripten's glue can load its wasm over the network or from Node; it is given no names to do that with. */
const WITHHELD_NAMES = [
  'fetch',
  'XMLHttpRequest',
  'WebSocket',
  'EventSource',
  'importScripts',
  'require',
  'process',
  'module',
  'exports',
  'define',
];

/** @param {Uint8Array | string} bytes */
function packed(bytes) {
  return toText(gzipSync(bytes, { level: 9 }));
}

/**
 * A module that exists only while the page is built.
 * @param {string} name
 * @param {() => Promise<string>} contents
 * @returns {import('esbuild').Plugin}
 */
function madeModule(name, contents) {
  return {
    name,
    setup(builder) {
      builder.onResolve({ filter: new RegExp(`^${name}$`) }, () => ({
        path: name,
        namespace: name,
      }));
      builder.onLoad({ filter: /.*/, namespace: name }, async () => ({
        contents: await contents(),
        resolveDir: root,
      }));
    },
  };
}

async function coreModule() {
  const glue = await readFile(options.glue, 'utf8');
  const wasm = await readFile(options.wasm);
  return `export const createWeft = (function (${WITHHELD_NAMES.join(', ')}) {\n${glue}\nreturn createWeft;\n})();
export const wasm = ${JSON.stringify(packed(wasm))};`;
}

async function styles() {
  const sheets = ['base', 'frame', 'rooms', 'agenda', 'spaces', 'charts', 'teams', 'print'];
  const texts = await Promise.all(
    sheets.map((sheet) => readFile(path(`web/styles/${sheet}.css`), 'utf8')),
  );
  const { code } = await transform(texts.join('\n'), {
    loader: 'css',
    minify: true,
    target: TARGET,
    charset: 'utf8',
  });
  return code.trim();
}

/** @param {string} script @param {string} style */
function contentPolicy(script, style) {
  return [
    "default-src 'none'",
    `script-src ${sha256(script)} 'wasm-unsafe-eval'`,
    `style-src ${sha256(style)}`,
    'img-src data: blob:',
    'worker-src blob:',
    "connect-src 'none'",
    "form-action 'none'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types weft-worker',
  ].join('; ');
}

const worker = await bundle('web/worker/worker.js', [madeModule('weft-core', coreModule)]);
const sample = await readFile(path('web/samples/company.csv'), 'utf8');
const script = await bundle('web/main.jsx', [
  madeModule('weft-worker', async () => `export default ${JSON.stringify(packed(worker))};`),
  madeModule(
    'weft-findings',
    async () => `export default ${JSON.stringify(packed(JSON.stringify(await insideFindings())))};`,
  ),
  madeModule('weft-sample', async () => `export default ${JSON.stringify(packed(sample))};`),
]);
const style = await styles();
const template = await readFile(path('web/index.html'), 'utf8');
const page = template
  .replace('{{policy}}', () => contentPolicy(script, style))
  .replace('{{style}}', () => style)
  .replace('{{script}}', () => script);

const bytes = Buffer.byteLength(page);
if (bytes > MOST_BYTES) {
  console.error(`The page has ${bytes} bytes; at most ${MOST_BYTES} are allowed.`);
  process.exit(1);
}
await mkdir(path('dist'), { recursive: true });
await writeFile(options.out, page);
console.log(`dist/weft.html: ${Math.round(bytes / 1000)} KB`);
