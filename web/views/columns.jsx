/** The second half of the first room: what each column was taken for, and what was noticed. */

import { useEffect, useState } from 'preact/hooks';
import { allColumns, joinedColumns } from '../app/columns.js';
import { useWeft } from '../app/context.js';
import { isBlocked } from '../app/people.js';
import { ColumnTable, Ignored } from './column-table.jsx';
import { Findings } from './findings.jsx';
import { useIntake } from './intake.jsx';
import { HeaderRowPick, sheetLabel } from './line.jsx';
import { LoadedFiles } from './loaded-files.jsx';
import { Card, Figure, Issues, Notices, Pick, RoomTitle } from './parts.jsx';
import { GivenAnswers, Questions } from './questions.jsx';
import { Reading } from './reading.jsx';
import { SinceLastTime } from './since-last-time.jsx';

const LEFT_OUT = /** @type {const} */ (['inactive', 'accounts', 'duplicates', 'nameless']);

/** How many rows are no people of the roster, and why. */
function LeftOutRows() {
  const { state, speech } = useWeft();
  const leftOut = state.roster?.profile.leftOut;
  if (!leftOut) return null;
  const parts = LEFT_OUT.filter((why) => leftOut[why] > 0).map((why) =>
    speech.t(`leftOutRows.${why}`, { count: leftOut[why] }),
  );
  if (parts.length === 0) return null;
  return <p>{speech.t('leftOutRows', { parts: speech.list(parts) })}</p>;
}

/** Roster, workspace and what comes next, on one sheet. */
function Summary() {
  const { state, actions, speech, href } = useWeft();
  const { roster } = state;
  if (!roster) return null;
  const { profile } = roster;
  const ignored = profile.columns.filter((column) => column.role === 'ignored').length;
  const blocked = isBlocked(profile);
  return (
    <Card title={speech.t('columns.cardTitle')} kind="lift">
      <Figure
        value={speech.number(profile.people)}
        word={speech.t('columns.people', { people: profile.people })}
      />
      <p role="status">
        {state.reading
          ? ''
          : speech.t('columns.summary', {
              rows: profile.rows,
              columns: profile.columns.length - ignored,
              ignored,
            })}
      </p>
      <Reading />
      <LeftOutRows />
      {roster.sheets.length > 1 && roster.sheet ? (
        <p>
          {speech.t('columns.sheet')}{' '}
          <Pick
            label={speech.t('columns.sheetLabel')}
            value={roster.sheet}
            options={roster.sheets.map((sheet) => ({
              value: sheet.name,
              label: sheetLabel(speech, sheet),
              word: sheet.name,
            }))}
            onPick={actions.chooseSheet}
          />
        </p>
      ) : null}
      <p>
        <HeaderRowPick
          header={profile}
          label={speech.t('columns.headerLabel')}
          onPick={actions.chooseHeaderRow}
        />
      </p>
      {state.workspace ? (
        <p>
          {speech.t('columns.workspace', {
            rounds: state.workspace.rounds.length,
            file: state.workspace.name,
          })}
        </p>
      ) : null}
      <SinceLastTime />
      <div class="actions">
        {blocked ? null : (
          <a class="button" href={href('program')}>
            {speech.t('columns.next')}
          </a>
        )}
        <a class="quiet" href={href('people')}>
          {speech.t('columns.back')}
        </a>
      </div>
    </Card>
  );
}

export function ColumnsRoom() {
  const { state, speech } = useWeft();
  const over = useIntake();
  const [openOrder, setOpenOrder] = useState('');
  const [wanted, setWanted] = useState('');
  useEffect(() => {
    if (!wanted) return;
    const order = [...document.querySelectorAll('[data-order]')].find(
      (element) => element.getAttribute('data-order') === wanted,
    );
    order?.scrollIntoView({ block: 'center' });
    order?.querySelector('button')?.focus({ preventScroll: true });
    setWanted('');
  }, [wanted]);

  const { roster } = state;
  if (!roster) return null;
  const { profile } = roster;
  const kept = profile.columns.filter((column) => column.role !== 'ignored');
  const recognised = kept.filter((column) => column.role !== 'other');
  const others = kept.filter((column) => column.role === 'other');
  const ignored = allColumns(profile).filter((column) => column.role === 'ignored');
  const name = roster.sample ? speech.t('people.sampleName') : roster.name;
  const order = { openOrder, onOpenOrder: setOpenOrder };
  const errors = profile.issues.filter((issue) => issue.severity === 'error');
  const blocked = isBlocked(profile);
  return (
    <div class={over ? 'columns-room over' : 'columns-room'}>
      <RoomTitle>{speech.t('columns.title', { people: profile.people })}</RoomTitle>
      <p class="lead">{speech.t('columns.lead', { file: name })}</p>
      <Notices notices={state.notices} />
      <Issues issues={state.fileIssues} title={speech.t('issues.inFile')} />
      {blocked && state.fileIssues.length === 0 ? (
        <Issues issues={errors} title={speech.t('columns.blocked')} />
      ) : null}
      <div class="two summed">
        <div class="sum">
          <Summary />
        </div>
        <div class="main-part">
          <Questions
            onOpenOrder={(header) => {
              setOpenOrder(header);
              setWanted(header);
            }}
          />
          <GivenAnswers />
          <ColumnTable columns={recognised} caption={speech.t('columns.recognised')} {...order} />
          {(profile.joined ?? []).map((list) => {
            const columns = joinedColumns(profile, list).filter(
              (column) => column.role !== 'ignored' && column.header !== list.file,
            );
            return columns.length > 0 ? (
              <ColumnTable
                key={list.file}
                columns={columns}
                caption={speech.t('columns.joined', { file: list.file })}
                {...order}
              />
            ) : null;
          })}
          {others.length > 0 ? (
            <ColumnTable columns={others} caption={speech.t('columns.others')} {...order} />
          ) : null}
          {ignored.length > 0 ? <Ignored columns={ignored} open={blocked} /> : null}
        </div>
        <div class="side">
          <LoadedFiles />
          <Findings />
        </div>
      </div>
    </div>
  );
}
