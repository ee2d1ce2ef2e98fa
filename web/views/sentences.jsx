/** The kinds of sentences a program is made of: how each is recognised, begun, shown and changed. */

import { useState } from 'preact/hooks';
import { columnWithRole, findColumn, fits, keptColumns, reference } from '../app/columns.js';
import { useWeft } from '../app/context.js';
import { asRank, withRank } from '../app/rank.js';
import { NamedPeople } from './named-people.jsx';
import { Pick, PickNumber, Sentence } from './parts.jsx';

/** @typedef {import('../app/types.js').Profile} Profile */
/** @typedef {import('../app/types.js').Column} Column */
/** @typedef {import('../app/types.js').Rule} Rule */
/** @typedef {import('../app/types.js').Filter} Filter */
/** @typedef {import('../locales/index.js').Speech} Speech */
/** @typedef {keyof typeof fits} Fit */

/**
 * @typedef {object} Kind
 * @property {string} id also the key of its sentences
 * @property {'who' | 'never' | 'only' | 'always' | 'prefer'} stands which word opens the sentence
 * @property {(rule: Rule) => boolean} matches
 * @property {Fit} [fit] which columns it can speak about
 * @property {string} [field] where the column's name stands
 * @property {(profile: Profile, offer: Offer) => boolean} [available]
 * @property {(column: string, offer: Offer, profile: Profile) => Rule} [begin]
 *   without it, the sentence cannot be added by hand
 * @property {boolean} [whole] speaks of whole groups: only where the format names it
 */

/**
 * What the sentences are offered for: the roles of the format, of which the first is measured against the second,
 * and the lists it takes; `turned`: distances count the other way round.
 * @typedef {{roles: string[], lists: string[], turned?: boolean}} Offer
 */

/** @param {import('../app/types.js').State} state @returns {Offer} */
export function offerOf({ hello, program }) {
  const { roles = [], lists = [] } = hello?.about?.[program?.format ?? ''] ?? {};
  const turned = program?.direction === 'reverse';
  return { roles: roles.length > 1 ? roles : [], lists, turned };
}

/**
 * A distance as it will count, and back: above is below where it is turned round.
 * @param {import('../app/rank.js').Rank} rank
 * @param {Offer} offer
 * @returns {import('../app/rank.js').Rank}
 */
const facing = (rank, { turned }) =>
  turned ? { ...rank, side: rank.side === 'above' ? 'below' : 'above' } : rank;

/** @param {unknown} value */
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** @type {Kind[]} */
export const ruleKinds = [
  {
    id: 'different',
    stands: 'never',
    matches: (rule) => 'different' in rule,
    fit: 'kinds',
    field: 'different',
    begin: (column) => ({ different: column }),
  },
  {
    id: 'same',
    stands: 'only',
    matches: (rule) => 'same' in rule,
    fit: 'kinds',
    field: 'same',
    begin: (column) => ({ same: column }),
  },
  {
    id: 'shareRule',
    stands: 'only',
    matches: (rule) => 'share' in rule && !('weight' in rule),
    fit: 'lists',
    field: 'share',
    begin: (column) => ({ share: column }),
  },
  {
    id: 'distance',
    stands: 'only',
    matches: (rule) => 'distance' in rule,
    fit: 'scales',
    field: 'distance',
    begin: (column, { roles }) =>
      roles.length > 0 ? { distance: column, min: 1, max: 3 } : { distance: column, max: 2 },
  },
  {
    id: 'line',
    stands: 'never',
    matches: (rule) => isObject(rule.apart) && 'line' in rule.apart,
    available: (profile) => Boolean(columnWithRole(profile, 'manager')),
    begin: () => ({ apart: { line: 1 } }),
  },
  {
    id: 'sameManager',
    stands: 'never',
    matches: (rule) => rule.apart === 'sameManager',
    available: (profile) => Boolean(columnWithRole(profile, 'manager')),
    begin: () => ({ apart: 'sameManager' }),
  },
  {
    id: 'met',
    stands: 'never',
    matches: (rule) => 'met' in rule,
    begin: () => ({ met: { rounds: 6 } }),
  },
  {
    id: 'overlap',
    stands: 'only',
    matches: (rule) => 'overlap' in rule,
    available: (profile) => Boolean(columnWithRole(profile, 'timeZone')),
    begin: () => ({ overlap: 4 }),
  },
  {
    id: 'notAlone',
    stands: 'never',
    whole: true,
    matches: (rule) => 'notAlone' in rule,
    available: (profile) => filterable(profile).length > 0,
    begin: (_, __, profile) => ({ notAlone: beginRare(profile, 'gender') }),
  },
  {
    id: 'atLeast',
    stands: 'always',
    whole: true,
    matches: (rule) => 'atLeast' in rule,
    available: (profile) => filterable(profile).length > 0,
    begin: (_, __, profile) => ({ atLeast: 1, who: beginRare(profile, 'level') }),
  },
  {
    id: 'atMost',
    stands: 'always',
    whole: true,
    matches: (rule) => 'atMost' in rule,
    available: (profile) => filterable(profile).length > 0,
    begin: (_, __, profile) => ({ atMost: 3, who: beginRare(profile, 'department', true) }),
  },
  {
    id: 'cover',
    stands: 'always',
    whole: true,
    matches: (rule) => 'cover' in rule,
    available: (profile) => coverable(profile).length > 0,
    begin: (_, __, profile) => ({ cover: beginCover(profile) }),
  },
  { id: 'apartFile', stands: 'never', matches: (rule) => rule.apart === 'file' },
  { id: 'apartList', stands: 'never', matches: (rule) => Array.isArray(rule.apart) },
  {
    id: 'together',
    stands: 'always',
    matches: (rule) => Array.isArray(rule.together),
    begin: () => ({ together: [[]] }),
  },
];

