/** Several rounds planned at once: how they are asked for, what became of each, and who meets whom in which. */

import { useState } from 'preact/hooks';
import { useWeft } from '../app/context.js';
import { Finder, NoList, PAGE, useList } from './group-table.jsx';
import { Card, Figure, Pick, PickNumber, Sentence } from './parts.jsx';

/** @typedef {import('../app/types.js').Outcome} Outcome */
/** @typedef {import('../app/types.js').MeetingsPage} MeetingsPage */
/** @typedef {import('../app/types.js').PersonMeetings} PersonMeetings */

export const MOST_ROUNDS = 60;

/** A year of them, one a month. */
export const FIRST_ROUNDS = { count: 12, months: 1 };

const GAPS = ['weeks-1', 'weeks-2', 'weeks-4', 'months-1', 'months-2', 'months-3', 'months-6'];

/** Up to here everybody with everybody is a table that can be read. */
const MATRIX_MOST = 40;

const DAYS_OF_MONTH = 30;

/** How many rounds, and how far apart. */
export function RoundsSentence() {
  const { state, actions, speech } = useWeft();
  const { program } = state;
  if (!program?.rounds) return null;
  const { count, weeks, months = 1 } = program.rounds;
  const gap = weeks ? `weeks-${weeks}` : `months-${months}`;
  const set = (/** @type {NonNullable<import('../app/types.js').Program['rounds']>} */ rounds) =>
    actions.setProgram({ ...program, rounds });
  return (
    <Sentence
      template={speech.template('rounds.sentence')}
      parts={{
        count: (
          <Sentence
            template={speech.template('rounds.count')}
            parts={{
              count: (
                <PickNumber
                  label={speech.t('rounds.countLabel')}
                  value={count}
                  min={1}
                  max={MOST_ROUNDS}
                  onPick={(next) => set({ count: next, ...(weeks ? { weeks } : { months }) })}
                />
              ),
            }}
          />
        ),
        gap: (
          <Pick
            label={speech.t('rounds.gapLabel')}
            value={gap}
            options={[...new Set([...GAPS, gap])].map((value) => {
              const [unit, number] = value.split('-');
              const key = number === '1' ? `rounds.${unit}.one` : `rounds.${unit}`;
              return { value, label: speech.t(key, { [String(unit)]: Number(number) }) };
            })}
            onPick={(value) => {
              const [unit, number] = value.split('-');
              set({ count, [String(unit)]: Number(number) });
            }}
          />
        ),
      }}
    />
  );
}

/** That a rule leaves people out where rounds must repeat, and the way out of it. */
export function TooManyRounds() {
  const { state, actions, speech } = useWeft();
  const { program, forecast } = state;
  const rules = program?.rules ?? [];
  const { count = 1, weeks = 0, months = 1 } = program?.rounds ?? {};
  const { atMost } = forecast?.rounds ?? { atMost: count };
  /** Rounds of the plan in which two who met may not meet. @param {import('../app/types.js').Rule} rule */
  const gapOf = ({ met }) => {
    if (met === undefined || (met.programs && !met.programs.includes(program?.name))) return 0;
    if (met.months)
      return (
        Math.ceil((met.months * DAYS_OF_MONTH) / (weeks ? 7 * weeks : DAYS_OF_MONTH * months)) - 1
      );
    return met.rounds ?? Number.POSITIVE_INFINITY;
  };
  // As many rounds as go without a repeat are as far apart as two who meet again.
  const binds = (/** @type {import('../app/types.js').Rule} */ rule) => gapOf(rule) >= atMost;
  if (!program || count <= atMost || !rules.some(binds)) return null;
  return (
    <p class="notice note">
      {speech.t('rounds.strict', { atMost, count })}{' '}
      <button
        type="button"
        class="quiet small"
        onClick={() =>
          actions.setProgram({ ...program, rules: rules.filter((rule) => !binds(rule)) })
        }
      >
        {speech.t('rounds.dropRule')}
      </button>
    </p>
  );
}

/** The row of figures above a result of several rounds. @param {{outcome: Outcome}} props */
export function RoundFigures({ outcome }) {
  const { speech } = useWeft();
  const { rounds = [], measures, leftOutCount } = outcome;
  const { clean = 0, mostOfOne = 0 } = measures.series ?? {};
  return (
    <div class="headline">
      <Figure
        value={speech.number(clean)}
        word={speech.t(clean === rounds.length ? 'rounds.allClean' : 'rounds.clean', {
          rounds: rounds.length,
        })}
      />
      <Figure
        value={speech.number(measures.repeats)}
        word={speech.t(measures.repeats > 0 ? 'rounds.repeats' : 'rounds.noRepeats', {
          repeats: measures.repeats,
          most: mostOfOne,
        })}
      />
      <Figure
        value={speech.number(leftOutCount)}
        word={speech.t('rounds.timesLeftOut', { times: leftOutCount })}
      />
    </div>
  );
}

