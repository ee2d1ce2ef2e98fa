/** The files that the people come from: the roster, what is joined to it, and what was left aside. */

import { bareness } from '../app/columns.js';
import { useWeft } from '../app/context.js';
import { listKindsOf } from './formats/index.js';
import { ACCEPT, useTaking } from './intake.jsx';
import { HeaderRowPick, SheetPick, understood } from './line.jsx';
import { Card, FileButton, Issues, Pick } from './parts.jsx';
import { leftOfSheet, whichSheet } from './sheet-words.js';

/** @typedef {import('../app/types.js').Table} Table */

/**
 * The sheet that a table was read from, and what of it was left out.
 * @param {{table: Table, onPick?: (sheet: string) => void}} props `onPick`: where another one can be taken
 */
function FromSheet({ table, onPick }) {
  const { speech } = useWeft();
  const which = whichSheet(speech, table);
  const left = leftOfSheet(speech, table);
  return (
    <>
      {which ? <small>{onPick ? <SheetPick table={table} onPick={onPick} /> : which}</small> : null}
      {left ? <small class="warn">{left}</small> : null}
    </>
  );
}

/**
 * What a table is used for, where it could be a list of some format as well.
 * @param {{table: Table}} props
 */
function UsedAs({ table }) {
  const { state, actions, speech } = useWeft();
  const kinds = listKindsOf(state.hello?.formats ?? []);
  if (kinds.length === 0) return null;
  const parts = [
    { value: 'people', label: speech.t('files.usedAs.people') },
    ...kinds.map((kind) => ({ value: kind, label: speech.t(`list.${kind}`) })),
  ];
  const isUsed = parts.some(({ value }) => value === table.kind);
  const nothing = { value: table.kind, label: speech.t('files.usedAs.nothing') };
  const options = isUsed ? parts : [nothing, ...parts];
  return (
    <small>
      {speech.t('files.usedAs')}{' '}
      <Pick
        label={speech.t('files.usedAsOf', { file: table.name })}
        value={table.kind}
        options={options}
        onPick={(kind) =>
          state.reading || actions.useAs(table, /** @type {Table['kind']} */ (kind))
        }
      />
    </small>
  );
}

/** @param {{list: import('../app/types.js').List}} props */
function ListFile({ list }) {
  const { state, actions, speech } = useWeft();
  const { table, kind, rows } = list;
  const name = table.sample ? speech.t('files.sample') : table.name;
  const busy = state.reading !== '';
  return (
    <li data-list={kind}>
      <span>
        <b>{name}</b>
        <small>{speech.t('files.list', { list: speech.t(`list.${kind}`), rows })}</small>
        <small>{understood(speech, list)}</small>
        <FromSheet table={table} onPick={(sheet) => busy || actions.chooseListSheet(kind, sheet)} />
        {table.sample ? null : <UsedAs table={table} />}
        <Issues
          issues={[...(state.listFailures[kind] ?? []), ...list.issues]}
          title={speech.t('list.issues', { list: speech.t(`list.${kind}`) })}
          heading="h3"
        />
      </span>
      <button
        type="button"
        class="quiet small"
        aria-disabled={busy}
        aria-label={speech.t('files.removeOf', { file: name })}
        onClick={() => busy || actions.forgetList(kind)}
      >
        {speech.t('files.remove')}
      </button>
    </li>
  );
}

