/** A window into a long list of the core. */

/**
 * @template Page
 * @typedef {{page: Page | null, failed: boolean}} Seen `failed`: it was not made, or somebody stopped it
 */

/**
 * Answers that come too late are dropped; what was seen before stays until the next answer.
 * @template Page
 * @param {(request: any) => Promise<Page>} ask
 * @param {(change: (before: Seen<Page>) => Seen<Page>) => void} show
 */
export function createWindow(ask, show) {
  let ticket = 0;
  return (/** @type {Record<string, unknown>} */ request) => {
    ticket += 1;
    const mine = ticket;
    /** @param {Seen<Page>} seen */
    const land = (seen) => {
      if (mine === ticket) show(() => seen);
    };
    show(({ page }) => ({ page, failed: false }));
    return ask(request).then(
      (page) => land({ page, failed: false }),
      () => land({ page: null, failed: true }),
    );
  };
}
