/** What HR says of co-creation areas: whose groups, for how long, what weighs, tables, and what is fixed. */

import { useWeft } from '../../../app/context.js';
import { Line } from '../../line.jsx';
import { Pick, PickNumber, Sentence } from '../../parts.jsx';
import { WeightPick } from '../../sentences.jsx';
import { named, useEntries, useLabels, useProgram, withoutEmpty } from '../../settings.js';

/** @typedef {{groups: string[], spaces: string[], slots: string[]}} Labels */
/** @typedef {{group: string, space?: string, slot?: string, week?: number}} Fixed */

const SEATS = 6;
const MIXED = { min: 4, max: 6 };

/** @type {Labels} */
const NONE = { groups: [], spaces: [], slots: [] };

/** Groups of a list, or of everybody who takes part. */
export function Opening() {
  const { state, actions, speech } = useWeft();
  const { program, set } = useProgram();
  if (!program) return null;
  const size = program.size ?? MIXED;
  const columns = state.roster?.profile.columns ?? [];
  const has = (/** @type {string} */ role) => columns.some((column) => column.role === role);
  const choose = (/** @type {string} */ value) => {
    const { mixed: _, size: _size, rules: _rules, criteria: _criteria, ...rest } = program;
    if (value === 'list') return actions.setProgram(rest);
    actions.setProgram({
      ...rest,
      mixed: true,
      size: MIXED,
      rules: has('site') ? [{ same: '@site' }] : [],
      criteria: has('department') ? [{ mix: '@department', weight: 70 }] : [],
    });
  };
  const number = (/** @type {'min' | 'max'} */ key) => (
    <PickNumber
      label={speech.t(`spaces.size.${key}`)}
      value={size[key]}
      min={2}
      max={100}
      onPick={(value) => set({ size: { ...size, [key]: value } })}
    />
  );
  return (
    <Sentence
      template={speech.template(program.mixed ? 'spaces.openingMixed' : 'spaces.opening')}
      parts={{
        groups: (
          <Pick
            label={speech.t('spaces.groupsLabel')}
            value={program.mixed ? 'mixed' : 'list'}
            options={['list', 'mixed'].map((value) => ({
              value,
              label: speech.t(`spaces.groups.${value}`),
            }))}
            onPick={choose}
          />
        ),
        min: number('min'),
        max: number('max'),
      }}
    />
  );
}

/** @param {{labels: Labels}} props */
function FixedLines({ labels }) {
  const { speech } = useWeft();
  const { program } = useProgram();
  const { entries, change, remove } = useEntries('fixed');
  /** @type {Fixed[]} */
  const fixed = entries;
  const weeks = Number(program?.weeks ?? 1);
  return (
    <>
      {fixed.map((one, index) => {
        const say = (/** @type {Partial<Fixed>} */ part) =>
          change(index, withoutEmpty({ ...one, ...part }));
        const pick = (
          /** @type {'group' | 'space' | 'slot'} */ key,
          /** @type {string[]} */ names,
          /** @type {string} */ any,
        ) => (
          <Pick
            label={speech.t(`spaces.fixedOf.${key}`)}
            value={one[key] ?? ''}
            options={[...(any ? [{ value: '', label: any }] : []), ...named(names)]}
            onPick={(value) => say({ [key]: value })}
          />
        );
        return (
          <Line
            key={`fixed-${index}`}
            opens={speech.t('spaces.opens.fixed')}
            place={`/fixed/${index}`}
            onRemove={() => remove(index)}
          >
            <Sentence
              template={speech.template('spaces.fixed')}
              parts={{
                group: pick('group', labels.groups, ''),
                space: pick('space', labels.spaces, speech.t('spaces.anySpace')),
                slot: pick('slot', labels.slots, speech.t('spaces.anySlot')),
                week: (
                  <Pick
                    label={speech.t('spaces.fixedOf.week')}
                    value={String(one.week ?? 0)}
                    options={Array.from(
                      { length: Math.max(weeks, one.week ?? 0) + 1 },
                      (_, week) => ({
                        value: String(week),
                        label: week
                          ? speech.t('spaces.inThatWeek', { week })
                          : speech.t('spaces.everyWeek'),
                      }),
                    )}
                    onPick={(week) => say({ week: Number(week) })}
                  />
                ),
              }}
            />
          </Line>
        );
      })}
    </>
  );
}