/** What became of each round. @param {{outcome: Outcome}} props */
export function RoundTable({ outcome }) {
  const { speech } = useWeft();
  const columns = /** @type {const} */ (['takingPart', 'groups', 'leftOut', 'repeats']);
  return (
    <Card title={speech.t('rounds.title')} kind="rounds-card">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard */}
      <section class="scroller" tabIndex={0} aria-label={speech.t('rounds.tableLabel')}>
        <table class="plain-table rounds">
          <caption class="hidden-text">{speech.t('rounds.title')}</caption>
          <thead>
            <tr>
              <th scope="col">{speech.t('rounds.round')}</th>
              <th scope="col">{speech.t('rounds.date')}</th>
              {columns.map((column) => (
                <th key={column} scope="col" class="number">
                  {speech.t(column === 'repeats' ? 'rounds.repeatsIn' : `rounds.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {(outcome.rounds ?? []).map((round) => (
              <tr key={round.round}>
                <th scope="row">{speech.number(round.round)}</th>
                <td>{speech.day(round.date)}</td>
                {columns.map((column) => (
                  <td key={column} class="number">
                    {speech.number(round[column])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Card>
  );
}

/** Everybody with everybody: in which rounds two meet. @param {{people: PersonMeetings[]}} props */
function Matrix({ people }) {
  const { speech } = useWeft();
  /** @type {Map<string, Array<{round: number, again: boolean}>>} */
  const met = new Map();
  for (const person of people) {
    person.rounds.forEach((cell, index) => {
      for (const { id, again } of cell?.with ?? []) {
        const key = `${person.id}\n${id}`;
        met.set(key, [...(met.get(key) ?? []), { round: index + 1, again }]);
      }
    });
  }
  const name = (/** @type {PersonMeetings} */ person) => person.name || person.id;
  return (
    <>
      <p class="soft">{speech.t('rounds.matrixCaption')}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard */}
      <section class="scroller" tabIndex={0} aria-label={speech.t('rounds.matrixTitle')}>
        <table class="who-met">
          <caption class="hidden-text">{speech.t('rounds.matrixTitle')}</caption>
          <thead>
            <tr>
              <td />
              {people.map((person) => (
                <th key={person.id} scope="col">
                  <span>{name(person)}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {people.map((person) => (
              <tr key={person.id}>
                <th scope="row">{name(person)}</th>
                {people.map((other) => {
                  const times = met.get(`${person.id}\n${other.id}`) ?? [];
                  return (
                    <td
                      key={other.id}
                      class={person === other ? 'self' : times.length > 0 ? 'met' : ''}
                    >
                      {times.map(({ round, again }, index) => [
                        index > 0 ? ' ' : '',
                        again ? <b key={round}>{round}</b> : round,
                      ])}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

/** Of each person, whom they meet in which round. @param {{outcome: Outcome}} props */
export function Meetings({ outcome }) {
  const { speech } = useWeft();
  const [find, setFind] = useState('');
  const [from, setFrom] = useState(0);
  const list = useList({ op: 'meetings', from, count: PAGE, find });
  const page = /** @type {MeetingsPage | null} */ (list.page);
  if (!page) return <NoList {...list} />;
  const { people, total, found } = page;
  const rounds = outcome.rounds ?? [];
  return (
    <section class="long-list" aria-labelledby="meetings-title">
      <h2 id="meetings-title">{speech.t('rounds.metTitle')}</h2>
      <Finder
        id="find-meetings"
        label={speech.t('rounds.metFind')}
        find={find}
        onFind={(text) => {
          setFrom(0);
          setFind(text);
        }}
        {...{ from, found, total }}
        onFrom={setFrom}
      />
      {total <= MATRIX_MOST && found === total ? <Matrix people={people} /> : null}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard */}
      <section class="scroller" tabIndex={0} aria-label={speech.t('rounds.metCaption')}>
        <table class="plain-table meetings">
          <caption class="hidden-text">{speech.t('rounds.metCaption')}</caption>
          <thead>
            <tr>
              <th scope="col">{speech.t('leftOut.person')}</th>
              {rounds.map(({ round }) => (
                <th key={round} scope="col">
                  {speech.t('rounds.inRound', { round })}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {people.map((person) => (
              <tr key={person.id + person.row}>
                <th scope="row">{person.name || speech.t('table.id', { id: person.id })}</th>
                {person.rounds.map((cell, index) => (
                  <td key={index}>
                    {cell === null ? (
                      <small>{speech.t('rounds.away')}</small>
                    ) : cell.with.length === 0 ? (
                      <small>{speech.t('rounds.out')}</small>
                    ) : (
                      speech.list(
                        cell.with.map(({ id, name, again }) =>
                          again ? speech.t('rounds.again', { name: name || id }) : name || id,
                        ),
                      )
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}
