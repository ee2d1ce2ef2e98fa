/** Moving a session by hand: what it would do is shown before it is done. */

import { useEffect, useRef, useState } from 'preact/hooks';
import { useWeft } from '../../../app/context.js';
import { useAnswer } from '../../answer.js';
import { Pick, Sentence } from '../../parts.jsx';
import { severalDays, stepped, timesOf, votesChanged, withMove } from './agenda.js';

/** @typedef {import('./agenda.js').Grid} Grid */
/** @typedef {import('./agenda.js').Place} Place */
/** @typedef {import('./agenda.js').Session} Session */
/**
 * @typedef {{possible: boolean, reasons: import('../../../app/types.js').Reason[], before?: number, value?: number,
 *   others?: Array<{title: string, to: Place | null}>, grid?: Grid}} Effect
 */
/**
 * What is in the hand, and where it is held.
 * @typedef {object} Moving
 * @property {boolean} able
 * @property {number | null} session
 * @property {Place | null | undefined} to null: off the agenda; undefined: not yet moved
 * @property {(session: Session) => void} pick
 * @property {(place: Place | null) => void} aim
 * @property {() => void} settle lets go of it there, and goes on to what it would do
 * @property {() => void} leave
 * @property {(key: string) => boolean} key whether the key was meant for it
 * @property {import('preact').RefObject<HTMLElement | null>} panel
 */

const AFFECTED = 6;

/**
 * @param {Grid | null} grid
 * @returns {Moving}
 */
export function useMoving(grid) {
  const { state } = useWeft();
  const [held, setHeld] = useState(
    /** @type {{session: number, to?: Place | null, from: Element | null} | null} */ (null),
  );
  const panel = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => {
    // The panel lies over the lower part of the window: where it goes must not be hidden by it.
    document.querySelector('.agenda .aimed')?.scrollIntoView({ block: 'nearest' });
  }, [held?.to]);
  const able = Boolean(grid) && state.program?.format === state.result?.program.format;
  const aim = (/** @type {Place | null} */ to) =>
    setHeld((now) => {
      const still = to === now?.to || (to && now?.to?.slot === to.slot && now.to.room === to.room);
      return now && !still ? { ...now, to } : now;
    });
  const leave = () => {
    if (held?.from instanceof HTMLElement && held.from.isConnected) held.from.focus();
    setHeld(null);
  };
  return {
    able,
    session: held?.session ?? null,
    to: held?.to,
    pick: ({ session }) => setHeld({ session, from: document.activeElement }),
    aim,
    settle: () => panel.current?.querySelector('button')?.focus(),
    leave,
    key: (key) => {
      if (key === 'Escape') leave();
      const place = held && grid?.sessions[held.session]?.place;
      const at = held?.to ?? place ?? { slot: 0, room: 0 };
      const next = grid && stepped(grid, at, key);
      if (next) aim(next);
      return key === 'Escape' || Boolean(next);
    },
    panel,
  };
}

/** @param {import('../../../locales/index.js').Speech} speech @param {Grid} grid @param {Place} place */
export function placeText(speech, grid, { slot, room }) {
  const time = grid.slots[slot];
  const day = time && severalDays(grid.slots) ? `${speech.day(time.date)}, ` : '';
  return speech.t('barcamp.place', {
    room: grid.rooms[room]?.name ?? '',
    time: `${day}${time?.begin ?? ''}`,
  });
}

/** @param {import('../../../locales/index.js').Speech} speech @param {Grid} grid @param {Effect} effect */
function effectText(
  speech,
  grid,
  { possible, reasons, before = 0, value = 0, others, grid: after },
) {
  if (!possible) return reasons.map(({ code, args }) => speech.core(code, args)).join(' ');
  const now = after?.honoured ?? 0;
  const change = now - grid.honoured;
  const alike = value === before ? 'same' : value > before ? 'heavier' : 'lighter';
  const key = change > 0 ? 'more' : change < 0 ? 'fewer' : alike;
  const args = { count: Math.abs(change), before: grid.honoured, now };
  return [
    speech.t(`barcamp.effect.${key}`, args),
    ...(others ?? []).map(({ title, to }) =>
      to
        ? speech.t('barcamp.effect.other', { title, place: placeText(speech, grid, to) })
        : speech.t('barcamp.effect.otherOut', { title }),
    ),
  ].join(' ');
}

/** @param {{grid: Grid, moving: Moving}} props */
export function MovingPanel({ grid, moving }) {
  const { state, actions, speech } = useWeft();
  const { to } = moving;
  const session = moving.session === null ? undefined : grid.sessions[moving.session];
  const asks = session !== undefined && to !== undefined;
  /** @type {Effect | null} */
  const effect = useAnswer(
    asks ? { op: 'detail', of: 'move', session: session.session, to } : null,
  );
  if (!session) return null;
  const at = to ?? session.place;
  const said = effect ? effectText(speech, grid, effect) : asks ? speech.t('barcamp.counting') : '';
  const changes = effect?.grid ? votesChanged(grid, effect.grid) : [];
  const ready = Boolean(effect?.possible && state.program);
  const days = severalDays(grid.slots);
  return (
    <section class="moving card lift" aria-labelledby="moving-title" ref={moving.panel}>
      <h3 id="moving-title">{speech.t('barcamp.move', { title: session.title })}</h3>
      <p>
        <Sentence
          template={speech.template('barcamp.moveTo')}
          parts={{
            slot: (
              <Pick
                label={speech.t('barcamp.moveSlot')}
                value={at ? String(at.slot) : ''}
                options={[
                  { value: '', label: speech.t('barcamp.nowhere') },
                  ...grid.slots.map((slot, index) => ({
                    value: String(index),
                    label: `${days ? `${speech.day(slot.date)}, ` : ''}${timesOf(slot)}`,
                  })),
                ]}
                onPick={(slot) =>
                  moving.aim(slot === '' ? null : { slot: Number(slot), room: at?.room ?? 0 })
                }
              />
            ),
            room: (
              <Pick
                label={speech.t('barcamp.moveRoom')}
                value={at ? String(at.room) : ''}
                options={[
                  { value: '', label: speech.t('barcamp.noRoom') },
                  ...grid.rooms.map(({ name, seats }, index) => ({
                    value: String(index),
                    label: speech.t('barcamp.roomSeats', { name, seats }),
                    word: name,
                  })),
                ]}
                onPick={(room) =>
                  moving.aim(room === '' ? null : { slot: at?.slot ?? 0, room: Number(room) })
                }
              />
            ),
          }}
        />
      </p>
      <p role="status" class={effect && !effect.possible ? 'effect warn' : 'effect'}>
        {said}
      </p>
      {changes.length > 0 ? (
        <ul class="changes">
          {changes.slice(0, AFFECTED).map(({ title, change }) => (
            <li key={title}>
              {title} <b>{`${change > 0 ? '+' : '−'}${speech.number(Math.abs(change))}`}</b>
            </li>
          ))}
        </ul>
      ) : null}
      <div class="actions">
        <button
          type="button"
          data-do="move"
          aria-disabled={!ready}
          onClick={() => {
            if (!ready || !effect?.grid || !state.program) return;
            actions.setProgram(withMove(state.program, grid, effect.grid, session.session));
            actions.run();
          }}
        >
          {speech.t('barcamp.do')}
        </button>
        <button type="button" class="plain" onClick={moving.leave}>
          {speech.t('barcamp.leave')}
        </button>
        {session.place && to !== null ? (
          <button type="button" class="quiet" onClick={() => moving.aim(null)}>
            {speech.t('barcamp.takeOff')}
          </button>
        ) : null}
      </div>
    </section>
  );
}
