/** The program of teams as sentences: how many, which roles each needs, who has a place already, and what it means. */

import { useWeft } from '../../../app/context.js';
import { Line } from '../../line.jsx';
import { Figure, Pick, PickNumber, Sentence } from '../../parts.jsx';
import { beginWho, FilterBody } from '../../sentences.jsx';
import { sizedBy, USUAL_COUNT, USUAL_SIZE, withSizedBy } from './sized.js';

/** @typedef {import('../../../app/types.js').Filter} Filter */
/** @typedef {import('../../../app/types.js').Program} Program */
/** @typedef {{role: string, count?: number, lead?: boolean, who: Filter[]}} Role */
/** @typedef {{team: number | string, people: string[]}} Place */

const MOST_ROLES = 6;

export function Opening() {
  const { state, actions, speech } = useWeft();
  const { program } = state;
  if (!program) return null;
  const by = sizedBy(program, Boolean(state.lists.projects));
  const size = program.size ?? USUAL_SIZE;
  const end = (/** @type {'min' | 'max'} */ which) => (
    <PickNumber
      label={speech.t(`teams.size.${which}`)}
      value={size[which]}
      min={1}
      onPick={(people) => actions.setProgram({ ...program, size: { ...size, [which]: people } })}
    />
  );
  return (
    <Sentence
      template={speech.template(`teams.opening.${by}`)}
      parts={{
        by: (
          <Pick
            label={speech.t('teams.by')}
            value={by}
            options={['count', 'size', 'both'].map((value) => ({
              value,
              label: speech.t(`teams.by.${value}`),
              word: speech.t(`teams.by.${value}.word`, { count: program.count }),
            }))}
            onPick={(next) => actions.setProgram(withSizedBy(program, next))}
          />
        ),
        count: (
          <PickNumber
            label={speech.t('teams.countLabel')}
            value={program.count ?? USUAL_COUNT}
            min={1}
            onPick={(count) => actions.setProgram({ ...program, count })}
          />
        ),
        min: end('min'),
        max: end('max'),
      }}
    />
  );
}

/**
 * One role: how many of it each team needs, whether they lead, and who can have it.
 * @param {{role: Role, index: number, onChange: (role: Role | null) => void}} props
 */
function RoleLines({ role, index, onChange }) {
  const { state, speech } = useWeft();
  const profile = state.roster?.profile;
  if (!profile) return null;
  const place = `/roles/${index}`;
  const set = (/** @type {Partial<Role>} */ change) => onChange({ ...role, ...change });
  return (
    <>
      <Line opens={speech.t('teams.opens.role')} place={place} onRemove={() => onChange(null)}>
        <Sentence
          template={speech.template('teams.role')}
          parts={{
            count: (
              <PickNumber
                label={speech.t('teams.roleCount')}
                value={role.count ?? 1}
                min={1}
                max={100}
                onPick={(count) => set({ count })}
              />
            ),
            role: (
              <input
                class="pick-text role-name"
                aria-label={speech.t('teams.roleName')}
                value={role.role}
                maxLength={40}
                onInput={(event) => set({ role: event.currentTarget.value })}
              />
            ),
            lead: (
              <Pick
                label={speech.t('teams.roleLead')}
                value={role.lead ? 'yes' : 'no'}
                options={['yes', 'no'].map((value) => ({
                  value,
                  label: speech.t(`teams.roleLead.${value}`),
                }))}
                onPick={(value) => set({ lead: value === 'yes' })}
              />
            ),
          }}
        />{' '}
        <button
          type="button"
          class="quiet small"
          onClick={() => {
            const filter = beginWho(profile, role.who);
            if (filter) set({ who: [...role.who, filter] });
          }}
        >
          {speech.t('teams.roleNarrow')}
        </button>
      </Line>
      {role.who.map((filter, at) => (
        <Line
          key={`${place}-${at}`}
          opens=""
          onRemove={
            role.who.length > 1
              ? () => set({ who: role.who.filter((_, other) => other !== at) })
              : undefined
          }
        >
          <FilterBody
            filter={filter}
            template={speech.template('teams.roleWho')}
            onChange={(next) =>
              set({ who: role.who.map((old, other) => (other === at ? next : old)) })
            }
          />
        </Line>
      ))}
    </>
  );
}

