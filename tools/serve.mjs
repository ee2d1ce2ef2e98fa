/** Serves dist/weft.html on this machine only, with the strictest headers a browser understands. */

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';

const page = fileURLToPath(new URL('../dist/weft.html', import.meta.url));

/** The page's own policy, repeated as a header, plus what only headers can say. */
async function readPage() {
  const body = await readFile(page);
  const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(body.toString());
  return { body, policy: `${policy?.[1] ?? "default-src 'none'"}; frame-ancestors 'none'` };
}

/** @param {string} policy */
function headers(policy) {
  return {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': policy,
    'Connection-Allowlist': '()',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
    'X-DNS-Prefetch-Control': 'off',
    'Cache-Control': 'no-cache',
  };
}

/** The path that is asked for; null where the request has none that can be read, such as `//`. @param {string} address */
function pathOf(address) {
  try {
    return new URL(address, 'http://localhost').pathname;
  } catch {
    return null;
  }
}

const server = createServer(async (request, response) => {
  const pathname = pathOf(request.url ?? '/');
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { Allow: 'GET, HEAD' }).end();
    return;
  }
  if (pathname === null) {
    response
      .writeHead(400, { 'Content-Type': 'text/plain' })
      .end('This is no address. The page is at /\n');
    return;
  }
  if (pathname !== '/' && pathname !== '/weft.html') {
    response
      .writeHead(404, { 'Content-Type': 'text/plain' })
      .end('There is only one page here: /\n');
    return;
  }
  try {
    const { body, policy } = await readPage();
    response.writeHead(200, { ...headers(policy), 'Content-Length': body.length });
    response.end(request.method === 'HEAD' ? undefined : body);
  } catch {
    response
      .writeHead(503, { 'Content-Type': 'text/plain' })
      .end('dist/weft.html is not built yet.\n');
  }
});

server.on('error', (error) => {
  console.error(`Cannot serve: ${error.message}`);
  process.exit(1);
});
server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => {
  const place = server.address();
  if (place && typeof place === 'object') console.log(`Weft is at http://127.0.0.1:${place.port}/`);
});
