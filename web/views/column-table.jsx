/** The table of columns: what each was taken for, how sure that is, and what can be changed about it. */

import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { choiceOf } from '../app/answers.js';
import { sureness } from '../app/columns.js';
import { useWeft } from '../app/context.js';
import { numberOf } from '../locales/index.js';
import { Bounded, Folded, Pick } from './parts.jsx';
import { Values } from './questions.jsx';

/** @typedef {import('../app/types.js').Column} Column */

const ROWS_AT_ONCE = 80;

/** @param {{column: Column}} props */
function RolePick({ column }) {
  const { state, actions, speech } = useWeft();
  const roles = [
    ...(state.hello?.roles ?? []).filter((role) => role !== 'other' && role !== 'ignored'),
    'other',
    'ignored',
  ];
  const chosen = choiceOf(state.answers, column.header).role;
  const sure = sureness({ ...column, role: chosen ?? column.role });
  return (
    <>
      <Pick
        label={speech.t('columns.roleOf', { column: speech.column(column.header) })}
        value={chosen ?? column.role}
        options={roles.map((role) => ({ value: role, label: speech.t(`role.${role}`) }))}
        onPick={(role) => actions.chooseColumn(column.header, { role })}
      />
      {sure ? (
        <small class={sure === 'guess' ? 'warn' : ''}>{speech.t(`sure.${sure}`)}</small>
      ) : null}
    </>
  );
}

/**
 * The order of a level, from low to high, moved by dragging or by buttons.
 * @param {{column: Column, open: boolean, onOpen: (open: boolean) => void}} props
 */
function LevelOrder({ column, open, onOpen }) {
  const { state, actions, speech } = useWeft();
  const id = useId();
  const list = useRef(/** @type {HTMLOListElement | null} */ (null));
  const [moved, setMoved] = useState(/** @type {{level: string, up: boolean} | null} */ (null));
  const [dragged, setDragged] = useState('');
  const order = choiceOf(state.answers, column.header).order ?? column.order ?? [];

  useEffect(() => {
    // A moved line loses the focus in some browsers; its button keeps it here.
    if (!moved) return;
    const place = order.indexOf(moved.level);
    const buttons = list.current?.children[place]?.querySelectorAll('button');
    buttons?.[moved.up ? 0 : 1]?.focus();
  }, [moved]);

  if (column.type !== 'level' || order.length < 2) return null;
  /** @param {string} level @param {number} to */
  const move = (level, to) => {
    const from = order.indexOf(level);
    if (to < 0 || to >= order.length || from === to) return;
    const next = order.filter((one) => one !== level);
    next.splice(to, 0, level);
    actions.chooseColumn(column.header, { role: column.role, order: next });
  };
  /** @param {string} level @param {number} step */
  const step = (level, step) => {
    move(level, order.indexOf(level) + step);
    setMoved({ level, up: step < 0 });
  };
  const place = moved ? order.indexOf(moved.level) + 1 : 0;
  return (
    <div class="order" data-order={column.header}>
      <button
        type="button"
        class="quiet small"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => onOpen(!open)}
      >
        {speech.t('columns.order')}
      </button>
      {open ? (
        <>
          <small>{speech.t('columns.orderHow')}</small>
          <ol id={id} ref={list}>
            {order.map((level, index) => (
              <li
                key={level}
                draggable
                class={level === dragged ? 'dragged' : ''}
                onDragStart={(event) => {
                  event.dataTransfer?.setData('text/plain', level);
                  setDragged(level);
                }}
                onDragEnd={() => setDragged('')}
                onDragOver={(event) => {
                  if (dragged) event.preventDefault();
                }}
                onDrop={(event) => {
                  if (!dragged) return;
                  event.preventDefault();
                  event.stopPropagation();
                  move(dragged, index);
                  setDragged('');
                }}
              >
                <span>{level}</span>
                <button
                  type="button"
                  class="arrow"
                  aria-disabled={index === 0}
                  aria-label={speech.t('columns.lower', { level })}
                  onClick={() => step(level, -1)}
                >
                  ↑
                </button>
                <button
                  type="button"
                  class="arrow"
                  aria-disabled={index === order.length - 1}
                  aria-label={speech.t('columns.higher', { level })}
                  onClick={() => step(level, 1)}
                >
                  ↓
                </button>
              </li>
            ))}
          </ol>
        </>
      ) : (
        <small>{order.join(' < ')}</small>
      )}
      <span role="status" class="hidden-text">
        {moved && place > 0
          ? speech.t('columns.movedTo', { level: moved.level, place, count: order.length })
          : ''}
      </span>
    </div>
  );
}

/**
 * Which of day and month comes first in the dates of a column.
 * @param {{column: Column}} props
 */
