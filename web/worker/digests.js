/** Digests of the files in a request: the browser's own SHA-256 is many times faster than the core's. */

/**
 * The request with the digests of its attachments, where it is one that wants them and the browser gives them:
 * pages from plain http have no digests, and the core makes its own.
 * @param {string} request
 * @param {Uint8Array[]} attachments none of them in shared memory
 * @returns {Promise<string>}
 */
export async function withDigests(request, attachments) {
  const parsed = JSON.parse(request);
  if (parsed.op !== 'profile' || !globalThis.crypto?.subtle) return request;
  const digests = [];
  for (const bytes of attachments) {
    const own = /** @type {Uint8Array<ArrayBuffer>} */ (bytes);
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', own));
    const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
    digests.push(`sha256:${hex}`);
  }
  return JSON.stringify({ ...parsed, digests });
}
