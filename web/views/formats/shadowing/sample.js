/** Moves the dates of sample lists ahead of today. */

const DAY_MS = 86_400_000;
const WEEK = 7;
const LEAD = 7; // days until the first of them

/**
 * The same lists, all dates later by as many whole weeks as it takes for the first list to begin in the future; what
 * begins in the future stays as it is.
 * @param {string[]} lists as CSV, dates as 2026-12-31
 * @param {Date} today
 * @returns {string[]}
 */
export function shifted(lists, today) {
  const dates = /\d{4}-\d{2}-\d{2}/g;
  const [first] = (lists[0]?.match(dates) ?? []).sort();
  if (!first) return lists;
  const days = (today.getTime() - Date.parse(`${first}T00:00:00Z`)) / DAY_MS + LEAD;
  const weeks = Math.max(0, Math.ceil(days / WEEK));
  const later = (/** @type {string} */ date) =>
    new Date(Date.parse(`${date}T00:00:00Z`) + weeks * WEEK * DAY_MS).toISOString().slice(0, 10);
  return weeks === 0 ? lists : lists.map((text) => text.replace(dates, later));
}
