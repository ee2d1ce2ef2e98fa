/** Several tables at once: which is the roster, which are joined to it, and which are left aside. */

/** @typedef {import('./types.js').Table} Table */
/** @typedef {import('./types.js').Notice} Notice */

/**
 * @typedef {{roster: Table | null, joined: Table[], pairs: Table | null, lists: Table[], aside: Table[],
 *   notices: Notice[]}} Assigned `roster` and `pairs`: null where there is no new one; `lists`: the new ones
 */

const LEAVES_OUT =
  /exclu|opt.?out|not.?(tak|attend|partic)|decline|absen|unavailab|ausschl|ausgeschl|abgesagt|absage|abgemeldet|abwesend|nicht/i;

/**
 * Whether a bare list of people by this name is more likely to leave them out or to take them in.
 * @param {string} name
 * @returns {'in' | 'out'}
 */
export function meaningOf(name) {
  return LEAVES_OUT.test(name) ? 'out' : 'in';
}

/** @param {Table} one @param {Table} other */
function widerFirst(one, other) {
  return other.headers.length - one.headers.length || other.rows - one.rows;
}

/**
 * A list by the name of one that is there takes its place.
 * @param {Table[]} tables
 * @param {Table} table
 */
function withTable(tables, table) {
  return [...tables.filter((one) => one.name !== table.name), table];
}

/**
 * @param {Table[]} tables the new ones
 * @param {Pick<import('./types.js').State, 'joined' | 'aside' | 'lists'> &
 *   {roster: Table | null, apart: unknown}} loaded
 * @param {import('./types.js').ListKind[]} listKinds those the core knows
 * @returns {Assigned}
 */
export function assignTables(tables, loaded, listKinds) {
  /** @type {Notice[]} */
  const notices = [];
  /** @param {string} code @param {Table} table @param {Notice['severity']} [severity] */
  const say = (code, table, severity = 'warning') =>
    notices.push({
      severity,
      code,
      args: {
        file: table.name,
        roster: roster?.name,
        ...(listKinds.some((kind) => kind === table.kind) && { list: table.kind }),
      },
    });

  const named = new Set(tables.map((table) => table.name));
  let aside = loaded.aside.filter((table) => !named.has(table.name));
  let joined = loaded.joined;
  const ofKind = (/** @type {Table['kind']} */ kind) =>
    tables.filter((table) => table.kind === kind).sort(widerFirst);
  const candidates = ofKind('roster');
  // A plain list of people is a roster where there is no better one, and so is a result of earlier.
  if (candidates.length === 0 && !loaded.roster) {
    candidates.push(
      ...[...ofKind('people'), ...ofKind('unknown'), ...ofKind('groups')].slice(0, 1),
    );
  }
  const [roster = null, ...others] = candidates;
  for (const other of others) {
    aside.push(other);
    say('page.file.otherRoster', other);
  }
  if (roster && loaded.roster && loaded.roster.name !== roster.name && !loaded.roster.sample) {
    if (loaded.roster.kind === 'people') joined = withTable(joined, loaded.roster);
    else aside.push(loaded.roster);
  }
  const waiting = roster ? aside.filter((table) => table.kind === 'people') : [];
  aside = aside.filter((table) => !waiting.includes(table));
  for (const table of [...waiting, ...ofKind('people')]) {
    if (table !== roster) joined = withTable(joined, table);
  }
  for (const table of ofKind('unknown')) {
    if (table === roster) continue;
    aside.push(table);
    say('page.file.unclear', table);
  }
  /** @param {Table['kind']} kind */
  const isLoaded = (kind) =>
    Boolean(kind === 'pairs' ? loaded.apart : Reflect.get(loaded.lists, kind));
  /**
   * Of these kinds there is one, and it needs the roster; another one is left aside. What is aside waits for as long
   * as there is one.
   * @param {Table['kind']} kind
   * @param {{waits: string, other: string}} codes
   */
  const only = (kind, { waits, other }) => {
    const waiting = isLoaded(kind) ? [] : aside.filter((table) => table.kind === kind);
    const [first, ...more] = [...ofKind(kind), ...waiting].filter((table) => table !== roster);
    const taken = first && (roster || loaded.roster) ? first : null;
    if (taken) aside = aside.filter((table) => table !== taken);
    if (first && !taken) {
      aside = withTable(aside, first);
      say(waits, first, 'note');
    }
    for (const table of more) {
      if (aside.includes(table)) continue;
      aside.push(table);
      say(other, table);
    }
    return taken;
  };
  const pairs = only('pairs', { waits: 'page.file.pairsWait', other: 'page.file.otherPairs' });
  const lists = listKinds.flatMap(
    (kind) => only(kind, { waits: 'page.file.listWaits', other: 'page.file.otherList' }) ?? [],
  );
  if (roster) joined = joined.filter((table) => table.name !== roster.name);
  return { roster, joined, pairs, lists, aside, notices };
}
