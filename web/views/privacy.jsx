/** How private is this: what Weft does, what it cannot promise, and how to check it. */

import { useWeft } from '../app/context.js';
import { RoomTitle } from './parts.jsx';

const SECTIONS = [
  { id: 'does', items: 5 },
  { id: 'not', items: 5 },
  { id: 'check', items: 4, ordered: true },
];

export function PrivacyRoom() {
  const { speech } = useWeft();
  return (
    <article class="prose">
      <RoomTitle>{speech.t('privacy.title')}</RoomTitle>
      <p class="lead">{speech.t('privacy.lead')}</p>
      {SECTIONS.map(({ id, items, ordered }) => {
        const List = ordered ? 'ol' : 'ul';
        return (
          <section key={id} aria-labelledby={`privacy-${id}`}>
            <h2 id={`privacy-${id}`}>{speech.t(`privacy.${id}.title`)}</h2>
            <List>
              {Array.from({ length: items }, (_, index) => (
                <li key={index}>{speech.t(`privacy.${id}.${index + 1}`)}</li>
              ))}
            </List>
          </section>
        );
      })}
    </article>
  );
}
