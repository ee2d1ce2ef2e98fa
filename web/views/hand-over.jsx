/** The fourth room: the result as files and on paper, and the way into the next round. */

import { useState } from 'preact/hooks';
import { useWeft } from '../app/context.js';
import { formatView, ownFiles } from './formats/index.js';
import { GroupRows } from './group-table.jsx';
import { SheetFiles } from './learned.jsx';
import { ChangedSince, groupsWord } from './match.jsx';
import { Card, FileLine, Notices, RoomTitle, usePrinting } from './parts.jsx';
import { Unsaved } from './unsaved.jsx';

/** @typedef {import('../app/types.js').GroupsPage} GroupsPage */

const FOR_PEOPLE = ['xlsx', 'csv'];
const FOR_THE_RECORD = ['outcome', 'record'];

/** @param {{kind: string}} props */
function ResultFile({ kind }) {
  const { actions, speech } = useWeft();
  return (
    <FileLine
      kind={kind}
      label={speech.t(`file.${kind}`)}
      about={speech.t(`file.${kind}.about`)}
      act={() => actions.save(kind, speech.t('file.sheet'))}
    />
  );
}

/** The whole list is only asked for when it is to be printed. */
function PrintButton() {
  const { state, actions, speech } = useWeft();
  const [paper, setPaper] = useState(/** @type {{page: GroupsPage, data: any} | null} */ (null));
  usePrinting(paper, () => setPaper(null));
  const { result } = state;
  if (!result) return null;
  const { outcome } = result;
  const { Paper, loadPaper } = formatView(outcome.format) ?? {};
  return (
    <>
      <button
        type="button"
        class="plain"
        aria-describedby="about-print"
        onClick={async () => {
          try {
            const page = await actions.allGroups(outcome);
            setPaper({ page, data: loadPaper ? await loadPaper(actions.ask, outcome) : null });
          } catch (error) {
            actions.tell(error);
          }
        }}
      >
        {speech.t('file.print')}
      </button>
      <span id="about-print">{speech.t('file.print.about')}</span>
      {paper ? (
        <div class="paper">
          {Paper ? (
            <Paper outcome={outcome} {...paper} />
          ) : (
            <GroupRows
              print
              page={paper.page}
              caption={speech.t('print.caption', {
                name: outcome.name,
                date: speech.day(result.date),
              })}
            />
          )}
        </div>
      ) : null}
    </>
  );
}

export function HandOverRoom() {
  const { state, actions, speech } = useWeft();
  const { result } = state;
  if (!result) return null;
  const own = ownFiles(result.outcome.format, state.hello, result.outcome).map(({ id }) => id);
  return (
    <div class="two">
      <div>
        <RoomTitle>{speech.t('handOver.title')}</RoomTitle>
        <p class="lead">
          {speech.t('handOver.lead', { groups: groupsWord(speech, result.outcome) })}
        </p>
        <ChangedSince />
        <p class="actions">
          <button
            type="button"
            class="large"
            data-file="zip"
            aria-disabled={state.saving !== ''}
            onClick={() => actions.save('zip', speech.t('file.sheet'))}
          >
            {speech.t('file.zip')}
          </button>
        </p>
        <p role="status" class="saved">
          {state.saving
            ? speech.t('handOver.making')
            : state.said
              ? speech.t('handOver.saved', { file: state.said })
              : ''}
        </p>
        <Notices notices={state.notices} />
        <h2>{speech.t('handOver.forPeople')}</h2>
        <ul class="files">
          {[...FOR_PEOPLE, ...own].map((kind) => (
            <ResultFile key={kind} kind={kind} />
          ))}
          <li>
            <PrintButton />
          </li>
        </ul>
        <SheetFiles />
        <h2>{speech.t('handOver.forRecord')}</h2>
        <ul class="files">
          {FOR_THE_RECORD.map((kind) => (
            <ResultFile key={kind} kind={kind} />
          ))}
        </ul>
      </div>
      <div class="side">
        <Card title={speech.t('next.title')} kind="lift">
          <p>{speech.t('next.text')}</p>
          <ul class="files">
            <ResultFile kind="workspace" />
          </ul>
          <Unsaved />
          {state.handed === result.outcome ? (
            <p>
              <button type="button" onClick={() => actions.nextRound()}>
                {speech.t('next.start')}
              </button>
            </p>
          ) : (
            <p>
              <small>{speech.t('next.afterwards')}</small>
            </p>
          )}
        </Card>
      </div>
    </div>
  );
}
