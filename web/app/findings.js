/** Findings about a roster, brought into an order in which they can be read. */

import { isQuestion } from './answers.js';

/** @typedef {import('./types.js').Issue} Issue */
/** @typedef {{code: string, severity: Issue['severity'], issues: Issue[], rows: number}} Finding */

/** @type {Record<Issue['severity'], number>} */
const RANK = { error: 0, warning: 1, note: 2 };

/**
 * One entry for each kind of finding, the most urgent first, then those that concern most rows. Questions
 * stand elsewhere.
 * @param {Issue[]} issues
 * @returns {Finding[]}
 */
export function groupFindings(issues) {
  /** @type {Map<string, Finding>} */
  const groups = new Map();
  for (const issue of issues) {
    if (isQuestion(issue)) continue;
    const { code, severity } = issue;
    const key = `${severity} ${code}`;
    const group = groups.get(key) ?? { code, severity, issues: [], rows: 0 };
    group.issues.push(issue);
    group.rows += issue.rowCount ?? issue.rows?.length ?? 0;
    groups.set(key, group);
  }
  const sorted = [...groups.values()];
  sorted.sort((one, other) => RANK[one.severity] - RANK[other.severity] || other.rows - one.rows);
  for (const group of sorted) {
    group.issues.sort((one, other) => (other.rowCount ?? 0) - (one.rowCount ?? 0));
  }
  return sorted;
}

/**
 * Whether there are rows worth downloading: those of warnings and errors, and merged duplicates.
 * @param {import('./types.js').Profile} profile
 */
export function hasProblemRows(profile) {
  return (
    (profile.leftOut?.duplicates ?? 0) > 0 ||
    profile.issues.some((issue) => issue.severity !== 'note' && (issue.rowCount ?? 0) > 0)
  );
}
