/** Learning tandems: who offers what others want, with or without something in return. */

import { allColumns, columnWithRole } from '../../app/columns.js';
import { useWeft } from '../../app/context.js';
import { Card, Figure, Pick, Sentence } from '../parts.jsx';

/** @typedef {import('../../app/types.js').Profile} Profile */
/** @typedef {import('../../app/types.js').Program} Program */

export const id = 'tandem';

export const criteria = ['mix', 'match', 'share', 'near', 'far', 'novelty'];
export const runs = true;
export const favours = false;

export const sample = { program: { rings: true } };

const LISTED = 12;

/**
 * Both ways, across departments as a wish; never with the own line manager.
 * @param {Profile} profile
 * @param {string} name
 * @param {number} seed
 * @returns {Program}
 */
export function suggest(profile, name, seed) {
  const rules = [];
  const criteria = [];
  if (columnWithRole(profile, 'manager')) rules.push({ apart: { line: 1 } });
  rules.push({ met: 'ever' });
  const department = columnWithRole(profile, 'department');
  const languages =
    !columnWithRole(profile, 'skillsOffered') && Boolean(columnWithRole(profile, 'languages'));
  if (department && department.distinct > 1) criteria.push({ mix: '@department', weight: 30 });
  return {
    weft: 1,
    format: id,
    name,
    who: [],
    kind: languages ? 'languages' : 'skills',
    offers: languages ? '@languages' : '@skillsOffered',
    wants: '@skillsWanted',
    oneWay: false,
    rings: false,
    rules,
    criteria,
    favour: 'sum',
    runs: { months: 3 },
    seed,
  };
}

export function Opening() {
  const { state, actions, speech } = useWeft();
  const { program, roster } = state;
  if (!program || !roster) return null;
  const set = (/** @type {Partial<Program>} */ change) =>
    actions.setProgram({ ...program, ...change });
  const columns = allColumns(roster.profile).filter((column) => column.role !== 'ignored');
  // A column is named by its role where it has one that is its own, else by its header.
  const column = (/** @type {'offers' | 'wants'} */ key, /** @type {string} */ otherwise) => {
    const reference = program[key] ?? otherwise;
    const named = columns.map(({ header, role }) => ({
      value: ['skillsOffered', 'skillsWanted', 'languages'].includes(role) ? `@${role}` : header,
      label: header,
    }));
    const known = named.some(({ value }) => value === reference);
    return (
      <Pick
        label={speech.t(`tandem.${key}Label`)}
        value={reference}
        options={known ? named : [{ value: reference, label: speech.column(reference) }, ...named]}
        wrong={!known}
        onPick={(value) => set({ [key]: value })}
      />
    );
  };
  const choice = (/** @type {'oneWay' | 'rings'} */ key) => (
    <Pick
      label={speech.t(`tandem.${key}Label`)}
      value={program[key] ? 'yes' : 'no'}
      options={['no', 'yes'].map((value) => ({ value, label: speech.t(`tandem.${key}.${value}`) }))}
      onPick={(value) => set({ [key]: value === 'yes' })}
    />
  );
  return (
    <Sentence
      template={speech.template('tandem.opening')}
      parts={{
        kind: (
          <Pick
            label={speech.t('tandem.kindLabel')}
            value={program.kind ?? 'skills'}
            options={['skills', 'languages'].map((value) => ({
              value,
              label: speech.t(`tandem.kind.${value}`),
            }))}
            onPick={(kind) =>
              set({ kind, offers: kind === 'languages' ? '@languages' : '@skillsOffered' })
            }
          />
        ),
        offers: column('offers', program.kind === 'languages' ? '@languages' : '@skillsOffered'),
        wants: column('wants', '@skillsWanted'),
        oneWay: choice('oneWay'),
        rings: choice('rings'),
      }}
    />
  );
}

/** @param {{own: Record<string, any>}} props */
export function Meaning({ own }) {
  const { state, speech } = useWeft();
  const one = state.program?.oneWay ? 'one' : 'mutual';
  const reached = state.program?.oneWay ? own.onePossible : own.mutualPossible;
  return (
    <>
      <Figure
        value={speech.number(own.both)}
        word={speech.t('tandem.meaning.both', { count: own.both })}
      />
      <Figure
        value={speech.number(reached)}
        word={speech.t(`tandem.meaning.${one}`, { count: reached })}
      />
      <p>
        {speech.t('tandem.meaning.only', {
          offer: own.offerOnly,
          want: own.wantOnly,
          neither: own.neither,
        })}
      </p>
      <p>{speech.t('tandem.meaning.gaps', { missing: own.nobodyOffers, idle: own.nobodyWants })}</p>
    </>
  );
}

/** @param {{title: string, items: Array<{skill: string, count: number}>, total: number}} props */
function SkillList({ title, items, total }) {
  const { speech } = useWeft();
  const shown = items
    .slice(0, LISTED)
    .map(({ skill, count }) => speech.t('tandem.extra.skill', { skill, count }));
  const more = total - shown.length;
  if (more > 0) shown.push(speech.t('tandem.extra.more', { count: more }));
  return (
    <p>
      <b>{title}</b>
      <br />
      {shown.length > 0 ? shown.join(' · ') : speech.t('tandem.extra.none')}
    </p>
  );
}

/** @param {{outcome: import('../../app/types.js').Outcome}} props */
export function Extra({ outcome }) {
  const { speech } = useWeft();
  const { extra } = outcome;
  if (!extra?.topics) return null;
  const skills = (/** @type {any[]} */ items, /** @type {string} */ count) =>
    items.map((item) => ({ skill: item.skill, count: item[count] }));
  return (
    <Card title={speech.t('tandem.extra.title')}>
      <p>{speech.t('tandem.extra.ways', extra)}</p>
      {extra.mostPeople ? (
        <p>
          {speech.t('tandem.extra.most', { people: extra.peopleInGroups, most: extra.mostPeople })}
        </p>
      ) : null}
      <SkillList
        title={speech.t('tandem.extra.topics')}
        items={skills(extra.topics, 'taught')}
        total={extra.topics.length}
      />
      <SkillList
        title={speech.t('tandem.extra.nobodyOffers')}
        items={skills(extra.skillsNobodyOffers, 'wantedBy')}
        total={extra.skillsNobodyOffersCount}
      />
      <SkillList
        title={speech.t('tandem.extra.nobodyWants')}
        items={skills(extra.offersNobodyWants, 'offeredBy')}
        total={extra.offersNobodyWantsCount}
      />
    </Card>
  );
}