/** What was matched last can be taken as the list of groups. */
function TakeGroups() {
  const { state, actions, speech } = useWeft();
  const outcome = state.result?.outcome;
  if (!outcome || outcome.format === 'spaces' || state.program?.mixed) return null;
  return (
    <Line opens={speech.t('opens.with')}>
      {speech.t('spaces.lastGroups', { name: outcome.name, groups: outcome.groupCount })}{' '}
      <button
        type="button"
        class="plain small"
        data-do="take-groups"
        aria-disabled={state.reading !== ''}
        onClick={() => state.reading || actions.useGroups()}
      >
        {speech.t('spaces.takeGroups')}
      </button>
    </Line>
  );
}

export function Settings() {
  const { speech } = useWeft();
  const { program, set } = useProgram();
  const labels = useLabels(NONE);
  const fixed = useEntries('fixed');
  if (!program) return null;
  const weeks = Number(program.weeks ?? 1);
  const tables = Number(program.tables ?? 0);
  const first = labels.groups[0];
  return (
    <>
      <Line opens={speech.t('spaces.opens.weeks')} place="/weeks">
        <Sentence
          template={speech.template('spaces.weeks')}
          parts={{
            weeks: (
              <PickNumber
                label={speech.t('spaces.weeksLabel')}
                value={weeks}
                min={1}
                max={53}
                onPick={(value) => set({ weeks: value })}
              />
            ),
            neighbours: (
              <WeightPick
                none
                label={speech.t('spaces.weightOf.neighbours')}
                weight={Number(program.neighbours ?? 40)}
                onPick={(neighbours) => set({ neighbours })}
              />
            ),
          }}
        />
      </Line>
      <Line opens={speech.t('opens.prefer')} place="/wishes">
        <Sentence
          template={speech.template('spaces.wishes')}
          parts={{
            wishes: (
              <WeightPick
                none
                label={speech.t('spaces.weightOf.wishes')}
                weight={Number(program.wishes ?? 60)}
                onPick={(wishes) => set({ wishes })}
              />
            ),
          }}
        />
      </Line>
      <Line opens={speech.t('spaces.opens.sites')} place="/sites">
        <Sentence
          template={speech.template('spaces.sites')}
          parts={{
            sites: (
              <Pick
                label={speech.t('spaces.sitesLabel')}
                value={program.sites ?? 'match'}
                options={['match', 'any'].map((value) => ({
                  value,
                  label: speech.t(`spaces.sites.${value}`),
                }))}
                onPick={(sites) => set({ sites })}
              />
            ),
          }}
        />
      </Line>
      <Line opens={speech.t('spaces.opens.tables')} place="/tables">
        <Sentence
          template={speech.template(tables ? 'spaces.seatsAt' : 'spaces.together')}
          parts={{
            how: (
              <Pick
                label={speech.t('spaces.tablesLabel')}
                value={tables ? 'mixed' : 'together'}
                options={['together', 'mixed'].map((value) => ({
                  value,
                  label: speech.t(`spaces.seating.${value}`),
                }))}
                onPick={(value) => set({ tables: value === 'mixed' ? SEATS : undefined })}
              />
            ),
            seats: (
              <PickNumber
                label={speech.t('spaces.seatsLabel')}
                value={tables}
                min={2}
                max={100}
                onPick={(value) => set({ tables: value })}
              />
            ),
          }}
        />
      </Line>
      <FixedLines labels={labels} />
      <Line opens={speech.t('spaces.opens.more')}>
        <button
          type="button"
          class="quiet small"
          data-add="fix"
          aria-disabled={first === undefined}
          onClick={() => first !== undefined && fixed.add({ group: first })}
        >
          {speech.t('spaces.add.fix')}
        </button>
      </Line>
      <TakeGroups />
    </>
  );
}