/** @type {Kind[]} */
export const criterionKinds = [
  {
    id: 'mix',
    stands: 'prefer',
    matches: (rule) => 'mix' in rule,
    fit: 'kinds',
    field: 'mix',
    begin: (column) => ({ mix: column, weight: 40 }),
  },
  {
    id: 'match',
    stands: 'prefer',
    matches: (rule) => 'match' in rule,
    fit: 'kinds',
    field: 'match',
    begin: (column) => ({ match: column, weight: 20 }),
  },
  {
    id: 'share',
    stands: 'prefer',
    matches: (rule) => 'share' in rule,
    fit: 'lists',
    field: 'share',
    begin: (column) => ({ share: column, weight: 20 }),
  },
  {
    id: 'near',
    stands: 'prefer',
    matches: (rule) => 'near' in rule,
    fit: 'scales',
    field: 'near',
    begin: (column) => ({ near: column, weight: 20 }),
  },
  {
    id: 'far',
    stands: 'prefer',
    matches: (rule) => 'far' in rule,
    fit: 'scales',
    field: 'far',
    begin: (column) => ({ far: column, weight: 20 }),
  },
  {
    id: 'spread',
    stands: 'prefer',
    whole: true,
    matches: (rule) => 'spread' in rule,
    fit: 'spreads',
    field: 'spread',
    begin: (column) => ({ spread: column, weight: 40 }),
  },
  {
    id: 'balance',
    stands: 'prefer',
    whole: true,
    matches: (rule) => 'balance' in rule,
    fit: 'scales',
    field: 'balance',
    begin: (column) => ({ balance: column, weight: 20 }),
  },
  {
    id: 'novelty',
    stands: 'prefer',
    matches: (rule) => 'novelty' in rule,
    begin: () => ({ novelty: true, weight: 40 }),
  },
  {
    id: 'complement',
    stands: 'prefer',
    matches: (rule) => 'complement' in rule,
    available: (profile) =>
      Boolean(columnWithRole(profile, 'skillsOffered') && columnWithRole(profile, 'skillsWanted')),
    begin: () => ({ complement: true, weight: 40 }),
  },
  {
    id: 'preference',
    stands: 'prefer',
    matches: (rule) => 'preference' in rule,
    available: (_, { lists }) => lists.includes('preferences'),
    begin: () => ({ preference: true, weight: 70 }),
  },
];

/** Filters need values to begin with, so they are begun from a column instead of a name. */
const FILTERABLE = (/** @type {Column} */ column) =>
  fits.scales(column) ||
  column.type === 'list' ||
  (fits.kinds(column) && Boolean(column.values?.length));

/** A day to begin with that is like those in the column. @param {Column} column */
function firstDay(column) {
  return column.examples.find((example) => /^\d{4}-\d\d-\d\d$/.test(example)) ?? '2020-01-01';
}

/** @param {Column} column @param {string} name @returns {Filter} */
function beginFilter(column, name) {
  const first = column.values?.[0]?.value ?? '';
  if (column.type === 'list') return { column: name, has: [first] };
  if (column.type === 'number') return { column: name, min: 0 };
  if (column.type === 'date') return { column: name, min: firstDay(column) };
  return { column: name, is: [first] };
}

