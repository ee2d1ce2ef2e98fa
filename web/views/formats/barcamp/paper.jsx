/** On paper: the agenda for the wall, then a sign for the door of each room. */

import { Fragment } from 'preact';
import { useWeft } from '../../../app/context.js';
import { DoorSign } from '../../door-sign.jsx';
import { severalDays, spanOf, timesOf } from './agenda.js';
import { hostNames } from './grid.jsx';

/** @typedef {import('./agenda.js').Grid} Grid */
/** @typedef {import('./agenda.js').Session} Session */

/** @param {{grid: Grid, name: string}} props */
function Poster({ grid, name }) {
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
    <table class="poster">
      <caption>
        {name}
        {days ? null : <small>{speech.day(slots[0]?.date ?? '')}</small>}
      </caption>
      <thead>
        <tr>
          <th scope="col">{speech.t('barcamp.time')}</th>
          {rooms.map((room) => (
            <th key={room.name} scope="col">
              {room.name}
              {room.site ? <small>{room.site}</small> : null}
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
            <tr>
              <th scope="row">{timesOf(slot)}</th>
              {rooms.map((room, r) => {
                if (covered.has(`${t} ${r}`)) return null;
                const here = sessions.find(({ place }) => place?.slot === t && place.room === r);
                return (
                  <td key={room.name} rowSpan={here?.length}>
                    {here ? (
                      <>
                        <b>{here.title}</b>
                        <small>{hostNames(speech, here)}</small>
                      </>
                    ) : null}
                  </td>
                );
              })}
            </tr>
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}

/** @param {{grid: Grid, room: number, name: string}} props */
function RoomSign({ grid, room, name }) {
  const { speech } = useWeft();
  const { site = '', stepFree = false, name: called = '' } = grid.rooms[room] ?? {};
  const here = grid.sessions
    .filter(({ place }) => place?.room === room)
    .sort((one, other) => Number(one.place?.slot) - Number(other.place?.slot));
  const days = severalDays(grid.slots);
  return (
    <DoorSign
      over={name}
      name={called}
      about={[site, stepFree ? speech.t('barcamp.stepFree') : '']}
      entries={here.map((session) => {
        const { date, begin, end } = spanOf(grid, session);
        return {
          ...{ key: String(session.session), begin, end, about: session.about },
          date: days ? speech.day(date) : '',
          title: session.title,
          people: hostNames(speech, session),
        };
      })}
    />
  );
}

/** @param {{outcome: import('../../../app/types.js').Outcome, data: Grid}} props */
export function Paper({ outcome, data: grid }) {
  return (
    <>
      <Poster grid={grid} name={outcome.name} />
      {grid.rooms.map(({ name }, room) => (
        <RoomSign key={name} grid={grid} room={room} name={outcome.name} />
      ))}
    </>
  );
}

/** @param {(request: Record<string, unknown>) => Promise<any>} ask */
export const loadPaper = (ask) => ask({ op: 'detail', of: 'agenda' });
