/** Small problems gone through whole, to say what is the most there is. */

/**
 * The most people that fit into groups, and the largest sum of such a plan. Sets are bits.
 * @param {number} count people
 * @param {(members: number[]) => number | null} worthOf a group's value, or null where it may not be
 * @param {{least: number, most: number, sizes?: string}} options `sizes`: only plans of these sizes, sorted and joined
 * @returns {{seated: number, value: number} | null} null: there is no plan of these sizes
 */
export function bestPlan(count, worthOf, { least, most, sizes }) {
  /** @type {Map<number, number | null>} */
  const values = new Map();
  const worthOfSet = (/** @type {number} */ set) => {
    if (!values.has(set)) values.set(set, worthOf(membersOf(set)));
    return values.get(set) ?? null;
  };
  /** @type {Map<string, {seated: number, value: number} | null>} */
  const known = new Map();
  /** @type {(rest: number, wanted: string) => {seated: number, value: number} | null} */
  const best = (rest, wanted) => {
    if (rest === 0) return wanted === '' || sizes === undefined ? { seated: 0, value: 0 } : null;
    const key = `${rest} ${wanted}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const first = rest & -rest;
    let top = best(rest ^ first, wanted);
    const others = rest ^ first;
    for (let some = others; some > 0; some = (some - 1) & others) {
      const set = some | first;
      const size = bitsOf(set);
      if (size < least || size > most) continue;
      let left = wanted;
      if (sizes !== undefined) {
        const list = wanted.split(' ');
        const at = list.indexOf(String(size));
        if (at < 0) continue;
        list.splice(at, 1);
        left = list.join(' ');
      }
      const worth = worthOfSet(set);
      if (worth === null) continue;
      const more = best(rest ^ set, left);
      if (!more) continue;
      const plan = { seated: more.seated + size, value: more.value + worth };
      if (
        !top ||
        plan.seated > top.seated ||
        (plan.seated === top.seated && plan.value > top.value)
      )
        top = plan;
    }
    known.set(key, top);
    return top;
  };
  return best(2 ** count - 1, sizes ?? '');
}

/** @param {number} set */
function bitsOf(set) {
  let count = 0;
  for (let rest = set; rest > 0; rest &= rest - 1) count += 1;
  return count;
}

/** @param {number} set */
export function membersOf(set) {
  const members = [];
  for (let at = 0; 2 ** at <= set; at += 1) if (set & (2 ** at)) members.push(at);
  return members;
}

/**
 * The best worst value, then the next, of all perfect matchings.
 * @param {number} count
 * @param {(a: number, b: number) => number | null} worthOf
 * @returns {number[] | null}
 */
export function leximinPairs(count, worthOf) {
  /** @type {number[] | null} */
  let best = null;
  const go = (/** @type {number[]} */ rest, /** @type {number[]} */ values) => {
    if (rest.length === 0) {
      const sorted = [...values].sort((a, b) => a - b);
      if (!best || isBetter(sorted, best)) best = sorted;
      return;
    }
    const [first, ...others] = rest;
    for (const other of others) {
      const value = worthOf(first, other);
      if (value !== null)
        go(
          others.filter((one) => one !== other),
          [...values, value],
        );
    }
  };
  go(
    Array.from({ length: count }, (_, at) => at),
    [],
  );
  return best;
}

/** @param {number[]} a @param {number[]} b */
function isBetter(a, b) {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at >= 0 && a[at] > b[at];
}
