/** How this month's export differs from the one that the workspace was made with. */

import { useWeft } from '../app/context.js';
import { differenceSentences } from '../app/difference.js';

export function SinceLastTime() {
  const { state, speech } = useWeft();
  const { roster } = state;
  const difference = roster?.profile.difference;
  if (!roster || !difference) return null;
  const sentences = differenceSentences(speech, difference, roster.profile.people);
  if (sentences.length === 0) return null;
  return (
    <div class="since">
      <h3>{speech.t('since.title')}</h3>
      <ul>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </div>
  );
}
