/** Mentoring and reverse mentoring: who mentors whom, stable or with the best fit. */

import { columnWithRole, findColumn, keptColumns, reference } from '../../app/columns.js';
import { useWeft } from '../../app/context.js';
import wishes from '../../samples/mentoring-preferences.csv';
import { Line } from '../line.jsx';
import { Bounded, Card, Figure, Pick, PickNumber, Sentence } from '../parts.jsx';
import { beginWho, FilterBody } from '../sentences.jsx';
import { useEntries } from '../settings.js';

/** @typedef {import('../../app/types.js').Filter} Filter */
/** @typedef {import('../../app/types.js').Profile} Profile */
/** @typedef {import('../../app/types.js').Program} Program */
/** @typedef {import('../../app/types.js').Outcome} Outcome */
/** @typedef {{id: string, name: string}} Person */

export const id = 'mentoring';

/** @type {Array<{kind: import('../../app/types.js').ListKind, needed: boolean}>} */
export const lists = [{ kind: 'preferences', needed: false }];
export const rules = ['different', 'same', 'shareRule', 'distance', 'line', 'sameManager', 'met'];
export const runs = true;
export const favours = false;
export const sample = { lists: { preferences: wishes } };

const NAMED = 8;
const MOST_PLACES = 20;
const MONTHS = 6;

/**
 * A column that says who mentors and who is mentored, as filters; else who has places; else nobody is told apart.
 * @param {Profile} profile
 * @returns {{mentors?: Filter[], mentees?: Filter[]}}
 */
function roles(profile) {
  for (const column of keptColumns(profile)) {
    const values = (column.values ?? []).map(({ value }) => value);
    const both = values.filter((value) => /^(both|beide|beides)$/i.test(value));
    const mentors = values.filter((value) => /mentor/i.test(value) && !/mentee/i.test(value));
    const mentees = values.filter((value) => /mentee/i.test(value) && !/mentor/i.test(value));
    if (mentors.length === 0 || mentees.length === 0 || values.length > 8) continue;
    const name = reference(profile, column);
    return {
      mentors: [{ column: name, is: [...mentors, ...both] }],
      mentees: [{ column: name, is: [...mentees, ...both] }],
    };
  }
  const capacity = columnWithRole(profile, 'capacity');
  return capacity?.type === 'number' ? { mentors: [{ column: '@capacity', min: 1 }] } : {};
}

/**
 * Mentors one to three levels above, nobody twice; then different departments, a common language, and what one
 * wants to learn from the other.
 * @param {Profile} profile
 * @param {string} name
 * @param {number} seed
 * @returns {Program}
 */
export function suggest(profile, name, seed) {
  const has = (/** @type {string} */ role) => Boolean(columnWithRole(profile, role));
  const level = columnWithRole(profile, 'level');
  const rules = [];
  const criteria = [];
  if (level && ['level', 'number'].includes(level.type))
    rules.push({ distance: '@level', min: 1, max: 3 });
  rules.push({ met: 'ever' });
  if (has('department')) criteria.push({ mix: '@department', weight: 40 });
  if (has('languages')) criteria.push({ share: '@languages', weight: 40 });
  if (has('skillsOffered') && has('skillsWanted')) criteria.push({ complement: true, weight: 70 });
  return {
    weft: 1,
    format: id,
    name,
    who: [],
    ...roles(profile),
    aim: 'stable',
    side: 'mentees',
    direction: 'classic',
    capacity: has('capacity') ? { default: 1, column: '@capacity' } : { default: 1 },
    unlisted: 'last',
    rules,
    criteria,
    runs: { months: MONTHS },
    seed,
  };
}

/**
 * Who guided is guided, and the other way round, where the program says who either is.
 * @param {Program} program
 * @param {string} direction
 * @returns {Program}
 */
function turnTo(program, direction) {
  const { mentors, mentees } = program;
  const turns = (program.direction === 'reverse') !== (direction === 'reverse');
  const roles = turns && mentors && mentees ? { mentors: mentees, mentees: mentors } : {};
  return { ...program, ...roles, direction };
}