/** Columns with entries of which a group can have some each. @param {Profile} profile */
function coverable(profile) {
  return keptColumns(profile).filter(
    (column) => (column.type === 'list' || fits.kinds(column)) && Boolean(column.values?.length),
  );
}

/**
 * A filter on the column of this role, else on any that has values: on those few have, or the most.
 * @param {Profile} profile
 * @param {string} role
 * @param {boolean} [most]
 */
function beginRare(profile, role, most = false) {
  const columns = filterable(profile);
  const column =
    columns.find((one) => one.role === role && one.values?.length) ??
    columns.find((one) => one.type === 'category' && one.values?.length) ??
    columns[0];
  if (!column) return {};
  const name = reference(profile, column);
  const values = (column.values ?? []).filter(({ value, people }) => value && people > 1);
  const value = (most ? values[0] : values.at(-1))?.value;
  return value && column.type !== 'list' && ['category', 'level'].includes(column.type)
    ? { column: name, is: [value] }
    : beginFilter(column, name);
}

/** What many can do, to be in each group. @param {Profile} profile @returns {Filter} */
function beginCover(profile) {
  const columns = coverable(profile);
  const column =
    columns.find((one) => one.role === 'skillsOffered') ??
    columns.find((one) => one.type === 'list') ??
    columns[0];
  const most = column?.values?.[0]?.value;
  if (!column || !most) return { column: '' };
  const name = reference(profile, column);
  return column.type === 'list' ? { column: name, has: [most] } : { column: name, is: [most] };
}

/**
 * The columns a kind can speak about.
 * @param {Profile} profile
 * @param {Kind} kind
 */
function columnsFor(profile, kind) {
  const { fit } = kind;
  return fit ? keptColumns(profile).filter(fits[fit]) : [];
}

/**
 * The kinds that can be added for this roster.
 * @param {Profile} profile
 * @param {Kind[]} kinds
 * @param {Offer} offer
 * @param {string[]} [ids] those that suit the format
 */
export function addable(profile, kinds, offer, ids) {
  return kinds.filter(
    (kind) =>
      kind.begin &&
      (ids?.includes(kind.id) ?? !kind.whole) &&
      (kind.available?.(profile, offer) ?? true) &&
      (!kind.fit || columnsFor(profile, kind).length > 0),
  );
}

/** The word that opens a sentence. @param {Kind | undefined} kind @param {Offer} offer */
export function opensWith(kind, { roles }) {
  return `opens.${kind?.id === 'distance' && roles.length > 0 ? 'always' : (kind?.stands ?? 'always')}`;
}

/** @param {Profile} profile */
export function filterable(profile) {
  return keptColumns(profile).filter(FILTERABLE);
}

/**
 * A new sentence of this kind, about the first column no sentence of the kind speaks about yet.
 * @param {Profile} profile
 * @param {Kind} kind
 * @param {Rule[]} present
 * @param {Offer} offer
 */
export function beginSentence(profile, kind, present, offer) {
  const names = columnsFor(profile, kind).map((column) => reference(profile, column));
  const taken = present.filter(kind.matches).map((rule) => kind.field && rule[kind.field]);
  const name = names.find((one) => !taken.includes(one)) ?? names[0] ?? '';
  return kind.begin?.(name, offer, profile) ?? {};
}

/**
 * A filter on the first column that has none yet; status and the like first.
 * @param {Profile} profile
 * @param {Filter[]} present
 */
export function beginWho(profile, present) {
  const columns = filterable(profile);
  const taken = present.map((filter) => findColumn(profile, filter.column));
  const column =
    columns.find((one) => one.role === 'status' && !taken.includes(one)) ??
    columns.find((one) => one.type === 'category' && !taken.includes(one)) ??
    columns[0];
  return column ? beginFilter(column, reference(profile, column)) : null;
}

/**
 * The word for a column inside a sentence: its role in the reader's language, else its header.
 * @param {Speech} speech
 * @param {Profile} profile
 * @param {Column} column
 */
function columnWord(speech, profile, column) {
  return reference(profile, column).startsWith('@')
    ? speech.t(`word.${column.role}`)
    : speech.column(column.header);
}

/**
 * @param {Speech} speech
 * @param {Profile} profile
 * @param {Column[]} columns
 */
