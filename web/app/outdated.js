/** Whether a result is what a run would be about now. */

/**
 * @param {Pick<import('./types.js').State, 'result' | 'program' | 'date' | 'apart'>} state
 * @returns {'' | 'apartChosen' | 'apartChanged' | 'apartRemoved' | 'program'} what has happened since; the confidential
 *   list goes before everything else
 */
export function changedSince({ result, program, date, apart }) {
  if (!result) return '';
  if (result.apart !== apart)
    return apart ? (result.apart ? 'apartChanged' : 'apartChosen') : 'apartRemoved';
  const isSame = JSON.stringify(result.program) === JSON.stringify(program) && result.date === date;
  return isSame ? '' : 'program';
}