function DateReading({ column }) {
  const { state, actions, speech } = useWeft();
  const chosen = choiceOf(state.answers, column.header).dates;
  const dates = chosen ?? column.dates;
  // 2026-04-03 and 3.4.2026 have one reading.
  const isOpen = chosen || column.examples.some((example) => /^\d\d?[/-]\d\d?[/-]\d/.test(example));
  if (column.type !== 'date' || !dates || !isOpen) return null;
  return (
    <small>
      {speech.t('dates.read')}{' '}
      <Pick
        label={speech.t('dates.label', { column: speech.column(column.header) })}
        value={dates}
        options={['day', 'month'].map((value) => ({ value, label: speech.t(`dates.${value}`) }))}
        onPick={(value) =>
          actions.chooseColumn(column.header, { dates: value === 'day' ? 'day' : 'month' })
        }
      />
    </small>
  );
}

/** @param {{column: Column}} props */
function Described({ column }) {
  const { speech } = useWeft();
  if (column.role === 'ignored') {
    return column.sensitive ? <small class="tag">{speech.t('columns.sensitive')}</small> : null;
  }
  return (
    <>
      <small>{speech.t(`type.${column.type}`, { distinct: column.distinct })}</small>
      {column.sensitive ? <small class="tag">{speech.t('columns.sensitiveKept')}</small> : null}
    </>
  );
}

/**
 * @param {{columns: Column[], caption: string, kind?: string, openOrder?: string,
 *   onOpenOrder?: (header: string) => void}} props
 */
export function ColumnTable({ columns, caption, kind = '', openOrder = '', onOpenOrder }) {
  const { speech } = useWeft();
  return (
    <Bounded items={columns} step={ROWS_AT_ONCE}>
      {(shown) => (
        <table class={`columns ${kind}`}>
          <caption>{caption}</caption>
          <thead>
            <tr>
              <th scope="col">{speech.t('columns.header')}</th>
              <th scope="col">{speech.t('columns.examples')}</th>
              <th scope="col">{speech.t('columns.role')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((column) => (
              <tr key={column.header} data-column={column.header}>
                <th scope="row">
                  {speech.column(column.header)}
                  <Described column={column} />
                </th>
                <td>
                  {(column.examples ?? []).slice(0, 2).map((example) => (
                    <span key={example} class="example">
                      {example}
                    </span>
                  ))}
                  {column.examples?.length ? null : (
                    <span class="soft">{speech.t('columns.noExamples')}</span>
                  )}
                  {column.missing > 0 && column.role !== 'ignored' ? (
                    <small>{speech.t('columns.missing', { missing: column.missing })}</small>
                  ) : null}
                  <DateReading column={column} />
                  <LevelOrder
                    column={column}
                    open={openOrder === column.header}
                    onOpen={(open) => onOpenOrder?.(open ? column.header : '')}
                  />
                  {column.role === 'ignored' ? null : <Values column={column} />}
                </td>
                <td>
                  {column.derived ? (
                    <small>
                      {speech.t('columns.derived', { column: speech.column(column.derived) })}
                    </small>
                  ) : (
                    <RolePick column={column} />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Bounded>
  );
}

const NAMED = 40;

/**
 * What is not kept is named, and can be taken in after all.
 * @param {{columns: Column[], open?: boolean}} props `open`: one of them has to be taken in
 */
export function Ignored({ columns, open = false }) {
  const { speech } = useWeft();
  const sensitive = columns.filter((column) => column.sensitive);
  const others = columns.filter((column) => !column.sensitive);
  const nameless = columns.filter((column) => numberOf(column.header) > 0).length;
  /** @param {Column[]} some */
  const names = (some) => {
    const named = some.slice(0, NAMED).map((column) => speech.column(column.header));
    const more = some.length - named.length;
    return [...named, ...(more > 0 ? [speech.t('since.more', { count: more })] : [])].join(' · ');
  };
  const table = () => (
    <ColumnTable
      columns={[...sensitive, ...others]}
      caption={speech.t('columns.ignored', { count: columns.length })}
    />
  );
  return (
    <section class="ignored" aria-labelledby="ignored-title">
      <h2 id="ignored-title">{speech.t('columns.ignored', { count: columns.length })}</h2>
      {sensitive.length > 0 ? (
        <div class="sensitive">
          <p>
            <b>{speech.t('columns.sensitiveTitle', { columns: names(sensitive) })}</b>{' '}
            {speech.t('columns.sensitiveWhy')}
          </p>
        </div>
      ) : null}
      {others.length > 0 ? <p>{names(others)}</p> : null}
      {nameless > 0 ? <p>{speech.t('columns.nameless', { count: nameless })}</p> : null}
      {open ? table() : <Folded summary={speech.t('columns.useIgnored')}>{table}</Folded>}
    </section>
  );
}
