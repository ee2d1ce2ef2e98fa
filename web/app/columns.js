/** Questions about the roster's columns that programs and views ask alike. */

/** @typedef {import('./types.js').Column} Column */
/** @typedef {import('./types.js').Joined} Joined */
/** @typedef {import('./types.js').Profile} Profile */

/** Roles that say who somebody is, or whether they take part: no sentence is made of them. */
const NOT_FOR_SENTENCES = new Set([
  'id',
  'name',
  'firstName',
  'lastName',
  'email',
  'manager',
  'optIn',
  'pauseUntil',
  'ignored',
]);

/** Roles of columns by which people are found. */
const IDENTITY = new Set(['id', 'name', 'firstName', 'lastName', 'email']);

/**
 * What a joined list adds to the roster, or could add: not the columns by which its people are found.
 * @param {Profile} profile
 * @param {Joined} list
 */
export function joinedColumns(profile, list) {
  const own = new Set(profile.columns.map((column) => column.header));
  return list.columns.filter((column) => !IDENTITY.has(column.role) && !own.has(column.header));
}

/**
 * Whether a list says no more of people than that they are on it. Such a list counts by a column that bears the
 * file's name; where the roster knows already who takes part, it has none and is idle.
 * @param {Profile} profile
 * @param {Joined} list
 * @returns {'no' | 'counts' | 'idle'}
 */
export function bareness(profile, list) {
  const added = joinedColumns(profile, list).filter((column) => column.role !== 'ignored');
  if (added.length === 0) return 'idle';
  return added.length === 1 && added[0]?.header === list.file ? 'counts' : 'no';
}

/**
 * The roster's own columns, then those of the lists that were joined to it.
 * @param {Profile} profile
 */
export function allColumns(profile) {
  const joined = (profile.joined ?? []).flatMap((list) => joinedColumns(profile, list));
  return [...profile.columns, ...joined];
}

/** @param {Profile} profile */
export function keptColumns(profile) {
  return allColumns(profile).filter((column) => column.role !== 'ignored');
}

/**
 * What each kind of sentence can speak about.
 * @type {Record<'kinds' | 'lists' | 'spreads' | 'scales', (column: Column) => boolean>}
 */
export const fits = {
  kinds: (column) =>
    !NOT_FOR_SENTENCES.has(column.role) && column.type !== 'list' && column.distinct > 1,
  lists: (column) => column.type === 'list',
  spreads: (column) => fits.kinds(column) || fits.lists(column),
  scales: (column) =>
    ['number', 'date', 'level'].includes(column.type) && !NOT_FOR_SENTENCES.has(column.role),
};

/**
 * How a program names a column: by its role where that is unambiguous, so that the program also fits the
 * next export, else by its header.
 * @param {Profile} profile
 * @param {Column} column
 */
export function reference(profile, column) {
  const sameRole = allColumns(profile).filter((other) => other.role === column.role);
  return column.role !== 'other' && sameRole.length === 1 ? `@${column.role}` : column.header;
}

/**
 * @param {Profile} profile
 * @param {string} name a header, or a role with an `@`
 */
export function findColumn(profile, name) {
  const columns = keptColumns(profile);
  return name.startsWith('@')
    ? columns.find((column) => `@${column.role}` === name)
    : columns.find((column) => column.header === name);
}

/**
 * @param {Profile} profile
 * @param {string} role
 */
export function columnWithRole(profile, role) {
  return allColumns(profile).find((column) => column.role === role);
}

const SURE_FROM = 90;
const FAIRLY_SURE_FROM = 60;

/**
 * How sure the core is, in plain words; nothing where nothing was guessed.
 * @param {Column} column
 */
export function sureness({ role, recognised, confidence }) {
  if (role !== recognised) return 'chosen';
  if (role === 'other' || role === 'ignored') return '';
  if (confidence >= SURE_FROM) return 'sure';
  return confidence >= FAIRLY_SURE_FROM ? 'fairly' : 'guess';
}
