/** The lines a program is made of, in every format. */

import { createContext } from 'preact';
import { useCallback, useContext, useLayoutEffect, useState } from 'preact/hooks';
import { useWeft } from '../app/context.js';
import { listIssues } from '../app/lists.js';
import { isAt } from '../app/places.js';
import { FileButton, Issues, IssueText, Pick } from './parts.jsx';

/** @typedef {import('preact').ComponentChildren} Children */
/** @typedef {import('../app/types.js').ListKind} ListKind */

export const TABLES = '.csv,.tsv,.txt,.xlsx,.xlsm';

/** Whom lines tell which place of the program they show; what they get back they call when they are gone. */
export const PlacesContext = createContext(
  /** @type {(place: string) => () => void} */ (() => () => {}),
);

/** The places that are on screen, and what the context needs to know them. */
export function usePlaces() {
  const [places, setPlaces] = useState(/** @type {string[]} */ ([]));
  const show = useCallback((/** @type {string} */ place) => {
    setPlaces((before) => [...before, place]);
    return () => setPlaces((before) => before.toSpliced(before.indexOf(place), 1));
  }, []);
  return { places, show };
}

/**
 * One line of the program: the opening word, the sentence, what it costs, and a way to take it out.
 * @param {object} props
 * @param {string} props.opens
 * @param {Children} props.children
 * @param {string} [props.place] where it stands in the program, so that problems find it
 * @param {string} [props.note]
 * @param {string} [props.below]
 * @param {Children} [props.more] what is no part of the sentence
 * @param {boolean} [props.wrong]
 * @param {() => void} [props.onRemove]
 * @param {(files: File[]) => void} [props.onFiles] takes files that are dropped on it
 */
