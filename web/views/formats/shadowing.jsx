/** Job shadowing: who visits whom, on the dates that hosts offer. */

import { columnWithRole } from '../../app/columns.js';
import { useWeft } from '../../app/context.js';
import dates from '../../samples/shadowing/dates.csv';
import guests from '../../samples/shadowing/guests.csv';
import { whenText } from '../group-table.jsx';
import { Line } from '../line.jsx';
import { Bounded, Card, Figure, Pick, PickNumber, Sentence } from '../parts.jsx';
import { FilterBody } from '../sentences.jsx';
import { named, useEntries } from '../settings.js';
import { shifted } from './shadowing/sample.js';

/** @typedef {import('../../app/types.js').Filter} Filter */
/** @typedef {import('../../app/types.js').Outcome} Outcome */
/** @typedef {import('../../app/types.js').Profile} Profile */
/** @typedef {import('../../app/types.js').Program} Program */
/** @typedef {{id: string, name: string}} Person */

export const id = 'shadowing';

/** @type {Array<{kind: import('../../app/types.js').ListKind, needed: boolean}>} */
export const lists = [
  { kind: 'dates', needed: true },
  { kind: 'guests', needed: true },
];
export const rules = ['different', 'same', 'shareRule', 'distance', 'line', 'sameManager', 'met'];
export const favours = false;
export const files = [
  { id: 'visits.csv', ending: 'csv', type: 'text/csv' },
  { id: 'visits.ics', ending: 'ics', type: 'text/calendar' },
];
export const sample = {
  // The dates of the sample are ahead, whenever it is looked at.
  get lists() {
    const [ahead, wished] = shifted([dates, guests], new Date());
    return { dates: ahead, guests: wished };
  },
};

const NAMED = 8;
const MOST_A_DAY = 50;
const MOST_VISITS = 20;

/**
 * Nobody twice at one host; then a common language.
 * @param {Profile} profile
 * @param {string} name
 * @param {number} seed
 * @returns {Program}
 */
export function suggest(profile, name, seed) {
  const languages = Boolean(columnWithRole(profile, 'languages'));
  return {
    weft: 1,
    format: id,
    name,
    who: [],
    travel: 'willing',
    unlisted: 'last',
    rules: [{ met: 'ever' }],
    criteria: languages ? [{ share: '@languages', weight: 20 }] : [],
    seed,
  };
}

/**
 * A calendar for each person and for each visit.
 * @param {import('./index.js').Ask} ask
 * @param {import('../../locales/index.js').Speech} speech
 */
export async function folders(ask, speech) {
  const words = {
    summary: speech.template('shadowing.event'),
    description: speech.template('shadowing.eventText'),
  };
  const all = [];
  for (const by of ['person', 'visit']) {
    const { files: made, index } = await ask({ op: 'detail', of: 'calendars', by, words });
    const folder = speech.t(`shadowing.folder.${by}`);
    for (const { name, text } of index ? [...made, index] : made)
      all.push({ name: `${folder}/${name}`, text });
  }
  return all;
}

/**
 * A word of the sentence that is one of several; the first is what the program means without it.
 * @param {{field: string, choices: string[]}} props
 */
function Choice({ field, choices }) {
  const { state, actions, speech } = useWeft();
  const { program } = state;
  if (!program) return null;
  return (
    <Pick
      label={speech.t(`shadowing.${field}Label`)}
      value={String(program[field] ?? choices[0])}
      options={choices.map((value) => ({ value, label: speech.t(`shadowing.${field}.${value}`) }))}
      onPick={(value) => actions.setProgram({ ...program, [field]: value })}
    />
  );
}

/** The same for what holds or does not. @param {{field: string}} props */
function YesOrNo({ field }) {
  const { state, actions, speech } = useWeft();
  const { program } = state;
  if (!program) return null;
  return (
    <Pick
      label={speech.t(`shadowing.${field}Label`)}
      value={program[field] === true ? 'yes' : 'no'}
      options={['no', 'yes'].map((value) => ({
        value,
        label: speech.t(`shadowing.${field}.${value}`),
      }))}
      onPick={(value) => actions.setProgram({ ...program, [field]: value === 'yes' })}
    />
  );
}

export function Opening() {
  const { speech } = useWeft();
  return (
    <Sentence
      template={speech.template('shadowing.opening')}
      parts={{ swap: <YesOrNo field="swap" />, own: <YesOrNo field="ownDepartment" /> }}
    />
  );
}

