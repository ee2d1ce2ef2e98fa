/** Internal barcamp: an agenda by votes, with a timetable for everybody. */

import { useWeft } from '../../app/context.js';
import proposals from '../../samples/barcamp/proposals.csv';
import rooms from '../../samples/barcamp/rooms.csv';
import slots from '../../samples/barcamp/slots.csv';
import votes from '../../samples/barcamp/votes.csv';
import { useAnswer } from '../answer.js';
import { GroupList, Reasons, whenText } from '../group-table.jsx';
import { Bounded, Card, Figure, Folded, Nowhere } from '../parts.jsx';
import { AgendaGrid, SessionCard } from './barcamp/grid.jsx';
import { MovingPanel, useMoving } from './barcamp/moving.jsx';
import { RepairCard } from './barcamp/repair.jsx';
import { TimetableCard } from './barcamp/timetable.jsx';

/** @typedef {import('../../app/types.js').Outcome} Outcome */
/** @typedef {import('../../app/types.js').Profile} Profile */
/** @typedef {import('../../app/types.js').Program} Program */
/** @typedef {import('../../app/types.js').Reason} Reason */
/** @typedef {import('./barcamp/agenda.js').Session} Session */
/** @typedef {import('./barcamp/moving.jsx').Moving} Moving */

export { loadPaper, Paper } from './barcamp/paper.jsx';
export { Opening, Settings } from './barcamp/settings.jsx';

export const id = 'barcamp';

/** @type {Array<{kind: import('../../app/types.js').ListKind, needed: boolean}>} */
export const lists = [
  { kind: 'proposals', needed: true },
  { kind: 'votes', needed: true },
  { kind: 'rooms', needed: true },
  { kind: 'slots', needed: true },
];
/** @type {string[]} */
export const rules = [];
/** @type {string[]} */
export const criteria = [];
export const favours = false;
export const files = [
  { id: 'agenda.csv', ending: 'csv', type: 'text/csv' },
  { id: 'timetables.csv', ending: 'csv', type: 'text/csv' },
  { id: 'sessions.ics', ending: 'ics', type: 'text/calendar' },
];
export const sample = { lists: { proposals, votes, rooms, slots } };

const LISTED = 8;

/**
 * The votes decide; there is nothing else to suggest.
 * @param {Profile} _profile
 * @param {string} name
 * @param {number} seed
 * @returns {Program}
 */
export function suggest(_profile, name, seed) {
  return { weft: 1, format: id, name, who: [], votes: 'stars', seed };
}

/**
 * A calendar for each person and for each room.
 * @param {import('./index.js').Ask} ask
 * @param {import('../../locales/index.js').Speech} speech
 */
export async function folders(ask, speech) {
  const words = { summary: '{session}', description: speech.template('barcamp.calendar') };
  const all = [];
  for (const by of ['person', 'room']) {
    const { files: made, index } = await ask({ op: 'detail', of: 'calendars', by, words });
    const folder = speech.t(`barcamp.folder.${by}`);
    for (const { name, text } of index ? [...made, index] : made)
      all.push({ name: `${folder}/${name}`, text });
  }
  return all;
}

/** @param {{own: Record<string, any>}} props */
export function Meaning({ own }) {
  const { speech } = useWeft();
  const { proposals: proposed, places, cannot } = own;
  /** @type {Array<{title: string, reasons: Reason[]}>} */
  const nowhere = own.nowhere ?? [];
  if (!proposed || !places) return null;
  return (
    <>
      <Figure value={speech.number(places)} word={speech.t('barcamp.meaning.places', own)} />
      <p>{speech.t('barcamp.meaning.needed', own)}</p>
      <p>{speech.t('barcamp.meaning.votes', own)}</p>
      {cannot > 0 ? (
        <Nowhere
          sentence={speech.t('barcamp.meaning.cannot', { cannot })}
          items={nowhere.map(({ title, reasons }) => ({ name: title, reasons }))}
        />
      ) : null}
    </>
  );
}

/** @param {{outcome: Outcome}} props */
export function Headline({ outcome }) {
  const { speech } = useWeft();
  const { votes: cast, sessions, seats, people } = outcome.extra ?? {};
  return (
    <div class="headline">
      <Figure
        value={speech.number(cast.honoured)}
        word={speech.t('barcamp.headline.votes', { cast: cast.cast })}
      />
      <Figure
        value={speech.number(sessions.held)}
        word={speech.t('barcamp.headline.held', { of: sessions.of })}
      />
      <Figure
        value={speech.number(people.everything)}
        word={speech.t('barcamp.headline.everything', { of: people.of })}
      />
      <Figure
        value={speech.number(seats.of - seats.taken)}
        word={speech.t('barcamp.headline.free', { of: seats.of })}
      />
    </div>
  );
}

