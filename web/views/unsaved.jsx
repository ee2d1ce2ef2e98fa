/** What is in no workspace file yet. */

import { useWeft } from '../app/context.js';
import { unsaved } from '../app/unsaved.js';
import { FileLine } from './parts.jsx';

/** Nothing, where all of it is saved. */
export function Unsaved() {
  const { state, speech } = useWeft();
  const parts = unsaved(state);
  if (parts.length === 0) return null;
  const named = speech.list(parts.map((part) => speech.t(`unsaved.${part}`)));
  return <p class="notice note">{speech.t('unsaved.parts', { parts: named })}</p>;
}

/** The same in rooms without any other file, with the way to save it. */
export function SaveWork() {
  const { state, actions, speech } = useWeft();
  return (
    <>
      <Unsaved />
      {unsaved(state).length > 0 ? (
        <ul class="files">
          <FileLine
            kind="workspace"
            label={speech.t('file.workspace')}
            about={speech.t('file.workspace.about')}
            act={() => actions.save('workspace', speech.t('file.sheet'))}
          />
        </ul>
      ) : null}
      <p role="status" class="saved">
        {state.said.endsWith('.weft.json') ? speech.t('handOver.saved', { file: state.said }) : ''}
      </p>
    </>
  );
}
