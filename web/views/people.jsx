/** The first room: where people come in. */

import { useEffect, useRef, useState } from 'preact/hooks';
import { useWeft } from '../app/context.js';
import { Cloth } from '../charts/woven.jsx';
import { CSV_PEOPLE, WORKBOOK_LIMITS } from '../io/limits.js';
import { ACCEPT, useIntake, useTaking } from './intake.jsx';
import { LoadedFiles } from './loaded-files.jsx';
import { Card, Figure, FileButton, Issues, Notices, RoomTitle } from './parts.jsx';
import { Reading } from './reading.jsx';

const CAPS = {
  people: CSV_PEOPLE,
  rows: WORKBOOK_LIMITS.rows,
  megabytes: WORKBOOK_LIMITS.packed / 1_000_000,
};

/** @param {{onTable: (text: string) => void, onClose: () => void}} props */
function PasteBox({ onTable, onClose }) {
  const { speech } = useWeft();
  const area = useRef(/** @type {HTMLTextAreaElement | null} */ (null));
  useEffect(() => area.current?.focus(), []);
  return (
    <form
      class="paste"
      onSubmit={(event) => {
        event.preventDefault();
        if (area.current?.value.trim()) onTable(area.current.value);
      }}
    >
      <label for="paste-area">{speech.t('people.pasteLabel')}</label>
      <textarea ref={area} id="paste-area" rows={6} spellcheck={false} />
      <div class="actions">
        <button type="submit">{speech.t('people.pasteUse')}</button>
        <button type="button" class="quiet" onClick={onClose}>
          {speech.t('people.pasteClose')}
        </button>
      </div>
    </form>
  );
}

function Loaded() {
  const { state, speech, href } = useWeft();
  const { roster, workspace } = state;
  return (
    <>
      {roster ? (
        <Card title={speech.t('people.loadedTitle')}>
          <Figure
            value={speech.number(roster.profile.people)}
            word={speech.t('people.from', {
              people: roster.profile.people,
              file: roster.sample ? speech.t('people.sampleName') : roster.name,
            })}
          />
          <p>
            <a class="button" href={href('columns')}>
              {speech.t('people.toColumns')}
            </a>
          </p>
        </Card>
      ) : null}
      <LoadedFiles />
      {workspace ? (
        <Card title={speech.t('people.workspaceTitle')}>
          <Figure
            value={speech.number(workspace.rounds.length)}
            word={speech.t('people.rounds', { rounds: workspace.rounds.length })}
          />
          <p>
            {roster ? speech.t('people.workspaceReady') : speech.t('people.workspaceNeedsRoster')}
          </p>
        </Card>
      ) : null}
    </>
  );
}

export function PeopleRoom() {
  const { state, actions, speech } = useWeft();
  const over = useIntake();
  const { takeText, takeFiles } = useTaking();
  const [pasting, setPasting] = useState(false);
  const busy = state.reading !== '';

  return (
    <div class="two">
      <div>
        <RoomTitle>{speech.t('people.title')}</RoomTitle>
        <p class="lead">{speech.t('people.lead')}</p>
        <fieldset class={over ? 'drop over' : 'drop'} aria-busy={busy}>
          <legend>{speech.t('people.dropTitle')}</legend>
          <p>{speech.t('people.dropText')}</p>
          <p class="fine">{speech.t('people.caps', CAPS)}</p>
          <div class="actions">
            <FileButton name="files" accept={ACCEPT} multiple busy={busy} onFiles={takeFiles}>
              {speech.t('people.choose')}
            </FileButton>
            <button
              type="button"
              class="plain"
              aria-expanded={pasting}
              onClick={() => setPasting(!pasting)}
            >
              {speech.t('people.paste')}
            </button>
            <button
              type="button"
              class="quiet"
              aria-disabled={busy}
              onClick={() => actions.trySample()}
            >
              {speech.t('people.sample')}
            </button>
          </div>
          {pasting ? <PasteBox onTable={takeText} onClose={() => setPasting(false)} /> : null}
          <Reading />
        </fieldset>
        <Notices notices={state.notices} />
        <Issues issues={state.fileIssues} title={speech.t('issues.inFile')} />
        <p class="fine">{speech.t('people.fresh')}</p>
      </div>
      <div class="side">
        <Loaded />
        {state.roster || state.workspace ? null : <Cloth />}
      </div>
    </div>
  );
}
