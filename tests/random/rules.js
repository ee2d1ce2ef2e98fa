/** Whether two people may be in one group, by every kind of rule: a second reading of docs/door.md. */
import { addMonths, pairOf, sharedMinutes } from './world.js';

/** @typedef {import('./world.js').World} World */
/** @typedef {import('./world.js').Person} Person */
/** @typedef {any} Json */
/**
 * @typedef {object} Context
 * @property {string} date the day of the round
 * @property {Json[]} [planned] rounds of the same plan before this one
 * @property {boolean} [directed] `a` has the first role of a format with roles, distances have a sign
 * @property {number} [turned] minus one where the direction is turned round, 0 where either way is fine
 */

/**
 * The rules that forbid a pair, each in a word or two.
 * @param {World} world
 * @param {Person} a
 * @param {Person} b
 * @param {Context} context
 * @param {{distances?: boolean}} [options]
 * @returns {string[]}
 */
export function broken(world, a, b, context, { distances = true } = {}) {
  const words = [];
  if (world.confidential.has(pairOf(a.id, b.id))) words.push('the confidential list');
  for (const [at, rule] of (world.program.rules ?? []).entries()) {
    if ('distance' in rule && !distances) continue;
    if (!holds(world, rule, a, b, context)) words.push(`rule ${at} ${JSON.stringify(rule)}`);
  }
  return words;
}

/**
 * @param {World} world
 * @param {Json} rule
 * @param {Person} a
 * @param {Person} b
 * @param {Context} context
 */
function holds(world, rule, a, b, context) {
  if ('different' in rule) return areDifferent(world, rule.different, a, b);
  if ('same' in rule) {
    const value = world.value(a, rule.same);
    return value !== '' && value === world.value(b, rule.same);
  }
  if ('share' in rule) return common(world, rule.share, a, b) > 0;
  if ('distance' in rule) return isAtDistance(world, rule, a, b, context);
  if ('apart' in rule) return areApart(world, rule.apart, a, b);
  if ('overlap' in rule) {
    const one = world.offset(a, context.date);
    const other = world.offset(b, context.date);
    return one !== null && other !== null && sharedMinutes(one - other) >= rule.overlap * 60;
  }
  if ('met' in rule) return notMet(world, rule.met, a, b, context);
  return true;
}

/** @param {World} world @param {string} column @param {Person} a @param {Person} b */
export function areDifferent(world, column, a, b) {
  if (world.typeOf(column) === 'list') return common(world, column, a, b) === 0;
  return world.value(a, column) !== world.value(b, column);
}

/** @param {World} world @param {string} column @param {Person} a @param {Person} b */
export function common(world, column, a, b) {
  const other = new Set(world.entries(b, column));
  return world.entries(a, column).filter((entry) => other.has(entry)).length;
}

/**
 * @param {World} world
 * @param {Json} rule
 * @param {Person} a
 * @param {Person} b
 * @param {Context} context
 */
function isAtDistance(world, rule, a, b, { directed, turned = 1 }) {
  const one = world.number(a, rule.distance);
  const other = world.number(b, rule.distance);
  if (one === null || other === null) return false;
  const least = rule.min ?? (directed ? Number.NEGATIVE_INFINITY : 0);
  const most = rule.max ?? Number.POSITIVE_INFINITY;
  const isWithin = (/** @type {number} */ by) => by >= least && by <= most;
  if (!directed) return isWithin(Math.abs(one - other));
  if (turned === 0) return isWithin(one - other) || isWithin(other - one);
  return isWithin(turned * (one - other));
}

/** @param {World} world @param {Json} apart @param {Person} a @param {Person} b */
function areApart(world, apart, a, b) {
  if (apart === 'file') return !world.confidential.has(pairOf(a.id, b.id));
  if (apart === 'sameManager') {
    const manager = world.managers.get(a.id);
    return !manager || manager !== world.managers.get(b.id);
  }
  if (Array.isArray(apart))
    return !apart.some((people) => {
      const ids = people.map((/** @type {string} */ one) => world.find(one)?.id);
      return ids.includes(a.id) && ids.includes(b.id);
    });
  return [world.stepsUp(a.id, b.id), world.stepsUp(b.id, a.id)].every(
    (steps) => steps === 0 || steps > apart.line,
  );
}

/**
 * @param {World} world
 * @param {Json} met
 * @param {Person} a
 * @param {Person} b
 * @param {Context} context
 */
function notMet(world, met, a, b, { date, planned }) {
  const all = world.meetings(met.programs ?? [], date, planned).get(pairOf(a.id, b.id)) ?? [];
  return all.every((meeting) => {
    if (meeting.ago === 0) return false;
    if (met.months) return meeting.date <= addMonths(date, -met.months);
    return met.rounds !== undefined && meeting.ago > met.rounds;
  });
}
