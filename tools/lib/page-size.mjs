/** A million bytes for pairs alone; every further format, and many rounds at once, bring solvers of their own. */
export const MOST_BYTES = 2_310_000;
