/** The agenda: slots by rooms, or slot after slot where the screen is narrow. */

import { Fragment } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useWeft } from '../../../app/context.js';
import { severalDays, timesOf } from './agenda.js';

/** @typedef {import('./agenda.js').Grid} Grid */
/** @typedef {import('./agenda.js').Place} Place */
/** @typedef {import('./agenda.js').Session} Session */
/** @typedef {import('./moving.jsx').Moving} Moving */

/** Where fewer than so many pixels are there for a room, the agenda is a list. */
const NARROW = '(max-width: 46rem)';

/** @param {string} query */
function useMedia(query) {
  const [matches, setMatches] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const list = matchMedia(query);
    const look = () => setMatches(list.matches);
    list.addEventListener('change', look);
    return () => list.removeEventListener('change', look);
  }, [query]);
  return matches;
}

/** @param {import('../../../locales/index.js').Speech} speech @param {Session} session */
export const hostNames = (speech, { hosts }) =>
  speech.list(hosts.map(({ id, name }) => name || id));

/**
 * What a session is, how full it will be, and the handle that picks it up.
 * @param {{session: Session, seats: number, moving: Moving}} props `seats`: 0 where it is in no room
 */
export function SessionCard({ session, seats, moving }) {
  const { speech } = useWeft();
  const picked = moving.session === session.session;
  const { people, honoured, votes } = session;
  return (
    <article
      class={`session${picked ? ' picked' : ''}`}
      data-session={session.session}
      draggable={moving.able}
      onDragStart={(event) => {
        event.dataTransfer?.setData('text/plain', session.title);
        moving.pick(session);
      }}
      onDragEnd={(event) => {
        if (event.dataTransfer?.dropEffect === 'none') moving.leave();
      }}
    >
      <b>{session.title}</b>
      <small>{hostNames(speech, session)}</small>
      {seats > 0 ? (
        <small>
          <span class="fill" style={{ '--share': Math.min(1, people / seats) }} />
          {speech.t('barcamp.seatsTaken', { people, seats })}
        </small>
      ) : null}
      <small>{speech.t('barcamp.honoured', { honoured, votes })}</small>
      {session.fixed ? <small class="tag">{speech.t('barcamp.isFixed')}</small> : null}
      {moving.able ? (
        <button
          type="button"
          class="handle"
          aria-pressed={picked}
          aria-label={speech.t('barcamp.pickUp', { title: session.title })}
          aria-describedby="moving-help"
          onClick={() => (picked ? moving.settle() : moving.pick(session))}
          onKeyDown={(event) => {
            if (picked && moving.key(event.key)) event.preventDefault();
          }}
        >
          <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
            <path d="M2 3h8M2 6h8M2 9h8" />
          </svg>
        </button>
      ) : null}
    </article>
  );
}

/** How a place may be dropped on. @param {Moving} moving @param {Place} place */
function dropping(moving, place) {
  const over = (/** @type {DragEvent} */ event) => {
    if (moving.session === null) return;
    event.preventDefault();
    moving.aim(place);
  };
  return {
    onDragEnter: over,
    onDragOver: over,
    onDrop: (/** @type {DragEvent} */ event) => {
      if (moving.session === null) return;
      event.preventDefault();
      moving.settle();
    },
  };
}

/** @param {Moving} moving @param {number} slot @param {number} room */
const isAimedAt = ({ session, to }, slot, room) =>
  session !== null && to?.slot === slot && to?.room === room;

/** @param {{grid: Grid, moving: Moving}} props */
function Table({ grid, moving }) {
  const { speech } = useWeft();
  const { slots, rooms, sessions } = grid;
  const days = severalDays(slots);
  const covered = new Set(
    sessions.flatMap(({ place, length }) =>
      place
        ? Array.from({ length: length - 1 }, (_, i) => `${place.slot + i + 1} ${place.room}`)
        : [],
    ),
  );
  return (
    <div class="wide-table">
      <table class="agenda">
        <caption class="hidden-text">{speech.t('barcamp.agenda')}</caption>
        <thead>
          <tr>
            <th scope="col">{speech.t('barcamp.time')}</th>
            {rooms.map((room) => (
              <th key={room.name} scope="col">
                {room.name}
                <small>{speech.t('barcamp.seats', { seats: room.seats })}</small>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {slots.map((slot, t) => (
            <Fragment key={slot.label}>
              {days && slot.date !== slots[t - 1]?.date ? (
                <tr class="day">
                  <th scope="colgroup" colSpan={rooms.length + 1}>
                    {speech.day(slot.date)}
                  </th>
                </tr>
              ) : null}
              <tr class={slot.breakAfter ? 'then-break' : ''}>
                <th scope="row">
                  {timesOf(slot)}
                  <small>{slot.name}</small>
                </th>
                {rooms.map((room, r) => {
                  if (covered.has(`${t} ${r}`)) return null;
                  const here = sessions.find(({ place }) => place?.slot === t && place.room === r);
                  const open = room.open[t];
                  return (
                    <td
                      key={room.name}
                      rowSpan={here?.length}
                      class={`${isAimedAt(moving, t, r) ? 'aimed' : ''}${open ? '' : ' closed'}`}
                      data-place={`${t} ${r}`}
                      {...dropping(moving, { slot: t, room: r })}
                    >
                      {here ? (
                        <SessionCard session={here} seats={room.seats} moving={moving} />
                      ) : (
                        <small>{speech.t(open ? 'barcamp.free' : 'barcamp.closed')}</small>
                      )}
                    </td>
                  );
                })}
              </tr>
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** @param {{grid: Grid, moving: Moving}} props */
function BySlot({ grid, moving }) {
  const { speech } = useWeft();
  const { slots, rooms, sessions } = grid;
  const days = severalDays(slots);
  return (
    <ol class="by-slot">
      {slots.map((slot, t) => {
        const here = sessions
          .filter(({ place }) => place?.slot === t)
          .sort((one, other) => Number(one.place?.room) - Number(other.place?.room));
        const free = rooms.filter(
          (room, r) =>
            room.open[t] &&
            !sessions.some(
              ({ place, length }) =>
                place?.room === r && place.slot <= t && t < place.slot + length,
            ),
        );
        return (
          <li key={slot.label}>
            <h3>
              {days ? `${speech.day(slot.date)}, ` : ''}
              {timesOf(slot)} <small>{slot.name}</small>
            </h3>
            {here.map((session) => {
              const room = rooms[session.place?.room ?? 0];
              return (
                <div key={session.session}>
                  <p class="room">{room?.name}</p>
                  <SessionCard session={session} seats={room?.seats ?? 0} moving={moving} />
                </div>
              );
            })}
            {free.length > 0 ? (
              <p>
                <small>
                  {speech.t('barcamp.freeRooms', { rooms: free.map(({ name }) => name) })}
                </small>
              </p>
            ) : null}
          </li>
        );
      })}
    </ol>
  );
}

/** @param {{grid: Grid, moving: Moving}} props */
export function AgendaGrid(props) {
  return useMedia(NARROW) ? <BySlot {...props} /> : <Table {...props} />;
}
