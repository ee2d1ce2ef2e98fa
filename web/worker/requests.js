/** What counts as a request: the page and its worker count alike. */

/**
 * Blobs and data are inside the page; what an extension of the browser loads into it is not the page's doing.
 * @param {PerformanceEntry} entry
 */
export function leavesTheMachine(entry) {
  return /^(https?|wss?|file):/.test(entry.name);
}