/**
 * A word of the sentence that is one of several.
 * @param {{field: string, choices: string[], turn?: (program: Program, value: string) => Program}} props
 */
function Choice({ field, choices, turn }) {
  const { state, actions, speech } = useWeft();
  const { program } = state;
  if (!program) return null;
  return (
    <Pick
      label={speech.t(`mentoring.${field}`)}
      value={String(program[field] ?? choices[0])}
      options={choices.map((value) => ({ value, label: speech.t(`mentoring.${field}.${value}`) }))}
      onPick={(value) =>
        actions.setProgram(turn?.(program, value) ?? { ...program, [field]: value })
      }
    />
  );
}

export function Opening() {
  const { state, speech } = useWeft();
  const stable = (state.program?.aim ?? 'stable') === 'stable';
  return (
    <Sentence
      template={speech.template(stable ? 'mentoring.openingStable' : 'mentoring.opening')}
      parts={{
        direction: (
          <Choice field="direction" choices={['classic', 'reverse', 'both']} turn={turnTo} />
        ),
        aim: <Choice field="aim" choices={['stable', 'fit', 'worst']} />,
        side: <Choice field="side" choices={['mentees', 'mentors', 'both']} />,
      }}
    />
  );
}

/**
 * Who has a role: a sentence for each filter, or a way to begin one.
 * @param {{of: 'mentors' | 'mentees'}} props
 */
function RoleLines({ of: role }) {
  const { state, speech } = useWeft();
  const { program } = state;
  const profile = state.roster?.profile;
  const { entries: filters, add, change, remove } = useEntries(role);
  if (!program || !profile) return null;
  const opens = speech.t(`mentoring.opens.${role}`);
  if (filters.length === 0) {
    const everybody = role === 'mentors' || !program.mentors;
    return (
      <Line opens={opens} place={`/${role}`}>
        {speech.t(everybody ? 'mentoring.everybody' : 'mentoring.others')}{' '}
        <button
          type="button"
          class="quiet small"
          onClick={() => {
            const first = beginWho(profile, []);
            if (first) add(first);
          }}
        >
          {speech.t(`mentoring.narrow.${role}`)}
        </button>
      </Line>
    );
  }
  return (
    <>
      {filters.map((filter, index) => (
        <Line
          key={`${role}-${index}`}
          opens={opens}
          place={`/${role}/${index}`}
          onRemove={() => remove(index)}
        >
          <FilterBody filter={filter} onChange={(next) => change(index, next)} />
        </Line>
      ))}
    </>
  );
}

/** How many mentees a mentor takes. */
function Places() {
  const { state, actions, speech } = useWeft();
  const { program } = state;
  const profile = state.roster?.profile;
  if (!program || !profile) return null;
  const capacity = program.capacity ?? { default: 1 };
  const numbers = keptColumns(profile).filter(
    (column) => column.type === 'number' || column.role === 'capacity',
  );
  const named = capacity.column ?? '';
  const chosen = named ? findColumn(profile, named) : undefined;
  const options = [
    { value: '', label: speech.t('mentoring.sameForAll') },
    ...numbers.map((column) => ({
      value: reference(profile, column),
      label: speech.column(column.header),
    })),
  ];
  return (
    <Line opens={speech.t('mentoring.opens.places')} place="/capacity">
      <Sentence
        template={speech.template(numbers.length > 0 ? 'mentoring.placesBy' : 'mentoring.places')}
        parts={{
          places: (
            <PickNumber
              label={speech.t('mentoring.placesLabel')}
              value={capacity.default ?? 1}
              min={1}
              max={MOST_PLACES}
              onPick={(places) =>
                actions.setProgram({ ...program, capacity: { ...capacity, default: places } })
              }
            />
          ),
          column: (
            <Pick
              label={speech.t('mentoring.placesColumn')}
              value={chosen ? reference(profile, chosen) : ''}
              options={options}
              onPick={(column) =>
                actions.setProgram({
                  ...program,
                  capacity: { default: capacity.default ?? 1, ...(column ? { column } : {}) },
                })
              }
            />
          ),
        }}
      />
    </Line>
  );
}

