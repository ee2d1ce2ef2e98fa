/** People who are named one by one inside a sentence, and a way to find one more. */

import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useWeft } from '../app/context.js';
import { useAnswer } from './answer.js';

/** @typedef {{id: string, name: string, department?: string}} Found */

const FOUND = 8;

/**
 * @param {{named: string[], least: number, onChange: (named: string[]) => void}} props
 *   `named`: as programs refer to people; `least`: with fewer it says nothing yet
 */
export function NamedPeople({ named, least, onChange }) {
  const { actions, speech } = useWeft();
  const [find, setFind] = useState('');
  const input = useRef(/** @type {HTMLInputElement | null} */ (null));
  // What is on screen when an answer comes; null where the sentence is gone.
  const now = useRef(
    /** @type {{named: string[], settle: (next: string[]) => void} | null} */ (null),
  );
  const wanted = find.trim();
  /** @type {{people: Array<Found | null>} | null} */
  const known = useAnswer(named.length > 0 ? { op: 'people', named } : null);
  /** @type {{found: number, people: Found[]} | null} */
  const found = useAnswer(wanted ? { op: 'people', find: wanted, count: FOUND } : null);
  const isNamed = (/** @type {Found} */ { id }) =>
    named.includes(id) || known?.people.some((person) => person?.id === id);

  /** @param {string[]} next */
  const settle = (next) => {
    setFind('');
    input.current?.focus();
    onChange(next);
  };
  /** Whoever comes first, even where the list is not there yet. */
  const takeFirst = async () => {
    const { people } = await actions.ask({ op: 'people', find: wanted, count: named.length + 1 });
    const first = people.find((/** @type {Found} */ person) => !isNamed(person));
    // The sentence may say something else by then, or stand for another one: it is not written over.
    if (first && String(now.current?.named) === String(named))
      now.current?.settle([...named, first.id]);
  };
  useLayoutEffect(() => {
    now.current = { named, settle };
    return () => {
      now.current = null;
    };
  });

  return (
    <span class="named-people">
      {named.map((reference, index) => {
        const person = known?.people[index];
        const name = person?.name || reference;
        return (
          <span key={reference} class={known && !person ? 'one wrong' : 'one'}>
            {name}
            <button
              type="button"
              class="quiet small"
              aria-label={speech.t('named.takeOut', { name })}
              onClick={() => settle(named.filter((_, at) => at !== index))}
            >
              <span aria-hidden="true">×</span>
            </button>
          </span>
        );
      })}
      <input
        ref={input}
        class="pick-text"
        type="search"
        autocomplete="off"
        aria-label={speech.t('named.add')}
        placeholder={speech.t(named.length < least ? 'named.first' : 'named.next')}
        value={find}
        onInput={(event) => setFind(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setFind('');
          if (event.key !== 'Enter' || !wanted) return;
          event.preventDefault();
          takeFirst().catch(() => {});
        }}
      />
      <span class="hidden-text" role="status">
        {found
          ? speech.t(found.found > 0 ? 'named.found' : 'table.nothing', { count: found.found })
          : ''}
      </span>
      {found ? (
        <span class="found-people">
          {found.people
            .filter((person) => !isNamed(person))
            .map((person) => (
              <button
                key={person.id}
                type="button"
                class="quiet small"
                data-person={person.id}
                onClick={() => settle([...named, person.id])}
              >
                {person.name || person.id}{' '}
                <small>{[person.department, person.id].filter(Boolean).join(' · ')}</small>
              </button>
            ))}
          {found.found === 0 ? <small>{speech.t('table.nothing', { count: 0 })}</small> : null}
        </span>
      ) : null}
    </span>
  );
}
