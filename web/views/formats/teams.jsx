/** Cross-functional teams: everybody in one, mixed and balanced as asked, no rule broken. */

import { columnWithRole, keptColumns } from '../../app/columns.js';
import { useWeft } from '../../app/context.js';
import wishes from '../../samples/teams-preferences.csv';
import projects from '../../samples/teams-projects.csv';
import { Figure } from '../parts.jsx';

export { Paper, TeamResult as Groups } from './teams/cards.jsx';
export { Meaning, Opening, Settings } from './teams/program.jsx';

/** @typedef {import('../../app/types.js').Outcome} Outcome */
/** @typedef {import('../../app/types.js').Profile} Profile */
/** @typedef {import('../../app/types.js').Program} Program */

export const id = 'teams';

/** @type {Array<{kind: import('../../app/types.js').ListKind, needed: boolean}>} */
export const lists = [
  { kind: 'projects', needed: false },
  { kind: 'preferences', needed: false },
];
export const rules = [
  ...['notAlone', 'atLeast', 'atMost', 'cover'],
  ...[
    'different',
    'same',
    'shareRule',
    'distance',
    'line',
    'sameManager',
    'met',
    'overlap',
    'together',
  ],
];
export const surprises = false;

const USUAL_SIZE = 8;

/** Ten projects that leads and seniors wish for; every team has a lead and somebody who knows Excel. */
export const sample = {
  lists: { projects, preferences: wishes },
  program: {
    name: '10 project teams',
    who: [{ column: '@level', is: ['Lead', 'Senior'] }],
    count: 10,
    roles: [{ role: 'Lead', count: 1, lead: true, who: [{ column: '@level', is: ['Lead'] }] }],
    rules: [
      { notAlone: { column: '@gender', is: ['w'] } },
      { atMost: 5, who: { column: '@department', is: ['Sales'] } },
      { cover: { column: '@skillsOffered', has: ['Excel'] } },
    ],
    criteria: [
      { mix: '@department', weight: 70 },
      { spread: '@site', weight: 40 },
      { balance: '@hireDate', weight: 20 },
      { share: '@languages', weight: 20 },
      { preference: true, weight: 70 },
    ],
  },
};

/**
 * As many teams as give eight people each, departments mixed, sites and years in the company alike in all teams.
 * @param {Profile} profile
 * @param {string} name
 * @param {number} seed
 * @returns {Program}
 */
export function suggest(profile, name, seed) {
  const kept = (/** @type {string} */ role) => {
    const column = columnWithRole(profile, role);
    return column && keptColumns(profile).includes(column) ? column : undefined;
  };
  const criteria = [];
  if ((kept('department')?.distinct ?? 0) > 1) criteria.push({ mix: '@department', weight: 70 });
  if ((kept('site')?.distinct ?? 0) > 1) criteria.push({ spread: '@site', weight: 40 });
  if (kept('hireDate')?.type === 'date') criteria.push({ balance: '@hireDate', weight: 20 });
  if (kept('languages')?.type === 'list') criteria.push({ share: '@languages', weight: 20 });
  return {
    weft: 1,
    format: id,
    name,
    who: [],
    count: Math.max(2, Math.round(profile.people / USUAL_SIZE)),
    rules: [],
    criteria,
    favour: 'sum',
    seed,
  };
}

/** @param {Program} program */
export function place({ size }) {
  return size ? '/size' : '/count';
}

/** Places settled by hand were for this once; those of the program stay. @param {Program} program */
export function anew({ arranged: _, ...program }) {
  return /** @type {Program} */ (program);
}

/** @param {{outcome: Outcome}} props */
export function Headline({ outcome }) {
  const { speech } = useWeft();
  const { measures, certificate, groupCount } = outcome;
  const sizes = Object.keys(measures.sizes).map(Number);
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
  const weakest = certificate.best > 0 && groupCount > 0;
  return (
    <div class="headline">
      <Figure
        value={speech.number(outcome.peopleMatched)}
        word={speech.t('teams.inTeams', { of: measures.matched.of })}
      />
      {sizes.length > 0 ? (
        <Figure
          value={
            least === most ? speech.number(most) : `${speech.number(least)}–${speech.number(most)}`
          }
          word={speech.t('teams.inEach')}
        />
      ) : null}
      {weakest ? (
        <Figure
          value={speech.percent((measures.worst.value * groupCount) / certificate.best)}
          word={speech.t('teams.weakest')}
        />
      ) : null}
    </div>
  );
}
