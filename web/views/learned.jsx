/** Findings: sheets for the groups of a result, and the room where filled ones become something to hand on. */

import { useState } from 'preact/hooks';
import { useWeft } from '../app/context.js';
import {
  Bounded,
  Card,
  Figure,
  FileButton,
  FileLine,
  Issues,
  Notices,
  RoomTitle,
  usePrinting,
} from './parts.jsx';

/** @typedef {import('../learned/sheet.js').Sheet} Sheet */

const STEP = 50;
const SECTIONS = /** @type {const} */ (['learned', 'who', 'followUp', 'topics']);
const ACCEPT = '.html,.htm,.md,.markdown,.txt,.zip';

/** @param {{kind: string, act: () => void}} props */
function Made({ kind, act }) {
  const { speech } = useWeft();
  return (
    <FileLine
      kind={kind}
      label={speech.t(`learnt.${kind}`)}
      about={speech.t(`learnt.${kind}.about`)}
      act={act}
    />
  );
}

/** A sheet on paper, with room to write. @param {{sheet: Sheet}} props */
function PaperSheet({ sheet }) {
  const { speech } = useWeft();
  const facts = [sheet.program, speech.day(sheet.date), sheet.people.join(', ')];
  return (
    <section class="paper-sheet">
      <p class="paper-title">
        {speech.t('sheet.heading')}: {sheet.title || `${speech.t('sheet.group')} ${sheet.group}`}
      </p>
      <p>{facts.filter(Boolean).join(' · ')}</p>
      {SECTIONS.map((section) => (
        <div key={section} class={`paper-field ${section}`}>
          {speech.t(`sheet.${section}`)}
        </div>
      ))}
      <p>{speech.t('sheet.internal')}</p>
    </section>
  );
}

function PrintSheets() {
  const { actions, speech } = useWeft();
  const [sheets, setSheets] = useState(/** @type {Sheet[] | null} */ (null));
  usePrinting(sheets, () => setSheets(null));
  return (
    <>
      <button
        type="button"
        class="plain"
        data-print="sheets"
        aria-describedby="about-sheets-print"
        onClick={async () => setSheets(await actions.emptySheets())}
      >
        {speech.t('learnt.sheets-print')}
      </button>
      <span id="about-sheets-print">{speech.t('learnt.sheets-print.about')}</span>
      {sheets ? (
        <div class="paper">
          {sheets.map((sheet) => (
            <PaperSheet key={sheet.group} sheet={sheet} />
          ))}
        </div>
      ) : null}
    </>
  );
}

/** In the hand-over: a findings sheet for every group. */
export function SheetFiles() {
  const { actions, speech, href } = useWeft();
  return (
    <>
      <h2>{speech.t('learnt.forGroups')}</h2>
      <ul class="files">
        <Made kind="sheets-html" act={() => actions.saveSheets('html')} />
        <Made kind="sheets-md" act={() => actions.saveSheets('md')} />
        <li>
          <PrintSheets />
        </li>
        <li>
          <a class="button plain" href={href('learned')}>
            {speech.t('learnt.title')}
          </a>
          <span>{speech.t('learnt.back')}</span>
        </li>
      </ul>
    </>
  );
}

function Table() {
  const { state, actions, speech } = useWeft();
  const entries = state.learned.sheets.map((entry, index) => ({ ...entry, index }));
  return (
    <section aria-labelledby="sheets-title">
      <h2 id="sheets-title">{speech.t('sheet.sheets')}</h2>
      <Bounded items={entries} step={STEP}>
        {(shown) => (
          <table class="plain-table sheets">
            <thead>
              <tr>
                <th scope="col">{speech.t('sheet.group')}</th>
                <th scope="col">{speech.t('sheet.learned')}</th>
                <th scope="col">{speech.t('sheet.topics')}</th>
                <th scope="col">{speech.t('learnt.internal')}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map(({ file, sheet, index }) => (
                <tr key={index}>
                  <th scope="row">
                    {sheet.title || (sheet.group > 0 ? speech.number(sheet.group) : file)}
                    <small>
                      {[sheet.program, speech.day(sheet.date)].filter(Boolean).join(' · ')}
                    </small>
                  </th>
                  <td class="excerpt">{sheet.learned || sheet.followUp}</td>
                  <td>{sheet.topics.join(' · ')}</td>
                  <td>
                    <input
                      type="checkbox"
                      aria-label={speech.t('learnt.internalOf', { file })}
                      checked={sheet.internal}
                      onChange={(event) => actions.markInternal(index, event.currentTarget.checked)}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Bounded>
    </section>
  );
}

function Result() {
  const { state, actions, speech } = useWeft();
  const { sheets } = state.learned;
  const internal = sheets.filter(({ sheet }) => sheet.internal).length;
  const topics = new Set(
    sheets.flatMap(({ sheet }) => sheet.topics.map((one) => one.toLowerCase())),
  );
  return (
    <Card title={speech.t('learnt.out')} kind="lift">
      <Figure
        value={speech.number(sheets.length - internal)}
        word={speech.t('learnt.sheets', { count: sheets.length - internal })}
      />
      <p>{speech.t('learnt.summary', { topics: topics.size, internal })}</p>
      {sheets.length > internal ? (
        <ul class="files">
          <Made kind="findings-html" act={() => actions.saveFindings('html')} />
          <Made kind="findings-md" act={() => actions.saveFindings('md')} />
        </ul>
      ) : null}
      <p role="status" class="saved">
        {state.saving
          ? speech.t('handOver.making')
          : state.said
            ? speech.t('handOver.saved', { file: state.said })
            : ''}
      </p>
      <button type="button" class="quiet small" onClick={() => actions.dropSheets()}>
        {speech.t('learnt.drop')}
      </button>
    </Card>
  );
}

export function LearnedRoom() {
  const { state, actions, speech } = useWeft();
  const [over, setOver] = useState(false);
  const { sheets, issues } = state.learned;
  const busy = state.reading !== '';
  return (
    <>
      <div class="two">
        <div>
          <RoomTitle>{speech.t('learnt.title')}</RoomTitle>
          <p class="lead">{speech.t('learnt.lead')}</p>
          <fieldset
            class={over ? 'drop over' : 'drop'}
            aria-busy={busy}
            onDragOver={() => setOver(true)}
            onDragLeave={() => setOver(false)}
            onDrop={(event) => {
              setOver(false);
              actions.takeSheets([...(event.dataTransfer?.files ?? [])]);
            }}
          >
            <legend>{speech.t('learnt.drop.title')}</legend>
            <p>{speech.t('learnt.drop.text')}</p>
            <div class="actions">
              <FileButton
                name="sheets"
                accept={ACCEPT}
                multiple
                busy={busy}
                onFiles={(files) => actions.takeSheets(files)}
              >
                {speech.t('people.choose')}
              </FileButton>
            </div>
            <p class="reading" role="status">
              {busy ? speech.t('people.reading', { file: state.reading }) : ''}
            </p>
          </fieldset>
          <Notices notices={state.notices} />
          <Bounded items={issues} step={STEP}>
            {(shown) => <Issues issues={shown} title={speech.t('learnt.issues')} />}
          </Bounded>
        </div>
        <div class="side">{sheets.length > 0 ? <Result /> : null}</div>
      </div>
      {sheets.length > 0 ? <Table /> : null}
    </>
  );
}
