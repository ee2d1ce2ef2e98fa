/** Mystery Lunch: what a first program looks like, how large its groups are, and for whom another size holds. */

import { columnWithRole } from '../../app/columns.js';
import { useWeft } from '../../app/context.js';
import { Line } from '../line.jsx';
import { Figure, Pick, PickNumber, Sentence } from '../parts.jsx';
import { beginWho, FilterBody } from '../sentences.jsx';

/** @typedef {import('../../app/types.js').Profile} Profile */
/** @typedef {import('../../app/types.js').Program} Program */
/** @typedef {{min: number, max: number}} Size */
/** @typedef {{who: import('../../app/types.js').Filter[], size: Size}} Segment */
/** @typedef {{segment: number, people: number, groups: number, least: number, most: number, sitOut: number}} Part */

export const id = 'lunch';

/** @type {import('./index.js').FormatView['lists']} */
export const lists = [{ kind: 'absences', needed: false }];

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

const LARGEST = 8;
const PAIRS = { min: 2, max: 2 };
const RANGE = 'range';

/**
 * How many sit together: one number, or from one to another.
 * @param {{size: Size, onPick: (size: Size) => void}} props
 */
function SizePick({ size, onPick }) {
  const { speech } = useWeft();
  const even = size.min === size.max;
  const end = (/** @type {'min' | 'max'} */ which) => (
    <PickNumber
      label={speech.t(`lunch.size.${which}`)}
      value={size[which]}
      min={2}
      max={LARGEST}
      onPick={(people) => onPick({ ...size, [which]: people })}
    />
  );
  const words = Array.from({ length: LARGEST - 1 }, (_, index) => ({
    value: String(index + 2),
    label: speech.t(index === 0 ? 'lunch.size.pairs' : 'lunch.size.groups', { people: index + 2 }),
  }));
  return (
    <>
      <Pick
        label={speech.t('lunch.sizeLabel')}
        value={even ? String(size.min) : RANGE}
        options={[...words, { value: RANGE, label: speech.t('lunch.size.range') }]}
        onPick={(value) => {
          if (value !== RANGE) onPick({ min: Number(value), max: Number(value) });
          else if (even)
            onPick({ min: size.min, max: size.min < LARGEST ? size.min + 1 : LARGEST });
        }}
      />
      {even ? null : (
        <>
          {' '}
          <Sentence
            template={speech.template('lunch.size.fromTo')}
            parts={{ min: end('min'), max: end('max') }}
          />
        </>
      )}
    </>
  );
}

export function place() {
  return '/size';
}

export function Opening() {
  const { state, actions, speech } = useWeft();
  const { program } = state;
  if (!program) return null;
  const size = program.size ?? PAIRS;
  const inPairs = size.min === 2 && size.max === 2;
  return (
    <Sentence
      template={speech.template(`lunch.opening.${inPairs ? 'pairs' : 'groups'}`)}
      parts={{
        size: (
          <SizePick size={size} onPick={(next) => actions.setProgram({ ...program, size: next })} />
        ),
        odd: (
          <Pick
            label={speech.t('lunch.oddLabel')}
            value={program.odd ?? 'trio'}
            options={['trio', 'out'].map((value) => ({
              value,
              label: speech.t(`lunch.${inPairs ? 'odd' : 'oddOfGroups'}.${value}`),
            }))}
            onPick={(odd) => actions.setProgram({ ...program, odd })}
          />
        ),
      }}
    />
  );
}

/**
 * Some people who meet among each other, in groups of their own size.
 * @param {{segment: Segment, index: number, onChange: (segment: Segment | null) => void}} props
 */
function SegmentLines({ segment, index, onChange }) {
  const { state, speech } = useWeft();
  if (!state.roster?.profile) return null;
  const place = `/segments/${index}`;
  const set = (/** @type {Partial<Segment>} */ change) => onChange({ ...segment, ...change });
  return (
    <>
      {segment.who.map((filter, at) => (
        <Line
          key={`${place}-${at}`}
          opens={at === 0 ? speech.t('lunch.opens.segment') : ''}
          place={at === 0 ? place : undefined}
          onRemove={() =>
            segment.who.length > 1
              ? set({ who: segment.who.filter((_, other) => other !== at) })
              : onChange(null)
          }
        >
          <FilterBody
            filter={filter}
            template={speech.template(at === 0 ? 'lunch.segment' : 'filter.sentence')}
            parts={{ size: <SizePick size={segment.size} onPick={(size) => set({ size })} /> }}
            onChange={(next) =>
              set({ who: segment.who.map((old, other) => (other === at ? next : old)) })
            }
          />
        </Line>
      ))}
    </>
  );
}

export function Settings() {
  const { state, actions, speech } = useWeft();
  const { program } = state;
  const profile = state.roster?.profile;
  if (!program || !profile) return null;
  /** @type {Segment[]} */
  const segments = program.segments ?? [];
  const set = (/** @type {Segment[]} */ next) => {
    const { segments: _, ...others } = program;
    actions.setProgram(
      /** @type {Program} */ (next.length > 0 ? { ...others, segments: next } : others),
    );
  };
  const add = () => {
    const filter = beginWho(profile, []);
    if (filter) set([...segments, { who: [filter], size: { min: 4, max: 4 } }]);
  };
  return (
    <>
      {segments.map((segment, index) => (
        <SegmentLines
          key={index}
          {...{ segment, index }}
          onChange={(next) =>
            set(segments.flatMap((old, at) => (at === index ? (next ? [next] : []) : [old])))
          }
        />
      ))}
      <Line opens={speech.t('lunch.opens.segment')}>
        {speech.t(segments.length === 0 ? 'lunch.noSegments' : 'lunch.moreSegments')}{' '}
        <button type="button" class="quiet small" id="add-segment" onClick={add}>
          {speech.t('lunch.addSegment')}
        </button>
      </Line>
    </>
  );
}

/** @param {{own: Record<string, any>}} props */
export function Meaning({ own }) {
  const { speech } = useWeft();
  /** @type {Part[]} */
  const parts = own.parts ?? [];
  const sitOut = parts.reduce((sum, part) => sum + part.sitOut, 0);
  return (
    <>
      {parts.map(({ segment, people, groups, least, most }) => (
        <Figure
          key={segment}
          value={speech.number(groups)}
          word={speech.t(least === most ? 'lunch.tables.even' : 'lunch.tables.groups', {
            groups,
            least,
            most,
            people,
            segment: parts.length > 1 ? segment + 1 : 0,
          })}
        />
      ))}
      {sitOut > 0 ? <p>{speech.t('lunch.tables.sitOut', { people: sitOut })}</p> : null}
    </>
  );
}