/** @param {{table: Table, index: number}} props */
function JoinedFile({ table, index }) {
  const { state, actions, speech } = useWeft();
  const profile = state.roster?.profile;
  const match = profile?.joined?.[index];
  const bare = profile && match ? bareness(profile, match) : 'no';
  const args = { file: table.name, rows: match?.rows ?? table.rows, matched: match?.matched ?? 0 };
  const left = args.rows - args.matched;
  return (
    <li data-joined={table.name}>
      <span>
        <b>{table.name}</b>
        <small>
          {match
            ? speech.t(left === 0 ? 'files.allMatched' : 'files.matched', {
                ...args,
                left,
                key: speech.t(`files.by.${match.key}`),
              })
            : speech.t('files.waiting')}
        </small>
        <FromSheet
          table={table}
          onPick={(sheet) => state.reading || actions.chooseJoinedSheet(table, sheet)}
        />
        {match ? (
          <small>
            <HeaderRowPick
              header={match}
              label={speech.t('files.headerRowOf', { file: table.name })}
              onPick={(row) => state.reading || actions.chooseJoinedHeaderRow(table, row)}
            />
          </small>
        ) : null}
        {bare === 'idle' ? <small class="warn">{speech.t('files.idle')}</small> : null}
        {bare === 'counts' ? (
          <small>
            <Pick
              label={speech.t('files.means', { file: table.name })}
              value={table.means}
              options={['in', 'out'].map((value) => ({
                value,
                label: speech.t(`files.means.${value}`),
              }))}
              onPick={(value) => actions.chooseMeaning(table, value === 'out' ? 'out' : 'in')}
            />
          </small>
        ) : null}
        <UsedAs table={table} />
      </span>
      <button
        type="button"
        class="quiet small"
        aria-disabled={state.reading !== ''}
        aria-label={speech.t('files.removeOf', { file: table.name })}
        onClick={() => state.reading || actions.removeJoined(table)}
      >
        {speech.t('files.remove')}
      </button>
    </li>
  );
}

/** @param {{table: Table}} props */
function AsideFile({ table }) {
  const { state, actions, speech } = useWeft();
  return (
    <li data-aside={table.name}>
      <span>
        <b>{table.name}</b>
        <small>{speech.t('files.aside')}</small>
        <FromSheet table={table} />
        {state.roster ? <UsedAs table={table} /> : null}
        <span class="ways">
          <button
            type="button"
            class="quiet small"
            onClick={() => state.reading || actions.useAs(table, 'roster')}
          >
            {speech.t('files.asRoster')}
          </button>
          {state.roster ? (
            <button
              type="button"
              class="quiet small"
              onClick={() => state.reading || actions.useAs(table, 'people')}
            >
              {speech.t('files.join')}
            </button>
          ) : null}
        </span>
      </span>
      <button
        type="button"
        class="quiet small"
        aria-label={speech.t('files.removeOf', { file: table.name })}
        onClick={() => actions.dropAside(table)}
      >
        {speech.t('files.remove')}
      </button>
    </li>
  );
}

export function LoadedFiles() {
  const { state, actions, speech } = useWeft();
  const { takeFiles } = useTaking();
  const { roster, joined, aside, apart, lists } = state;
  if (!roster && aside.length === 0) return null;
  return (
    <Card title={speech.t('files.title')} kind="loaded-files">
      <ul>
        {roster ? (
          <li>
            <span>
              <b>{roster.sample ? speech.t('people.sampleName') : roster.name}</b>
              <small>
                {speech.t('files.roster', {
                  rows: roster.profile.rows,
                  people: roster.profile.people,
                })}
              </small>
              <FromSheet table={roster} />
            </span>
          </li>
        ) : null}
        {joined.map((table, index) => (
          <JoinedFile key={table.name} table={table} index={index} />
        ))}
        {Object.values(lists).map((list) => (
          <ListFile key={list.kind} list={list} />
        ))}
        {apart ? (
          <li>
            <span>
              <b>{speech.t('files.pairs')}</b>
              <small>{speech.t('files.pairsCount', { pairs: apart.pairs })}</small>
              <FromSheet
                table={apart.table}
                onPick={(sheet) => state.reading || actions.chooseApartSheet(sheet)}
              />
            </span>
            <button
              type="button"
              class="quiet small"
              aria-label={speech.t('files.removeOf', { file: speech.t('files.pairs') })}
              onClick={() => actions.forgetApart()}
            >
              {speech.t('files.remove')}
            </button>
          </li>
        ) : null}
        {aside.map((table) => (
          <AsideFile key={table.name} table={table} />
        ))}
      </ul>
      {roster ? (
        <>
          <p>
            <small>{speech.t('files.addText')}</small>
          </p>
          <FileButton
            name="lists"
            kind="plain small"
            accept={ACCEPT}
            multiple
            busy={state.reading !== ''}
            onFiles={(files) => takeFiles(files, { beside: true })}
          >
            {speech.t('files.add')}
          </FileButton>
        </>
      ) : null}
    </Card>
  );
}