/** How many visits a guest makes, and a department takes. */
function Numbers() {
  const { state, actions, speech } = useWeft();
  const { program } = state;
  if (!program) return null;
  const { perDay, ...boundless } = program;
  const limited = perDay !== undefined;
  return (
    <Line
      opens={speech.t('shadowing.opens.visits')}
      place={limited ? '/perDay' : '/visits'}
      onRemove={limited ? () => actions.setProgram(/** @type {Program} */ (boundless)) : undefined}
      more={
        limited ? null : (
          <button
            type="button"
            class="quiet small"
            onClick={() => actions.setProgram({ ...program, perDay: 3 })}
          >
            {speech.t('shadowing.limit')}
          </button>
        )
      }
    >
      <Sentence
        template={speech.template(limited ? 'shadowing.visitsPerDay' : 'shadowing.visits')}
        parts={{
          visits: (
            <PickNumber
              label={speech.t('shadowing.visitsLabel')}
              value={program.visits ?? 1}
              min={1}
              max={MOST_VISITS}
              onPick={(visits) => actions.setProgram({ ...program, visits })}
            />
          ),
          perDay: (
            <PickNumber
              label={speech.t('shadowing.perDayLabel')}
              value={perDay ?? 1}
              min={1}
              max={MOST_A_DAY}
              onPick={(most) => actions.setProgram({ ...program, perDay: most })}
            />
          ),
        }}
      />
    </Line>
  );
}

/** Hosts who are not visited. */
function Closed() {
  const { state, speech } = useWeft();
  const profile = state.roster?.profile;
  const { entries: filters, change, remove } = useEntries('closed');
  if (!profile) return null;
  return (
    <>
      {filters.map((filter, index) => (
        <Line
          key={index}
          opens={speech.t('shadowing.opens.closed')}
          place={`/closed/${index}`}
          onRemove={() => remove(index)}
        >
          {filter.column === '@department' && filter.is?.length === 1 ? (
            <Sentence
              template={speech.template('shadowing.closed')}
              parts={{
                department: (
                  <Pick
                    label={speech.t('shadowing.closedLabel')}
                    value={String(filter.is[0])}
                    options={named(departments(profile))}
                    onPick={(value) => change(index, { column: '@department', is: [value] })}
                  />
                ),
              }}
            />
          ) : (
            <FilterBody filter={filter} onChange={(next) => change(index, next)} />
          )}
        </Line>
      ))}
    </>
  );
}

/** Two departments that do not visit each other. */
function Competing() {
  const { state, speech } = useWeft();
  const profile = state.roster?.profile;
  const { entries: pairs, change, remove } = useEntries('competing');
  if (!profile) return null;
  const names = departments(profile);
  return (
    <>
      {pairs.map((pair, index) => {
        const picker = (/** @type {number} */ side) => (
          <Pick
            label={speech.t(`shadowing.competing.${side === 0 ? 'one' : 'other'}`)}
            value={pair[side] ?? ''}
            options={named(names)}
            onPick={(value) => change(index, pair.with(side, value))}
          />
        );
        return (
          <Line
            key={index}
            opens={speech.t('shadowing.opens.competing')}
            place={`/competing/${index}`}
            onRemove={() => remove(index)}
          >
            <Sentence
              template={speech.template('shadowing.competing')}
              parts={{ one: picker(0), other: picker(1) }}
            />
          </Line>
        );
      })}
    </>
  );
}

/** @param {Profile} profile @returns {string[]} */
function departments(profile) {
  return (columnWithRole(profile, 'department')?.values ?? []).map(({ value }) => value);
}

/** Ways to say more about who is not visited. */
function More() {
  const { state, speech } = useWeft();
  const profile = state.roster?.profile;
  const closings = useEntries('closed');
  const competing = useEntries('competing');
  if (!profile) return null;
  const [one, other, ...more] = departments(profile);
  if (!one) return null;
  /** @type {Filter} */
  const closed = { column: '@department', is: [more.at(-1) ?? other ?? one] };
  return (
    <Line opens={speech.t('shadowing.opens.more')}>
      <button type="button" class="quiet small" onClick={() => closings.add(closed)}>
        {speech.t('shadowing.add.closed')}
      </button>{' '}
      {other ? (
        <button type="button" class="quiet small" onClick={() => competing.add([one, other])}>
          {speech.t('shadowing.add.competing')}
        </button>
      ) : null}
    </Line>
  );
}