export function Line({ opens, children, place, note, below, more, wrong, onRemove, onFiles }) {
  const { state, speech } = useWeft();
  const [over, setOver] = useState(false);
  const issues = place
    ? (state.possible?.issues ?? []).filter(({ where }) => isAt(where, place))
    : [];
  const show = useContext(PlacesContext);
  // Before it is painted: a problem is not seen to jump.
  useLayoutEffect(() => (place ? show(place) : undefined), [place, show]);
  const isWrong = wrong || issues.some((issue) => issue.severity === 'error');
  const drop = onFiles && {
    onDragOver: (/** @type {DragEvent} */ event) => {
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop: (/** @type {DragEvent} */ event) => {
      event.preventDefault();
      setOver(false);
      onFiles([...(event.dataTransfer?.files ?? [])]);
    },
  };
  return (
    <li class={`line${isWrong ? ' wrong' : ''}${over ? ' over' : ''}`} data-place={place} {...drop}>
      <span class="opens">{opens}</span>
      <div class="says">
        <p>{children}</p>
        {issues.map((issue, index) => (
          <p key={index} class={`at-line ${issue.severity}`}>
            <IssueText atPlace issue={issue} />
          </p>
        ))}
        {below ? <p class="below">{below}</p> : null}
        {more}
      </div>
      <span class="line-note">{note}</span>
      {onRemove ? (
        <button
          type="button"
          class="remove"
          aria-label={speech.t('program.remove')}
          onClick={onRemove}
        >
          <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
            <path d="M2 2l8 8M10 2l-8 8" />
          </svg>
        </button>
      ) : (
        <span class="remove-space" />
      )}
    </li>
  );
}

/**
 * What a sheet is called in a choice: with its rows, where they are known.
 * @param {import('../locales/index.js').Speech} speech
 * @param {import('../worker/messages.js').SheetInfo} sheet
 */
export function sheetLabel(speech, { name, rows }) {
  return rows === null ? name : speech.t('columns.sheetRows', { sheet: name, rows });
}

/**
 * The sheet of a workbook that a list is read from, where there are several.
 * @param {{table: import('../app/types.js').Table, onPick: (sheet: string) => void}} props
 */
export function SheetPick({ table, onPick }) {
  const { speech } = useWeft();
  if (table.sheets.length < 2) return null;
  return (
    <>
      {speech.t('columns.sheet')}{' '}
      <Pick
        label={speech.t('list.sheetOf', { file: table.name })}
        value={table.sheet ?? ''}
        options={table.sheets.map((sheet) => ({
          value: sheet.name,
          label: sheetLabel(speech, sheet),
          word: sheet.name,
        }))}
        onPick={onPick}
      />
    </>
  );
}

const SHOWN_CELLS = 4;

/**
 * Which row of a table has the names of the columns, seen among the first ones.
 * @param {{header: import('../app/types.js').HeaderRow, label: string, onPick: (row: number) => void}} props
 */
export function HeaderRowPick({ header, label, onPick }) {
  const { speech } = useWeft();
  const { headerRow, top = [] } = header;
  if (top.length === 0) return null;
  const rows = top.map(({ row, cells }) => ({
    value: String(row),
    label: speech.t('columns.headerRow', {
      row,
      cells: cells.filter(Boolean).slice(0, SHOWN_CELLS).join(' · '),
    }),
    word: speech.t('columns.headerRowWord', { row }),
  }));
  if (headerRow > 0 && !top.some(({ row }) => row === headerRow)) {
    const word = speech.t('columns.headerRowWord', { row: headerRow });
    rows.push({ value: String(headerRow), label: word, word });
  }
  const none = speech.t('columns.noHeaderRow');
  return (
    <>
      {speech.t('columns.headerFrom')}{' '}
      <Pick
        label={label}
        value={String(headerRow)}
        options={[{ value: '0', label: none, word: none }, ...rows]}
        onPick={(row) => Number(row) === headerRow || onPick(Number(row))}
      />
    </>
  );
}

/**
 * Which columns of a list were understood; of ballots, any column may be a session.
 * @param {import('../locales/index.js').Speech} speech
 * @param {import('../app/types.js').List} list
 */
export function understood(speech, { kind, columns }) {
  const headers = (/** @type {boolean} */ known) =>
    columns.filter(({ means }) => Boolean(means) === known).map(({ header }) => header);
  const known = headers(true);
  const unknown = kind === 'votes' ? [] : headers(false);
  return [
    known.length > 0 ? speech.t('list.understood', { columns: known }) : '',
    unknown.length > 0 ? speech.t('list.notUnderstood', { columns: unknown }) : '',
  ]
    .filter(Boolean)
    .join(' ');
}

/**
 * A list that the format takes: what is there, and how it comes in.
 * @param {{kind: ListKind, needed: boolean}} props
 */
export function ListLine({ kind, needed }) {
  const { state, actions, speech } = useWeft();
  const list = state.lists[kind];
  const failures = state.listFailures[kind] ?? [];
  const issues = list ? [...failures, ...listIssues(list, state.possible)] : failures;
  const name = speech.t(`list.${kind}`);
  const busy = state.reading !== '';
  const take = (/** @type {File[]} */ files) => {
    if (!busy) actions.takeList(kind, files);
  };
  const isWrong = issues.some((issue) => issue.severity === 'error');
  return (
    <Line
      opens={speech.t('opens.with')}
      place={`/lists/${kind}`}
      wrong={isWrong || (needed && !list)}
      onFiles={take}
      below={list ? understood(speech, list) : speech.t(`list.${kind}.about`)}
      more={
        <>
          <div class="actions list-ways">
            <FileButton
              name={`list-${kind}`}
              kind="plain small"
              accept={TABLES}
              busy={busy}
              onFiles={take}
            >
              {speech.t(list ? 'list.replace' : 'list.choose')}
              <span class="hidden-text">: {name}</span>
            </FileButton>
            {list ? (
              <button
                type="button"
                class="quiet small"
                aria-disabled={busy}
                aria-label={speech.t('list.forgetOf', { list: name })}
                onClick={() => busy || actions.forgetList(kind)}
              >
                {speech.t('list.forget')}
              </button>
            ) : (
              <SampleButton kind={kind} />
            )}
          </div>
          <div role="alert">
            <Issues issues={issues} title={speech.t('list.issues', { list: name })} />
          </div>
        </>
      }
    >
      {list
        ? speech.t('list.loaded', {
            list: name,
            rows: list.rows,
            file: list.table.sample ? speech.t('list.sampleName') : list.file,
          })
        : speech.t(needed ? 'list.needed' : 'list.none', { list: name })}{' '}
      {list ? (
        <SheetPick
          table={list.table}
          onPick={(sheet) => busy || actions.chooseListSheet(kind, sheet)}
        />
      ) : null}
    </Line>
  );
}

/** With the sample company one can see what a list does. @param {{kind: ListKind}} props */
function SampleButton({ kind }) {
  const { state, actions, speech } = useWeft();
  if (!state.roster?.sample || !actions.sampleOf(kind)) return null;
  return (
    <button
      type="button"
      class="quiet small"
      data-sample={kind}
      aria-disabled={state.reading !== ''}
      onClick={() => state.reading || actions.useSample()}
    >
      {speech.t('list.useSample')}
    </button>
  );
}