function columnOptions(speech, profile, columns) {
  return columns.map((column) => {
    const word = columnWord(speech, profile, column);
    const value = reference(profile, column);
    const label =
      word.toLowerCase() === column.header.toLowerCase() || column.derived
        ? word
        : `${word} (${speech.column(column.header)})`;
    return { value, label, word };
  });
}

/**
 * Some sentences bend with the role of their column.
 * @param {Speech} speech
 * @param {Kind} kind
 * @param {string} name of the column, as in the program
 * @param {Column | undefined} column
 */
function sentenceKey(speech, kind, name, column) {
  const special = column && name.startsWith('@') ? `sentence.${kind.id}.${column.role}` : '';
  return special && speech.has(special) ? special : `sentence.${kind.id}`;
}

/**
 * The picker for the column of a sentence.
 * @param {{name: string, columns: Column[], onPick: (name: string) => void}} props
 */
function ColumnPick({ name, columns, onPick }) {
  const { state, speech } = useWeft();
  const { roster } = state;
  if (!roster) return null;
  const { profile } = roster;
  const column = findColumn(profile, name);
  const known =
    column && columns.includes(column) ? columns : column ? [column, ...columns] : columns;
  return (
    <Pick
      label={speech.t('sentence.column')}
      value={column ? reference(profile, column) : name}
      options={columnOptions(speech, profile, known)}
      onPick={onPick}
      wrong={!column}
    />
  );
}

/**
 * A rule as text, where it is spoken about and not changed.
 * @param {Speech} speech
 * @param {Profile} profile
 * @param {Rule} rule one that a kind matches
 * @param {Offer} offer
 */
export function ruleText(speech, profile, rule, offer) {
  const kind = ruleKinds.find((one) => one.matches(rule));
  if (!kind) return speech.t('sentence.unknown', { rule: JSON.stringify(rule) });
  const opens = speech.t(opensWith(kind, offer));
  if (kind.id === 'met') {
    const unit = rule.met === 'ever' ? 'ever' : 'months' in rule.met ? 'months' : 'rounds';
    const args = {
      amount: rule.met[unit],
      unit: speech.t(`met.${unit}.word`),
      where: rule.met.programs
        ? speech.t('met.named', { programs: rule.met.programs })
        : speech.t('met.all.word'),
    };
    return `${opens} ${speech.t(unit === 'ever' ? 'met.everSentence' : 'met.sentence', args)}`;
  }
  const name = kind.field ? String(rule[kind.field] ?? '') : '';
  const column = findColumn(profile, name);
  const args = {
    column: column ? columnWord(speech, profile, column) : name,
    distance: /** @type {const} */ (['max', 'min'])
      .filter((end) => end in rule)
      .map((end) => `${speech.t(`distance.${end}`)} ${speech.number(rule[end])}`)
      .join(` ${speech.t('sentence.or')} `),
    steps: rule.apart?.line,
    hours: rule.overlap,
  };
  if (kind.id === 'distance' && offer.roles.length > 0) {
    const { shape, side, low, high } = facing(asRank(rule), offer);
    const numbers = { low: speech.number(low ?? 0), high: speech.number(high ?? 0) };
    return `${opens} ${speech.t('sentence.distanceRoles', {
      ...args,
      ...rankWords(speech, column, offer, rule),
      distance: speech.t(`rank.${shape}.text`, numbers),
      direction: speech.t(rankSide(column, side)),
    })}`;
  }
  return `${opens} ${speech.t(sentenceKey(speech, kind, name, column), args)}`;
}

const WEIGHTS = [10, 20, 40, 70, 100];

/**
 * @param {{weight: unknown, onPick: (weight: number) => void, label?: string, none?: boolean}} props
 *   `none`: it may count nothing
 */
export function WeightPick({ weight, onPick, label, none = false }) {
  const { speech } = useWeft();
  const weights = none ? [0, ...WEIGHTS] : WEIGHTS;
  const known = weights.includes(Number(weight));
  const options = weights.map((value) => ({
    value: String(value),
    label: speech.t(`weight.${value}`),
  }));
  if (!known)
    options.unshift({ value: String(weight), label: speech.t('weight.other', { weight }) });
  return (
    <Pick
      label={label ?? speech.t('sentence.weight')}
      value={String(weight)}
      options={options}
      wrong={typeof weight !== 'number'}
      onPick={(value) => onPick(Number(value))}
    />
  );
}

