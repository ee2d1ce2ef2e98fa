/** A sign for a door: what the room is, and what takes place in it when. */

/**
 * @typedef {{key: string, date: string, begin: string, end: string, title: string, people: string, about?: string}} Entry
 *   `date`: '' where all of it is on one day
 */

/**
 * Nothing where nothing takes place.
 * @param {{over: string, name: string, about: string[], entries: Entry[]}} props `over`: the name of the program
 */
export function DoorSign({ over, name, about, entries }) {
  if (entries.length === 0) return null;
  return (
    <section class="room-sign">
      <p class="over">{over}</p>
      <p class="room-name">{name}</p>
      <p class="over">{about.filter(Boolean).join(' · ')}</p>
      <ul>
        {entries.map((entry) => (
          <li key={entry.key}>
            <time>
              {entry.date ? <small>{entry.date}</small> : null}
              {entry.begin}–{entry.end}
            </time>
            <span>
              <b>{entry.title}</b>
              <small>{entry.people}</small>
              {entry.about ? <i>{entry.about}</i> : null}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