/**
 * What does not take place, and why; from here it can be put into the agenda.
 * @param {{sessions: Session[], reasons: Array<{session: number, reasons: Reason[]}>, moving: Moving}} props
 */
function NotHeld({ sessions, reasons, moving }) {
  const { speech } = useWeft();
  const why = new Map(reasons.map((one) => [one.session, one.reasons]));
  return (
    <Card title={speech.t('barcamp.notHeld', { count: sessions.length })} kind="not-held">
      <Bounded items={sessions} step={LISTED}>
        {(some) => (
          <ul>
            {some.map((session) => (
              <li key={session.session}>
                <SessionCard session={session} seats={0} moving={moving} />
                <small>
                  {(why.get(session.session) ?? [])
                    .map(({ code, args }) => speech.core(code, args))
                    .join(' ')}
                </small>
              </li>
            ))}
          </ul>
        )}
      </Bounded>
    </Card>
  );
}

/** The agenda, moving in it, mending it, and what it means for one person. @param {{outcome: Outcome}} props */
export function Wide({ outcome }) {
  const { speech } = useWeft();
  /** @type {import('./barcamp/agenda.js').Grid | null} */
  const grid = useAnswer({ op: 'detail', of: 'agenda' });
  const moving = useMoving(grid);
  if (!grid) return <p class="soft">{speech.t('barcamp.counting')}</p>;
  const notHeld = grid.sessions.filter(({ place }) => !place);
  return (
    <section class="agenda-room" aria-labelledby="agenda-title">
      <h2 id="agenda-title">{speech.t('barcamp.agenda')}</h2>
      <p id="moving-help" class="soft">
        {speech.t(moving.able ? 'barcamp.movingHelp' : 'barcamp.movingNotNow')}
      </p>
      <AgendaGrid grid={grid} moving={moving} />
      <MovingPanel grid={grid} moving={moving} />
      {notHeld.length > 0 ? (
        <NotHeld sessions={notHeld} reasons={outcome.extra?.notHeld ?? []} moving={moving} />
      ) : null}
      <div class="beside">
        <RepairCard grid={grid} />
        <TimetableCard grid={grid} />
      </div>
    </section>
  );
}

/** What is proven besides the votes. @param {{outcome: Outcome}} props */
export function HowGood({ outcome }) {
  const { speech } = useWeft();
  const { exact, attendable, kept, points } = outcome.extra ?? {};
  const sentences = [
    exact
      ? speech.t('barcamp.exact')
      : speech.t('barcamp.notExact', {
          gap: speech.bound(
            attendable > 0 ? (attendable - outcome.certificate.value) / attendable : 0,
          ),
        }),
  ];
  if (kept && points?.of > 0) {
    const now = outcome.certificate.value / points.of;
    const anew = kept.anew / points.of;
    sentences.push(
      anew > now
        ? speech.t('barcamp.anew', { anew: speech.percent(anew) })
        : speech.t('barcamp.noBetterAnew'),
    );
  }
  return <p class="asked">{sentences.join(' ')}</p>;
}

/** Every session that takes place, and what of its votes could not be honoured. */
export function Groups() {
  const { speech } = useWeft();
  return (
    <GroupList>
      {(page) => (
        <table class="groups sessions">
          <caption class="hidden-text">{speech.t('barcamp.sessions')}</caption>
          <thead>
            <tr>
              <th scope="col" class="when">
                {speech.t('barcamp.whenWhere')}
              </th>
              <th scope="col">{speech.t('barcamp.session')}</th>
              <th scope="col" class="why">
                {speech.t('barcamp.lost')}
              </th>
            </tr>
          </thead>
          <tbody>
            {page.groups.map(({ number, title, when, where, people, reasons }, _, groups) => {
              const days = groups.some((group) => group.when?.date !== when?.date);
              const names = (/** @type {boolean} */ hosts) =>
                people
                  .filter(({ role }) => (role === 'host') === hosts)
                  .map((person) => person.name || person.id);
              return (
                <tr key={number}>
                  <td class="when">
                    {when ? whenText(speech, days ? when : { ...when, date: '' }) : ''}
                    <small>{where}</small>
                  </td>
                  <th scope="row">
                    <b>{title}</b> <small>{speech.list(names(true))}</small>
                    <Folded summary={speech.t('barcamp.attending', { people: people.length })}>
                      {() => <small>{speech.list(names(false))}</small>}
                    </Folded>
                  </th>
                  <td class="why">
                    <Reasons reasons={reasons} />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </GroupList>
  );
}