export function Settings() {
  const { speech } = useWeft();
  return (
    <>
      <Line opens={speech.t('shadowing.opens.wishes')} place="/unlisted">
        <Choice field="unlisted" choices={['no', 'last']} />
      </Line>
      <Line opens={speech.t('shadowing.opens.travel')} place="/travel">
        <Choice field="travel" choices={['willing', 'all', 'nobody']} />
      </Line>
      <Numbers />
      <Closed />
      <Competing />
      <More />
    </>
  );
}

/** @param {Person} person */
const nameOf = (person) => person.name || person.id;

/** @param {{own: Record<string, any>}} props */
export function Meaning({ own }) {
  const { speech } = useWeft();
  const { noDate } = own;
  if (!own.guests || !own.dates) return null;
  const names = noDate.people.slice(0, NAMED).map(nameOf);
  return (
    <>
      <Figure value={speech.number(own.places)} word={speech.t('shadowing.meaning.places', own)} />
      <p>{speech.t('shadowing.meaning.dates', own)}</p>
      <p>{speech.t('shadowing.meaning.guests', own)}</p>
      {noDate.count > 0 ? (
        <div class="stranded">
          <p>{speech.t('shadowing.meaning.noDate', { count: noDate.count })}</p>
          <p>
            <small>{`${speech.list(names)}${noDate.count > names.length ? ' …' : ''}`}</small>
          </p>
        </div>
      ) : null}
    </>
  );
}

/** @param {{outcome: Outcome}} props */
export function Headline({ outcome }) {
  const { speech } = useWeft();
  const { visits, wanted, served, guests: all, firstWishes, unused, places } = outcome.extra ?? {};
  return (
    <div class="headline">
      <Figure
        value={speech.number(served)}
        word={speech.t('shadowing.headline.served', { of: all })}
      />
      <Figure
        value={speech.number(visits)}
        word={speech.t('shadowing.headline.visits', { of: wanted })}
      />
      {firstWishes.of > 0 ? (
        <Figure
          value={speech.number(firstWishes.count)}
          word={speech.t('shadowing.headline.firstWishes', { of: firstWishes.of })}
        />
      ) : null}
      <Figure
        value={speech.number(unused)}
        word={speech.t('shadowing.headline.unused', { of: places })}
      />
    </div>
  );
}

/** What is proven about the number of visits. @param {{outcome: Outcome}} props */
export function HowGood({ outcome }) {
  const { speech } = useWeft();
  const key = outcome.extra?.mostProven ? 'shadowing.most' : 'shadowing.mayMore';
  return <p class="asked">{speech.core(key)}</p>;
}

/** Guests with fewer visits than they wanted, and dates with free places. @param {{outcome: Outcome}} props */
export function Extra({ outcome }) {
  const { speech } = useWeft();
  const { fewer, free } = outcome.extra ?? {};
  /** @type {Array<Person & {has: number, wants: number}>} */
  const people = fewer?.people ?? [];
  /** @type {Array<{host: Person, date: string, begin?: string, end?: string, free: number, why: string}>} */
  const open = free?.dates ?? [];
  return (
    <>
      {people.length > 0 ? (
        <Card title={speech.t('shadowing.fewer', { count: fewer.count })}>
          <Bounded items={people} step={NAMED}>
            {(some) => (
              <ul class="small-list">
                {some.map((person) => (
                  <li key={person.id}>
                    {speech.t('shadowing.hasOf', { ...person, name: nameOf(person) })}
                  </li>
                ))}
              </ul>
            )}
          </Bounded>
        </Card>
      ) : null}
      {open.length > 0 ? (
        <Card title={speech.t('shadowing.free', { count: free.count })} kind="free-places">
          <Bounded items={open} step={NAMED}>
            {(some) => (
              <ul class="small-list">
                {some.map((date) => (
                  <li key={`${date.host.id} ${date.date} ${date.begin ?? ''}`}>
                    {speech.t(`shadowing.free.${date.why}`, {
                      when: whenText(speech, date),
                      host: nameOf(date.host),
                      free: date.free,
                    })}
                  </li>
                ))}
              </ul>
            )}
          </Bounded>
        </Card>
      ) : null}
    </>
  );
}
