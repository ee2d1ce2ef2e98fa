/** The second half of the first room: what each column was taken for, and what was noticed. */

import { useState } from 'preact/hooks';
import { useWeft } from '../app/context.js';
import { Card, Figure, Issues, Notices, Pick, RoomTitle } from './parts.jsx';

/** @typedef {import('../app/types.js').Column} Column */

const SURE_FROM = 70;

/** @param {{column: Column}} props */
function RolePick({ column }) {
  const { state, actions, speech } = useWeft();
  const roles = [
    ...(state.hello?.roles ?? []).filter((role) => role !== 'other' && role !== 'ignored'),
    'other',
    'ignored',
  ];
  const unsure =
    column.role === column.recognised &&
    column.confidence < SURE_FROM &&
    !['other', 'ignored'].includes(column.role);
  return (
    <>
      <Pick
        label={speech.t('columns.roleOf', { column: column.header })}
        value={column.role}
        options={roles.map((role) => ({ value: role, label: speech.t(`role.${role}`) }))}
        onPick={(role) => actions.chooseColumn(column.header, role)}
      />
      {unsure ? <small class="warn">{speech.t('columns.unsure')}</small> : null}
    </>
  );
}

/**
 * The order of a level, from low to high, moved by buttons.
 * @param {{column: Column}} props
 */
function LevelOrder({ column }) {
  const { actions, speech } = useWeft();
  const [open, setOpen] = useState(false);
  const order = column.order ?? [];
  if (column.type !== 'level' || order.length < 2) return null;
  const move = (/** @type {number} */ from, /** @type {number} */ to) => {
    const next = [...order];
    next.splice(to, 0, ...next.splice(from, 1));
    actions.chooseColumn(column.header, { role: column.role, order: next });
  };
  return (
    <div class="order">
      <button type="button" class="quiet small" aria-expanded={open} onClick={() => setOpen(!open)}>
        {speech.t('columns.order')}
      </button>
      {open ? (
        <ol>
          {order.map((level, index) => (
            <li key={level}>
              <span>{level}</span>
              <button
                type="button"
                class="arrow"
                disabled={index === 0}
                aria-label={speech.t('columns.lower', { level })}
                onClick={() => move(index, index - 1)}
              >
                ↑
              </button>
              <button
                type="button"
                class="arrow"
                disabled={index === order.length - 1}
                aria-label={speech.t('columns.higher', { level })}
                onClick={() => move(index, index + 1)}
              >
                ↓
              </button>
            </li>
          ))}
        </ol>
      ) : (
        <small>{order.join(' < ')}</small>
      )}
    </div>
  );
}

/** @param {{columns: Column[], caption: string}} props */
function ColumnTable({ columns, caption }) {
  const { speech } = useWeft();
  return (
    <table class="columns">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{speech.t('columns.header')}</th>
          <th scope="col">{speech.t('columns.examples')}</th>
          <th scope="col">{speech.t('columns.role')}</th>
        </tr>
      </thead>
      <tbody>
        {columns.map((column) => (
          <tr key={column.header}>
            <th scope="row">{column.header}</th>
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
              <LevelOrder column={column} />
            </td>
            <td>
              <RolePick column={column} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/**
 * What is not kept is named, and can be taken in after all.
 * @param {{columns: Column[]}} props
 */
function Ignored({ columns }) {
  const { speech } = useWeft();
  return (
    <section class="ignored" aria-labelledby="ignored-title">
      <h2 id="ignored-title">{speech.t('columns.ignored')}</h2>
      <p>{columns.map((column) => column.header).join(' · ')}</p>
      <details>
        <summary>{speech.t('columns.useIgnored')}</summary>
        <ColumnTable columns={columns} caption={speech.t('columns.ignored')} />
      </details>
    </section>
  );
}

export function ColumnsRoom() {
  const { state, actions, speech, href } = useWeft();
  const { roster } = state;
  if (!roster) return null;
  const { profile } = roster;
  const kept = profile.columns.filter((column) => column.role !== 'ignored');
  const recognised = kept.filter((column) => column.role !== 'other');
  const others = kept.filter((column) => column.role === 'other');
  const ignored = profile.columns.filter((column) => column.role === 'ignored');
  const name = roster.sample ? speech.t('people.sampleName') : roster.name;
  return (
    <>
      <RoomTitle>{speech.t('columns.title', { people: profile.people })}</RoomTitle>
      <p class="lead">{speech.t('columns.lead', { file: name })}</p>
      <Notices notices={state.notices} />
      <Issues issues={state.fileIssues} title={speech.t('issues.inFile')} />
      <div class="two side-first">
        <div class="side">
          <Card title={speech.t('columns.cardTitle')} kind="lift">
            <Figure
              value={speech.number(profile.people)}
              word={speech.t('columns.people', { people: profile.people })}
            />
            <p role="status">
              {state.reading
                ? speech.t('people.reading', { file: state.reading })
                : speech.t('columns.summary', {
                    rows: profile.rows,
                    columns: kept.length,
                    ignored: ignored.length,
                  })}
            </p>
            {roster.sheets.length > 1 && roster.sheet ? (
              <p>
                {speech.t('columns.sheet')}{' '}
                <Pick
                  label={speech.t('columns.sheetLabel')}
                  value={roster.sheet}
                  options={roster.sheets.map((sheet) => ({
                    value: sheet.name,
                    label: speech.t('columns.sheetRows', { sheet: sheet.name, rows: sheet.rows }),
                    word: sheet.name,
                  }))}
                  onPick={actions.chooseSheet}
                />
              </p>
            ) : null}
            {state.workspace ? (
              <p>
                {speech.t('columns.workspace', {
                  rounds: state.workspace.rounds.length,
                  file: state.workspace.name,
                })}
              </p>
            ) : null}
            <div class="actions">
              <a class="button" href={href('program')}>
                {speech.t('columns.next')}
              </a>
              <a class="quiet" href={href('people')}>
                {speech.t('columns.back')}
              </a>
            </div>
          </Card>
          <Issues issues={profile.issues} />
        </div>
        <div>
          <ColumnTable columns={recognised} caption={speech.t('columns.recognised')} />
          {others.length > 0 ? (
            <ColumnTable columns={others} caption={speech.t('columns.others')} />
          ) : null}
          {ignored.length > 0 ? <Ignored columns={ignored} /> : null}
        </div>
      </div>
    </>
  );
}
