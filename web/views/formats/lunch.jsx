/** Mystery Lunch: what a first program looks like, and the sentence it begins with. */

import { columnWithRole } from '../../app/columns.js';
import { useWeft } from '../../app/context.js';
import { Pick, Sentence } from '../parts.jsx';

/** @typedef {import('../../app/types.js').Profile} Profile */
/** @typedef {import('../../app/types.js').Program} Program */

export const id = 'lunch';

export const criteria = ['mix', 'match', 'share', 'near', 'far', 'novelty'];

const LARGEST_DEPARTMENT_FOR_A_RULE = 0.5;

/**
 * Across departments if that leaves nobody over, else as a wish; never with the own line manager, never somebody
 * met lately; then different sites and shared languages where the roster knows them.
 * @param {Profile} profile
 * @param {string} name
 * @param {number} seed
 * @returns {Program}
 */
export function suggest(profile, name, seed) {
  const has = (/** @type {string} */ role) => Boolean(columnWithRole(profile, role));
  const department = columnWithRole(profile, 'department');
  const largest = Math.max(0, ...(department?.values ?? []).map((value) => value.people));
  const strict = largest <= profile.people * LARGEST_DEPARTMENT_FOR_A_RULE;
  const rules = [];
  const criteria = [];
  if (department && department.distinct > 1) {
    if (strict) rules.push({ different: '@department' });
    else criteria.push({ mix: '@department', weight: 70 });
  }
  if (has('manager')) rules.push({ apart: { line: 2 } });
  rules.push({ met: { rounds: 6 } });
  const site = columnWithRole(profile, 'site');
  if (site && site.distinct > 1) criteria.push({ mix: '@site', weight: 40 });
  if (columnWithRole(profile, 'languages')?.type === 'list')
    criteria.push({ share: '@languages', weight: 20 });
  criteria.push({ novelty: true, weight: 20 });
  return {
    weft: 1,
    format: id,
    name,
    who: [],
    size: { min: 2, max: 2 },
    odd: 'trio',
    rules,
    criteria,
    favour: 'sum',
    seed,
  };
}

export function Opening() {
  const { state, actions, speech } = useWeft();
  const { program } = state;
  if (!program) return null;
  return (
    <Sentence
      template={speech.template('lunch.opening')}
      parts={{
        odd: (
          <Pick
            label={speech.t('lunch.oddLabel')}
            value={program.odd ?? 'trio'}
            options={['trio', 'out'].map((value) => ({
              value,
              label: speech.t(`lunch.odd.${value}`),
            }))}
            onPick={(odd) => actions.setProgram({ ...program, odd })}
          />
        ),
      }}
    />
  );
}
