/** Somebody's day: what they attend, where else there is a seat, and what became of their votes. */

import { useState } from 'preact/hooks';
import { useWeft } from '../../../app/context.js';
import { useAnswer } from '../../answer.js';
import { Card } from '../../parts.jsx';
import { severalDays } from './agenda.js';

/** @typedef {import('./agenda.js').Grid} Grid */
/** @typedef {{session: number, title: string, slot: number, length: number, room: string, hosts: boolean, seats?: number}} Seat */
/**
 * @typedef {{id: string, name: string, attends: Seat[], free: Seat[],
 *   votes: Array<{title: string, points: number, fate: string}>}} Day
 */

const FOUND = 8;
const FULL_VOTE = 1000;

/** @param {{grid: Grid, seat: Seat}} props */
function SeatLine({ grid, seat }) {
  const { speech } = useWeft();
  const first = grid.slots[seat.slot];
  const last = grid.slots[seat.slot + seat.length - 1];
  const day = first && severalDays(grid.slots) ? `${speech.day(first.date)}, ` : '';
  const { title, room, seats = 0 } = seat;
  return (
    <li>
      <time>
        {day}
        {first?.begin}–{last?.end}
      </time>{' '}
      <b>{title}</b>{' '}
      <small>
        {seats > 0 ? speech.t('barcamp.person.free', { room, seats }) : room}
        {seat.hosts ? ` · ${speech.t('barcamp.person.hosts')}` : ''}
      </small>
    </li>
  );
}

/** @param {{grid: Grid, day: Day}} props */
function Timetable({ grid, day }) {
  const { speech } = useWeft();
  const byTime = (/** @type {Seat[]} */ seats) =>
    [...seats].sort((one, other) => one.slot - other.slot);
  return (
    <div class="timetable">
      <h3>{speech.t('barcamp.person.title', { name: day.name || day.id })}</h3>
      {day.attends.length > 0 ? (
        <ul class="seats">
          {byTime(day.attends).map((seat) => (
            <SeatLine key={seat.session} grid={grid} seat={seat} />
          ))}
        </ul>
      ) : (
        <p>{speech.t('barcamp.person.nothing')}</p>
      )}
      {day.votes.length > 0 ? (
        <>
          <h3>{speech.t('barcamp.person.votes')}</h3>
          <ul class="fates">
            {[...day.votes]
              .sort((one, other) => other.points - one.points)
              .map(({ title, points, fate }) => (
                <li key={title} class={fate === 'honoured' ? 'met' : ''}>
                  <b>{title}</b>{' '}
                  <small>
                    {speech.t('barcamp.person.vote', {
                      weight: speech.percent(points / FULL_VOTE),
                      fate: speech.t(`barcamp.fate.${fate}`),
                    })}
                  </small>
                </li>
              ))}
          </ul>
        </>
      ) : null}
      {day.free.length > 0 ? (
        <>
          <h3>{speech.t('barcamp.person.seats')}</h3>
          <ul class="seats">
            {byTime(day.free).map((seat) => (
              <SeatLine key={seat.session} grid={grid} seat={seat} />
            ))}
          </ul>
        </>
      ) : null}
    </div>
  );
}

/** @param {{grid: Grid}} props */
export function TimetableCard({ grid }) {
  const { speech } = useWeft();
  const [find, setFind] = useState('');
  const [person, setPerson] = useState('');
  /** @type {{found: number, people: Array<{id: string, name: string, sessions: number}>} | null} */
  const found = useAnswer(
    find.trim() ? { op: 'detail', of: 'people', find: find.trim(), count: FOUND } : null,
  );
  /** @type {Day | null} */
  const day = useAnswer(person ? { op: 'detail', of: 'person', person } : null);
  return (
    <Card title={speech.t('barcamp.person.card')} kind="timetables">
      <label>
        <span class="hidden-text">{speech.t('barcamp.person.search')}</span>
        <input
          type="search"
          id="find-timetable"
          autocomplete="off"
          placeholder={speech.t('barcamp.person.search')}
          onInput={(event) => setFind(event.currentTarget.value)}
        />
      </label>
      <p role="status">
        {found
          ? speech.t(found.found > 0 ? 'barcamp.person.found' : 'table.nothing', {
              count: found.found,
            })
          : ''}
      </p>
      {found && found.people.length > 0 ? (
        <ul class="found">
          {found.people.map(({ id, name, sessions }) => (
            <li key={id}>
              <button
                type="button"
                class="quiet small"
                data-person={id}
                aria-pressed={id === person}
                onClick={() => setPerson(id)}
              >
                {name || id}
              </button>{' '}
              <small>{speech.t('barcamp.person.sessions', { sessions })}</small>
            </li>
          ))}
        </ul>
      ) : null}
      {day ? <Timetable grid={grid} day={day} /> : null}
    </Card>
  );
}