/** @param {{rule: Rule, onChange: (rule: Rule) => void}} props */
function DistanceParts({ rule, onChange }) {
  const { speech } = useWeft();
  const ends = /** @type {const} */ (['max', 'min']).filter((end) => end in rule);
  return (
    <>
      {ends.map((end, index) => (
        <span key={end}>
          {index > 0 ? ` ${speech.t('sentence.or')} ` : ''}
          <Pick
            label={speech.t('sentence.distanceEnd')}
            value={end}
            options={[
              { value: 'max', label: speech.t('distance.max') },
              { value: 'min', label: speech.t('distance.min') },
            ]}
            onPick={(next) => {
              if (next in rule) return;
              const { [end]: amount, ...rest } = rule;
              onChange({ ...rest, [next]: amount });
            }}
          />{' '}
          <PickNumber
            label={speech.t('sentence.amount')}
            value={rule[end]}
            min={0}
            onPick={(amount) => onChange({ ...rule, [end]: amount })}
          />
        </span>
      ))}
    </>
  );
}

/** Higher and lower, or later and earlier. @param {Column | undefined} column @param {string} side */
function rankSide(column, side) {
  return `rank.${column?.type === 'date' ? `${side}Date` : side}`;
}

/**
 * The two roles and the unit of a distance between them.
 * @param {Speech} speech
 * @param {Column | undefined} column
 * @param {Offer} offer
 * @param {Rule} rule
 */
function rankWords(speech, column, { roles: [first, second] }, rule) {
  const { low, high } = asRank(rule);
  const unit = column && ['level', 'date'].includes(column.type) ? column.type : '';
  return {
    first: speech.t(`word.${first}`),
    second: speech.t(`word.${second}`),
    unit: unit && speech.t(`rank.unit.${unit}`, { count: high ?? low }),
  };
}

/** @param {{rule: Rule, onChange: (rule: Rule) => void, name: string, columns: Column[], offer: Offer}} props */
function RoleDistance({ rule, onChange, name, columns, offer }) {
  const { state, speech } = useWeft();
  const column = state.roster ? findColumn(state.roster.profile, name) : undefined;
  const rank = facing(asRank(rule), offer);
  const set = (/** @type {Partial<import('../app/rank.js').Rank>} */ change) =>
    onChange(withRank(rule, facing({ ...rank, ...change }, offer)));
  const shapePick = (
    <Pick
      label={speech.t('sentence.distanceEnd')}
      value={rank.shape}
      options={
        /** @type {const} */ (['between', 'atLeast', 'atMost']).map((value) => ({
          value,
          label: speech.t(`rank.${value}`),
          word: speech.t(`rank.${value}.word`),
        }))
      }
      onPick={(shape) => set({ shape: /** @type {'between'} */ (shape) })}
    />
  );
  const number = (/** @type {'low' | 'high'} */ end) => (
    <PickNumber
      label={speech.t(`rank.${end}`)}
      value={rank[end] ?? 1}
      onPick={(amount) => set({ [end]: amount })}
    />
  );
  return (
    <Sentence
      template={speech.template('sentence.distanceRoles')}
      parts={{
        ...rankWords(speech, column, offer, rule),
        column: (
          <ColumnPick
            name={name}
            columns={columns}
            onPick={(next) => onChange({ ...rule, distance: next })}
          />
        ),
        distance:
          rank.shape === 'between' ? (
            <>
              {number('low')} {shapePick} {number('high')}
            </>
          ) : (
            <>
              {shapePick} {number(rank.shape === 'atLeast' ? 'low' : 'high')}
            </>
          ),
        direction: (
          <Pick
            label={speech.t('rank.side')}
            value={rank.side}
            options={['above', 'below'].map((side) => ({
              value: side,
              label: speech.t(rankSide(column, side)),
            }))}
            onPick={(side) => set({ side: /** @type {'above'} */ (side) })}
          />
        ),
      }}
    />
  );
}

/** Who has so many running commitments is not taken. */
export function LoadSentence() {
  const { state, actions, speech } = useWeft();
  const { program } = state;
  if (!program?.load) return null;
  return (
    <Sentence
      template={speech.template('sentence.load')}
      parts={{
        max: (
          <PickNumber
            label={speech.t('sentence.amount')}
            value={program.load.max}
            min={1}
            max={100}
            onPick={(max) => actions.setProgram({ ...program, load: { max } })}
          />
        ),
        unit: speech.t('unit.commitments', { count: program.load.max }),
      }}
    />
  );
}