/** What of a group of yes and no questions holds. */
function Further() {
  const { state, actions, speech } = useWeft();
  const { program } = state;
  if (!program) return null;
  const choice = (/** @type {string} */ field, /** @type {boolean} */ value) => (
    <Pick
      label={speech.t(`mentoring.${field}`)}
      value={value ? 'yes' : 'no'}
      options={['yes', 'no'].map((one) => ({
        value: one,
        label: speech.t(`mentoring.${field}.${one}`),
      }))}
      onPick={(one) => actions.setProgram({ ...program, [field]: one === 'yes' })}
    />
  );
  return (
    <>
      <Line opens={speech.t('opens.always')} place="/line">
        <Sentence
          template={speech.template('mentoring.lineSentence')}
          parts={{
            line: choice('line', program.line ?? true),
            peers: choice('peers', program.peers ?? false),
          }}
        />
      </Line>
      {state.lists.preferences ? (
        <Line opens={speech.t('mentoring.opens.wishes')} place="/unlisted">
          <Choice field="unlisted" choices={['no', 'last']} />
        </Line>
      ) : null}
    </>
  );
}

export function Settings() {
  return (
    <>
      <RoleLines of="mentors" />
      <RoleLines of="mentees" />
      <Places />
      <Further />
    </>
  );
}

/** @param {Person} person */
const nameOf = (person) => person.name || person.id;

/** @param {import('../../locales/index.js').Speech} speech @param {Person[]} people @param {number} count */
function someNames(speech, people, count) {
  const names = people.slice(0, NAMED).map(nameOf);
  return `${speech.list(names)}${count > names.length ? ' …' : ''}`;
}

/** @param {{own: Record<string, any>}} props */
export function Meaning({ own }) {
  const { speech } = useWeft();
  const { mentors, mentees, places, pairs, noMentor, exact } = own;
  return (
    <>
      <Figure
        value={speech.number(Math.min(mentees - noMentor.count, places))}
        word={speech.t('mentoring.atMost', { mentees })}
      />
      <p>{speech.t('mentoring.meaning', { mentors, mentees, places })}</p>
      <p>
        {speech.t('mentoring.possible', { pairs: pairs.possible, of: pairs.of })}{' '}
        {exact ? '' : speech.t('meaning.estimated')}
      </p>
      {noMentor.count > 0 ? (
        <div class="stranded">
          <p>{speech.t('mentoring.noMentor', { count: noMentor.count })}</p>
          <p>
            <small>{someNames(speech, noMentor.people, noMentor.count)}</small>
          </p>
        </div>
      ) : null}
    </>
  );
}

/** @param {{outcome: Outcome}} props */
export function Headline({ outcome }) {
  const { speech } = useWeft();
  const { matched, mentees, unused, places, wouldRather } = outcome.extra ?? {};
  return (
    <div class="headline">
      <Figure
        value={speech.number(matched)}
        word={speech.t('mentoring.matched', { of: mentees })}
      />
      {wouldRather ? (
        <Figure
          value={speech.number(wouldRather.firstChoice)}
          word={speech.t('mentoring.firstChoice', { count: wouldRather.firstChoice })}
        />
      ) : null}
      <Figure value={speech.number(unused)} word={speech.t('mentoring.unused', { of: places })} />
    </div>
  );
}

/** @param {{stable: number, stableMatched: number, fit: number, fitMatched: number}} price */
function priceKey({ stable, stableMatched, fit, fitMatched }) {
  if (stable >= fit) return 'noPrice';
  return stableMatched === fitMatched ? 'priceAlone' : 'price';
}

/**
 * What a stable result is proud of; others are judged by their fit.
 * @param {import('../../locales/index.js').Speech} speech
 * @param {Outcome} outcome
 */
