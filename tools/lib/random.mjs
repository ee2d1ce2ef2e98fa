/** A small seeded generator for made-up data, so that a seed gives the same file on every machine. */
export class Random {
  /** @param {number} seed any integer */
  constructor(seed) {
    this.state = seed >>> 0;
  }

  /** The next 32 bits (mulberry32). */
  next() {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let bits = this.state;
    bits = Math.imul(bits ^ (bits >>> 15), bits | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return (bits ^ (bits >>> 14)) >>> 0;
  }

  /**
   * An integer from 0 to `bound` - 1.
   * @param {number} bound
   */
  below(bound) {
    return Math.floor((this.next() / 2 ** 32) * bound);
  }

  /**
   * True with the given probability.
   * @param {number} probability
   */
  chance(probability) {
    return this.next() < probability * 2 ** 32;
  }

  /**
   * @template T
   * @param {readonly T[]} items
   * @returns {T}
   */
  pick(items) {
    return items[this.below(items.length)];
  }

  /**
   * One key of an object of weights.
   * @param {Record<string, number>} weights
   */
  weighted(weights) {
    const entries = Object.entries(weights);
    let rest = (this.next() / 2 ** 32) * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [key, weight] of entries) {
      rest -= weight;
      if (rest < 0) return key;
    }
    return entries[entries.length - 1][0];
  }

  /**
   * `count` different items in random order (all of them, if there are fewer).
   * @template T
   * @param {readonly T[]} items
   * @param {number} count
   */
  some(items, count) {
    const rest = [...items];
    const chosen = [];
    while (chosen.length < count && rest.length > 0) {
      chosen.push(...rest.splice(this.below(rest.length), 1));
    }
    return chosen;
  }
}