/** How long what comes out is a running commitment. */
export function RunsSentence() {
  const { state, actions, speech } = useWeft();
  const { program } = state;
  if (!program?.runs) return null;
  return (
    <Sentence
      template={speech.template('sentence.runs')}
      parts={{
        months: (
          <PickNumber
            label={speech.t('sentence.amount')}
            value={program.runs.months}
            min={0}
            onPick={(months) => actions.setProgram({ ...program, runs: { months } })}
          />
        ),
        unit: speech.t('unit.months', { count: program.runs.months }),
      }}
    />
  );
}

/** @param {{rule: Rule, onChange: (rule: Rule) => void}} props */
function MetParts({ rule, onChange }) {
  const { state, speech } = useWeft();
  const { met } = rule;
  const unit = met === 'ever' ? 'ever' : isObject(met) && 'months' in met ? 'months' : 'rounds';
  const amount = isObject(met) ? (met[unit] ?? 6) : 6;
  const programs = isObject(met) ? met.programs : undefined;
  const name = state.program?.name ?? '';
  const make = (
    /** @type {string} */ nextUnit,
    /** @type {number} */ nextAmount,
    /** @type {unknown} */ only,
  ) =>
    onChange({
      met:
        nextUnit === 'ever'
          ? 'ever'
          : { [nextUnit]: nextAmount, ...(only ? { programs: only } : {}) },
    });
  const units = ['rounds', 'months', 'ever'].map((value) => ({
    value,
    label: speech.t(`met.${value}`),
    word: speech.t(`met.${value}.word`),
  }));
  const unitPick = (
    <Pick
      label={speech.t('sentence.metUnit')}
      value={unit}
      options={units}
      onPick={(next) => make(next, amount, programs)}
    />
  );
  if (unit === 'ever')
    return <Sentence template={speech.template('met.everSentence')} parts={{ unit: unitPick }} />;
  const foreign =
    Array.isArray(programs) && programs.some((/** @type {string} */ one) => one !== name);
  const onlyThis = foreign
    ? { value: 'this', label: speech.t('met.named', { programs }) }
    : { value: 'this', label: speech.t('met.this'), word: speech.t('met.this.word') };
  return (
    <Sentence
      template={speech.template('met.sentence')}
      parts={{
        amount: (
          <PickNumber
            label={speech.t('sentence.amount')}
            value={amount}
            min={1}
            onPick={(next) => make(unit, next, programs)}
          />
        ),
        unit: unitPick,
        where: (
          <Pick
            label={speech.t('sentence.metWhere')}
            value={programs ? 'this' : 'all'}
            options={[
              { value: 'all', label: speech.t('met.all'), word: speech.t('met.all.word') },
              onlyThis,
            ]}
            onPick={(next) =>
              make(unit, amount, next === 'this' ? (programs ?? [name]) : undefined)
            }
          />
        ),
      }}
    />
  );
}

/**
 * Rules of whole groups: of whom there must be enough, or not too many.
 * @param {{kind: Kind, rule: Rule, onChange: (rule: Rule) => void}} props
 */
function WholeParts({ kind, rule, onChange }) {
  const { state, speech } = useWeft();
  const profile = state.roster?.profile;
  if (!profile) return null;
  const template = speech.template(`sentence.${kind.id}`);
  if (kind.id === 'cover') {
    const change = (/** @type {Filter} */ cover) => onChange({ cover });
    return (
      <FilterBody
        {...{ template, columns: coverable, operators: ['has', 'is'] }}
        filter={rule.cover}
        onChange={change}
      />
    );
  }
  if (kind.id === 'notAlone') {
    const any = typeof rule.notAlone === 'string';
    const name = any ? rule.notAlone : String(rule.notAlone?.column ?? '');
    const column = findColumn(profile, name);
    const named = columnsFor(profile, { ...kind, fit: 'kinds' });
    const whichPick = (
      <Pick
        label={speech.t('sentence.notAloneWhich')}
        value={any ? 'any' : 'some'}
        options={['some', 'any'].map((value) => ({
          value,
          label: speech.t(`notAlone.${value}`),
        }))}
        onPick={(value) => {
          if (value === 'any') onChange({ notAlone: name });
          else if (column) onChange({ notAlone: beginFilter(column, name) });
        }}
      />
    );
    return any ? (
      <Sentence
        template={speech.template('sentence.notAloneAny')}
        parts={{
          which: whichPick,
          column: (
            <ColumnPick name={name} columns={named} onPick={(notAlone) => onChange({ notAlone })} />
          ),
        }}
      />
    ) : (
      <FilterBody
        template={template}
        filter={rule.notAlone}
        parts={{ which: column && named.includes(column) ? whichPick : speech.t('notAlone.some') }}
        onChange={(notAlone) => onChange({ notAlone })}
      />
    );
  }
  const amount = kind.id;
  return (
    <FilterBody
      template={template}
      filter={rule.who}
      onChange={(who) => onChange({ ...rule, who })}
      parts={{
        count: (
          <PickNumber
            label={speech.t('sentence.amount')}
            value={rule[amount]}
            min={amount === 'atLeast' ? 1 : 0}
            onPick={(count) => onChange({ ...rule, [amount]: count })}
          />
        ),
      }}
    />
  );
}

