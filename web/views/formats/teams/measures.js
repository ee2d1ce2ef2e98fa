/** What a team is like beside the others, and what a move would change, as rows and words. */

/** @typedef {import('../../../app/types.js').Outcome} Outcome */
/** @typedef {import('../../../locales/index.js').Speech} Speech */
/** @typedef {{points: number[], odd: number, lead?: string, title?: string}} TeamExtra */
/** @typedef {{id: string, name: string, team: number}} Picked */
/** @typedef {{team: number, other: {id: string, name: string} | null}} Target */
/**
 * One of the two teams of a move, as the core tells it.
 * @typedef {{team: number, title: string, before: number, after: number, ofBefore: number, ofAfter: number,
 *   pointsBefore: number[], pointsAfter: number[], broken: Array<{code: string, args: Record<string, unknown>}>}} Moved
 * @typedef {{gain: number, breaks: boolean, teams: Moved[]}} Effect
 * @typedef {{person: string, name: string, from: number, to: number, gain: number, other?: string,
 *   otherName?: string}} Suggestion
 */

const FULL = 1000;

/** @param {Outcome} outcome @param {number} number @returns {TeamExtra | undefined} */
export function teamOf({ extra }, number) {
  return extra?.teams?.[number - 1];
}

/** A team by its project, else by its number. @param {Speech} speech @param {number} number @param {string} [title] */
export function teamName(speech, number, title) {
  return title || speech.t('teams.team', { number });
}

/** What each criterion is called, in the order of the program. @param {Speech} speech @param {Outcome} outcome */
export function criterionNames(speech, { measures }) {
  return measures.criteria.map(({ code, column = '' }) =>
    speech.t(`good.criterion.${code}`, { column: speech.column(column) }),
  );
}

/**
 * A bar for each criterion, marked where the mean of all teams is.
 * @param {Speech} speech
 * @param {Outcome} outcome
 * @param {number} number
 */
export function barsOf(speech, outcome, number) {
  const team = teamOf(outcome, number);
  /** @type {number[]} */
  const mean = outcome.extra?.points ?? [];
  return criterionNames(speech, outcome).flatMap((label, index) => {
    const points = team?.points[index];
    if (points === undefined) return [];
    const share = points / FULL;
    return {
      ...{ label, share, mark: (mean[index] ?? 0) / FULL, text: speech.percent(share) },
      ...(team?.odd === index ? { kind: 'odd' } : {}),
    };
  });
}

/**
 * In what a team lags behind the others, in words; '' where in nothing.
 * @param {Speech} speech
 * @param {Outcome} outcome
 * @param {number} number
 */
export function oddText(speech, outcome, number) {
  const odd = barsOf(speech, outcome, number).find(({ kind }) => kind === 'odd');
  if (!odd) return '';
  return speech.t('teams.odd', {
    criterion: odd.label,
    share: odd.text,
    mean: speech.percent(odd.mark),
  });
}

/** Per cent with one decimal, as a number. @param {number} value @param {number} of */
const percentOf = (value, of) => (of > 0 ? Math.round((value / of) * FULL) / 10 : 100);

/**
 * What a move would do, in one sentence.
 * @param {Speech} speech
 * @param {Effect} effect
 */
export function effectText(speech, { gain, breaks, teams }) {
  const sum = (/** @type {'before' | 'after' | 'ofBefore' | 'ofAfter'} */ key) =>
    teams.reduce((total, team) => total + team[key], 0);
  const how = breaks ? 'breaks' : gain > 0 ? 'better' : gain < 0 ? 'worse' : 'same';
  return speech.t(`teams.effect.${how}`, {
    before: percentOf(sum('before'), sum('ofBefore')),
    after: percentOf(sum('after'), sum('ofAfter')),
  });
}

/**
 * The criteria that a move changes in either team, each as before and after, in per cent.
 * @param {string[]} names of the criteria
 * @param {Effect} effect
 */
export function changesOf(names, { teams }) {
  return names.flatMap((name, index) => {
    const cells = teams.map(({ pointsBefore, pointsAfter }) => ({
      before: percentOf(pointsBefore[index] ?? 0, FULL),
      after: percentOf(pointsAfter[index] ?? 0, FULL),
    }));
    return cells.some(({ before, after }) => before !== after) ? { name, cells } : [];
  });
}

/** How the core is told of a move. @param {Picked} picked @param {Target} target */
export function moveArgs(picked, { team, other }) {
  return other ? { person: picked.id, other: other.id } : { person: picked.id, team };
}

/**
 * What pressing a name does: it is picked, let go, or the one to change places with.
 * @param {{picked: Picked | null, target: Target | null}} now
 * @param {Picked} person
 * @returns {{picked: Picked | null, target: Target | null}}
 */
export function pressed({ picked, target }, person) {
  if (!picked || (picked.team === person.team && picked.id !== person.id))
    return { picked: person, target: null };
  if (picked.id === person.id) return { picked: null, target: null };
  const { id, name, team } = person;
  const again = target?.other?.id === id;
  return { picked, target: again ? null : { team, other: { id, name } } };
}
