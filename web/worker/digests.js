/** The digests of the files of a roster come when the roster is read: they take as long as reading a third of it. */

/**
 * The request with the promise of digests, where it reads a roster; undefined for any other.
 * @param {string} request
 */
export function promisingDigests(request) {
  const parsed = JSON.parse(request);
  return parsed.op === 'profile' ? JSON.stringify({ ...parsed, digests: 'later' }) : undefined;
}
