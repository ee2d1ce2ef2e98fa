/** A million bytes for pairs alone; every further format brings a solver of its own. */
export const MOST_BYTES = 2_000_000;