function Roles() {
  const { state, actions, speech } = useWeft();
  const { program } = state;
  const profile = state.roster?.profile;
  if (!program || !profile) return null;
  /** @type {Role[]} */
  const roles = program.roles ?? [];
  const set = (/** @type {Role[]} */ next) => {
    const { roles: _, ...others } = program;
    actions.setProgram(
      /** @type {Program} */ (next.length > 0 ? { ...others, roles: next } : others),
    );
  };
  const add = () => {
    const filter = beginWho(profile, []);
    const name = speech.t(roles.length === 0 ? 'teams.roleFirst' : 'teams.roleNext', {
      number: roles.length + 1,
    });
    if (filter) set([...roles, { role: name, count: 1, lead: roles.length === 0, who: [filter] }]);
  };
  return (
    <>
      {roles.map((role, index) => (
        <RoleLines
          key={index}
          {...{ role, index }}
          onChange={(next) =>
            set(roles.flatMap((old, at) => (at === index ? (next ? [next] : []) : [old])))
          }
        />
      ))}
      {roles.length < MOST_ROLES ? (
        <Line opens={speech.t('teams.opens.role')}>
          {speech.t(roles.length === 0 ? 'teams.noRoles' : 'teams.moreRoles')}{' '}
          <button type="button" class="quiet small" id="add-role" onClick={add}>
            {speech.t('teams.addRole')}
          </button>
        </Line>
      ) : null}
    </>
  );
}

/**
 * People who have their place already.
 * @param {{field: 'pinned' | 'arranged'}} props
 */
function Places({ field }) {
  const { state, actions, speech } = useWeft();
  const { program } = state;
  /** @type {Place[]} */
  const places = program?.[field] ?? [];
  if (!program || places.length === 0) return null;
  const people = places.reduce((sum, place) => sum + place.people.length, 0);
  return (
    <Line
      opens={speech.t('opens.always')}
      place={`/${field}`}
      onRemove={() => {
        const { [field]: _, ...others } = program;
        actions.setProgram(/** @type {Program} */ (others));
      }}
    >
      {speech.t(`teams.${field}`, { people, teams: places.length })}
    </Line>
  );
}

function WishedOnly() {
  const { state, actions, speech } = useWeft();
  const { program, lists } = state;
  if (!program || !lists.projects || !lists.preferences) return null;
  return (
    <Line opens={speech.t('teams.opens.wishes')} place="/wishedOnly">
      <Pick
        label={speech.t('teams.wishedOnly')}
        value={program.wishedOnly ? 'yes' : 'no'}
        options={['no', 'yes'].map((value) => ({
          value,
          label: speech.t(`teams.wishedOnly.${value}`),
        }))}
        onPick={(value) => actions.setProgram({ ...program, wishedOnly: value === 'yes' })}
      />
    </Line>
  );
}

export function Settings() {
  return (
    <>
      <Roles />
      <Places field="pinned" />
      <Places field="arranged" />
      <WishedOnly />
    </>
  );
}

/** @param {{own: Record<string, any>}} props */
export function Meaning({ own }) {
  const { speech } = useWeft();
  const { teams, least, most, projects, wishers } = own;
  /** @type {Array<{role: string, people: number, needed: number}>} */
  const roles = own.roles ?? [];
  return (
    <>
      <Figure
        value={speech.number(teams)}
        word={speech.t(least === most ? 'teams.meaning.even' : 'teams.meaning.teams', {
          teams,
          least,
          most,
        })}
      />
      {projects ? <p>{speech.t('teams.meaning.projects', { projects, wishers })}</p> : null}
      {roles.map((role) => (
        <p key={role.role}>{speech.t('teams.meaning.role', role)}</p>
      ))}
      {own.pinned > 0 ? <p>{speech.t('teams.meaning.pinned', { people: own.pinned })}</p> : null}
      {own.arranged > 0 ? (
        <p>{speech.t('teams.meaning.arranged', { people: own.arranged })}</p>
      ) : null}
    </>
  );
}