export function verdict(speech, { extra = {} }) {
  const { blocking, sideExact } = extra;
  // Only where that was aimed at is anything said of sides.
  return blocking?.count === 0 && sideExact !== undefined ? speech.core('mentoring.stable') : '';
}

/** What is proven about stability, and what it costs. @param {{outcome: Outcome}} props */
export function HowGood({ outcome }) {
  const { state, speech } = useWeft();
  const extra = outcome.extra ?? {};
  const { blocking, priceOfStability: price, matched, matchedBound } = extra;
  const aim = state.result?.program.aim ?? 'stable';
  const sentences = [];
  if (blocking?.count > 0) {
    sentences.push(speech.core('mentoring.notStable', { count: blocking.count }));
  } else if (blocking) {
    if (verdict(speech, outcome) === '') sentences.push(speech.core('mentoring.stable'));
    sentences.push(speech.t('mentoring.checked'));
  }
  if (matchedBound !== undefined && aim !== 'worst') {
    sentences.push(
      matched >= matchedBound
        ? speech.core('mentoring.mostMatched')
        : speech.core('mentoring.mayMatch', { bound: matchedBound }),
    );
  }
  if (extra.worst?.value >= extra.worst?.bound)
    sentences.push(speech.core('mentoring.worstProven'));
  if (aim === 'stable' && extra.sideExact)
    sentences.push(speech.core(`mentoring.proven.${state.result?.program.side ?? 'mentees'}`));
  if (price && price.fit > 0) {
    sentences.push(
      speech.core(`mentoring.${priceKey(price)}`, {
        share: speech.bound((price.fit - price.stable) / price.fit),
        stableMatched: price.stableMatched,
        fitMatched: price.fitMatched,
      }),
    );
  }
  return <p class="asked stability">{sentences.join(' ')}</p>;
}

/**
 * A list that the core cuts off after the first hundred or so.
 * @template Item
 * @param {{items: Item[], count: number, sentence: (item: Item) => string}} props
 */
function Sentences({ items, count, sentence }) {
  const { speech } = useWeft();
  return (
    <>
      <Bounded items={items} step={NAMED}>
        {(some) => (
          <ul class="small-list">
            {some.map((item, index) => (
              <li key={index}>{sentence(item)}</li>
            ))}
          </ul>
        )}
      </Bounded>
      {count > items.length ? (
        <p>
          <small>{speech.t('mentoring.listed', { count: items.length, of: count })}</small>
        </p>
      ) : null}
    </>
  );
}

/** Who would rather have whom, and why not. @param {{outcome: Outcome}} props */
export function Extra({ outcome }) {
  const { speech } = useWeft();
  const { wouldRather, blocking } = outcome.extra ?? {};
  const rather = (
    /** @type {{who: Person, whom: Person, has?: Person, why: string}} */ { who, whom, has, why },
  ) => {
    const names = { who: nameOf(who), whom: nameOf(whom), has: has ? nameOf(has) : '' };
    const sentence = speech.core(has ? 'mentoring.rather' : 'mentoring.ratherThanNone', names);
    return `${sentence} ${speech.core(`mentoring.why.${why}`, names)}`;
  };
  return (
    <>
      {blocking?.count > 0 ? (
        <Card title={speech.t('mentoring.blockingTitle', { count: blocking.count })}>
          <Sentences
            items={blocking.pairs}
            count={blocking.count}
            sentence={(/** @type {{mentor: Person, mentee: Person}} */ { mentor, mentee }) =>
              speech.core('mentoring.blockingPair', {
                mentor: nameOf(mentor),
                mentee: nameOf(mentee),
              })
            }
          />
        </Card>
      ) : null}
      {wouldRather?.count > 0 ? (
        <Card title={speech.t('mentoring.ratherTitle', { count: wouldRather.count })} kind="rather">
          <Sentences items={wouldRather.people} count={wouldRather.count} sentence={rather} />
        </Card>
      ) : null}
    </>
  );
}
