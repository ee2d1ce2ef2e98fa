/** What is being read, how far that is where it takes a while, and a way to end it. */

import { useEffect, useState } from 'preact/hooks';
import { useWeft } from '../app/context.js';

const LONG_MS = 600;

export function Reading() {
  const { state, actions, speech } = useWeft();
  const { reading, readDone } = state;
  const [long, setLong] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setLong(reading), LONG_MS);
    return () => clearTimeout(timer);
  }, [reading]);
  return (
    <>
      <p class="reading" role="status">
        {reading ? speech.t('people.reading', { file: reading }) : ''}
      </p>
      {reading && long === reading ? (
        <div class="actions reading-ways">
          <progress max="1" value={readDone ?? undefined} aria-label={speech.t('match.progress')} />
          <button type="button" class="plain small" onClick={() => actions.stopReading()}>
            {speech.t('match.stop')}
          </button>
        </div>
      ) : null}
    </>
  );
}
