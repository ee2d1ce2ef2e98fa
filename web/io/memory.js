/** How browsers say that there is no memory left: none has a type of error for it. */

const NO_MEMORY = /memory|OOM|bad_alloc|allocation|invalid string length/i;

/** @param {unknown} error */
export function isOutOfMemory(error) {
  return NO_MEMORY.test(String(error));
}