/**
 * Lists of people who are to be in one group, or of whom no two may.
 * @param {{kind: Kind, rule: Rule, onChange: (rule: Rule) => void}} props
 */
function ListsOfPeople({ kind, rule, onChange }) {
  const { speech } = useWeft();
  const field = kind.id === 'together' ? 'together' : 'apart';
  /** @type {unknown[][]} */
  const lists = rule[field];
  const change = (/** @type {number} */ index, /** @type {string[]} */ next) => {
    const others = lists.map((list, at) => (at === index ? next : list));
    onChange({ [field]: others.filter((list) => list.length > 0 || lists.length === 1) });
  };
  return (
    <Sentence
      template={speech.template(`sentence.${kind.id}`)}
      parts={{
        people: lists.map((list, index) => (
          <NamedPeople
            key={index}
            named={list.map(String)}
            least={2}
            onChange={(next) => change(index, next)}
          />
        )),
      }}
    />
  );
}

/**
 * The body of a rule or criterion, with its pickers.
 * @param {{kind: Kind | undefined, rule: Rule, onChange: (rule: Rule) => void}} props
 */
export function SentenceBody({ kind, rule, onChange }) {
  const { state, speech } = useWeft();
  const profile = state.roster?.profile;
  if (!profile) return null;
  if (!kind) return <>{speech.t('sentence.unknown', { rule: JSON.stringify(rule) })}</>;
  if (kind.id === 'met') return <MetParts rule={rule} onChange={onChange} />;
  if (kind.id === 'together' || kind.id === 'apartList')
    return <ListsOfPeople {...{ kind, rule, onChange }} />;
  if (kind.whole && !kind.field) return <WholeParts {...{ kind, rule, onChange }} />;
  const { field } = kind;
  const name = field ? String(rule[field] ?? '') : '';
  const offer = offerOf(state);
  if (kind.id === 'distance' && offer.roles.length > 0) {
    const columns = columnsFor(profile, kind);
    return <RoleDistance {...{ rule, onChange, name, columns, offer }} />;
  }
  const column = name ? findColumn(profile, name) : undefined;
  const template = speech.template(sentenceKey(speech, kind, name, column));
  return (
    <Sentence
      template={template}
      parts={{
        column: field && (
          <ColumnPick
            name={name}
            columns={columnsFor(profile, kind)}
            onPick={(next) => onChange({ ...rule, [field]: next })}
          />
        ),
        weight: (
          <WeightPick weight={rule.weight} onPick={(weight) => onChange({ ...rule, weight })} />
        ),
        distance: <DistanceParts rule={rule} onChange={onChange} />,
        steps: (
          <PickNumber
            label={speech.t('sentence.steps')}
            value={rule.apart?.line ?? 1}
            min={1}
            max={20}
            onPick={(line) => onChange({ apart: { line } })}
          />
        ),
        hours: (
          <PickNumber
            label={speech.t('sentence.hours')}
            value={rule.overlap ?? 4}
            min={1}
            max={8}
            onPick={(overlap) => onChange({ overlap })}
          />
        ),
        pairs: speech.number(state.apart?.pairs ?? 0),
      }}
    />
  );
}

/** @param {Filter} filter */
function operatorOf(filter) {
  if (filter.is) return 'is';
  if (filter.not) return 'not';
  if (filter.has) return 'has';
  return 'min' in filter && 'max' in filter ? 'between' : 'min' in filter ? 'min' : 'max';
}

/**
 * The chosen values of a filter as a phrase that opens a list of boxes to tick.
 * @param {{column: Column | undefined, chosen: string[], onChoose: (values: string[]) => void}} props
 */
