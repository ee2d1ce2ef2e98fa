/** Whether a result is what a run would be about now. */

/**
 * @param {Pick<import('./types.js').State, 'result' | 'program' | 'date' | 'apart'>} state
 * @returns {'' | 'apart' | 'program'} what has been changed since
 */
export function changedSince({ result, program, date, apart }) {
  if (!result) return '';
  if (result.apart !== apart) return 'apart';
  const isSame = JSON.stringify(result.program) === JSON.stringify(program) && result.date === date;
  return isSame ? '' : 'program';
}