function ValuesPick({ column, chosen, onChoose }) {
  const { speech } = useWeft();
  const [open, setOpen] = useState(false);
  const values = column?.values ?? [];
  const missing = chosen.filter((value) => !values.some((known) => known.value === value));
  const all = [...values, ...missing.map((value) => ({ value, people: 0 }))];
  return (
    <>
      <button
        type="button"
        class="pick as-button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {chosen.length > 0 ? speech.list(chosen) : speech.t('filter.noValue')}
      </button>
      {open ? (
        <fieldset class="values">
          <legend class="hidden-text">
            {speech.t('filter.values', {
              column: speech.column(column?.header ?? ''),
            })}
          </legend>
          {all.map(({ value, people }) => (
            <label key={value}>
              <input
                type="checkbox"
                checked={chosen.includes(value)}
                onChange={(event) =>
                  onChoose(
                    event.currentTarget.checked
                      ? [...chosen, value]
                      : chosen.filter((other) => other !== value),
                  )
                }
              />
              {value} <small>{speech.number(people)}</small>
            </label>
          ))}
        </fieldset>
      ) : null}
    </>
  );
}

/**
 * @param {{filter: Filter, onChange: (filter: Filter) => void, template?: string,
 *   columns?: (profile: Profile) => Column[], operators?: string[],
 *   parts?: Record<string, import('preact').ComponentChildren>}} props
 *   `template`: the sentence around it, with further `parts`; `operators`: the only ones it takes
 */
export function FilterBody({
  filter,
  onChange,
  template,
  columns = filterable,
  operators,
  parts = {},
}) {
  const { state, speech } = useWeft();
  const profile = state.roster?.profile;
  if (!profile) return null;
  const column = findColumn(profile, filter.column);
  const operator = operatorOf(filter);
  const scale = column
    ? column.type === 'number' || column.type === 'date'
    : ['min', 'max', 'between'].includes(operator);
  const suits =
    column?.type === 'list' ? ['has'] : scale ? ['min', 'max', 'between'] : ['is', 'not'];
  const offered = suits.filter((one) => operators?.includes(one) ?? true);
  if (!offered.includes(operator)) offered.push(operator);
  const chosen = filter.is ?? filter.not ?? filter.has ?? [];
  const edge = filter.min ?? filter.max ?? 0;
  const setOperator = (/** @type {string} */ next) => {
    const base = { column: filter.column };
    if (next === 'between') onChange({ ...base, min: filter.min ?? edge, max: filter.max ?? edge });
    else if (next === 'min' || next === 'max') onChange({ ...base, [next]: filter[next] ?? edge });
    else onChange({ ...base, [next]: chosen });
  };
  const edgeInput = (/** @type {'min' | 'max'} */ end) =>
    column?.type === 'date' ? (
      <input
        class="pick-number wide"
        type="date"
        aria-label={speech.t(`filter.${end}Label`)}
        value={String(filter[end] ?? '')}
        onChange={(event) => {
          const day = event.currentTarget.value;
          if (day) onChange({ ...filter, [end]: day });
        }}
      />
    ) : (
      <PickNumber
        label={speech.t(`filter.${end}Label`)}
        value={Number(filter[end] ?? 0)}
        onPick={(value) => onChange({ ...filter, [end]: value })}
      />
    );
  return (
    <Sentence
      template={template ?? speech.template('filter.sentence')}
      parts={{
        ...parts,
        column: (
          <ColumnPick
            name={filter.column}
            columns={columns(profile)}
            onPick={(name) => {
              const next = findColumn(profile, name);
              if (next) onChange(beginFilter(next, name));
            }}
          />
        ),
        operator:
          offered.length > 1 ? (
            <Pick
              label={speech.t('filter.operator')}
              value={operator}
              options={offered.map((value) => ({ value, label: speech.t(`filter.${value}`) }))}
              onPick={setOperator}
            />
          ) : (
            speech.t(`filter.${operator}`)
          ),
        value: ['min', 'max', 'between'].includes(operator) ? (
          operator === 'between' ? (
            <>
              {edgeInput('min')} {speech.t('filter.and')} {edgeInput('max')}
            </>
          ) : (
            edgeInput(/** @type {'min' | 'max'} */ (operator))
          )
        ) : (
          <ValuesPick
            column={column}
            chosen={chosen}
            onChoose={(values) => onChange({ column: filter.column, [operator]: values })}
          />
        ),
      }}
    />
  );
}
