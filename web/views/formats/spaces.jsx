/** Co-creation areas: which group works in which space and when, with new neighbours from week to week. */

import { useWeft } from '../../app/context.js';
import groups from '../../samples/spaces/groups.csv';
import rooms from '../../samples/spaces/rooms.csv';
import slots from '../../samples/spaces/slots.csv';
import { Figure, Nowhere } from '../parts.jsx';

/** @typedef {import('../../app/types.js').Outcome} Outcome */
/** @typedef {import('../../app/types.js').Profile} Profile */
/** @typedef {import('../../app/types.js').Program} Program */

export { loadPaper, Paper } from './spaces/paper.jsx';
export { Wide } from './spaces/plan.jsx';
export { Opening, Settings } from './spaces/settings.jsx';

export const id = 'spaces';

/** @type {Array<{kind: import('../../app/types.js').ListKind, needed: boolean}>} */
export const lists = [
  { kind: 'groups', needed: true },
  { kind: 'rooms', needed: true },
  { kind: 'slots', needed: true },
];
/** @type {string[]} */
export const rules = [];
/** @type {string[]} */
export const criteria = [];
export const favours = false;
export const files = [
  { id: 'plan.csv', ending: 'csv', type: 'text/csv' },
  { id: 'by-group.csv', ending: 'csv', type: 'text/csv' },
  {
    id: 'seats.csv',
    ending: 'csv',
    type: 'text/csv',
    made: (/** @type {Outcome} */ outcome) => Boolean(outcome.extra?.tables),
  },
  { id: 'plan.ics', ending: 'ics', type: 'text/calendar' },
];
export const sample = { lists: { groups, rooms, slots } };

/**
 * @param {Profile} _profile
 * @param {string} name
 * @param {number} seed
 * @returns {Program}
 */
export function suggest(_profile, name, seed) {
  return { weft: 1, format: id, name, who: [], weeks: 4, wishes: 70, neighbours: 40, seed };
}

/** Mixed groups need no list of them, and have rules. @param {Program} program */
export function given(program) {
  if (!program.mixed) return {};
  return {
    lists: lists.filter(({ kind }) => kind !== 'groups'),
    rules: undefined,
    criteria: undefined,
  };
}

/**
 * A calendar for each space and for each group.
 * @param {import('./index.js').Ask} ask
 * @param {import('../../locales/index.js').Speech} speech
 */
export async function folders(ask, speech) {
  const words = {
    summary: speech.template('spaces.event'),
    description: speech.template('spaces.eventText'),
    group: speech.template('spaces.numbered'),
  };
  const all = [];
  for (const by of ['space', 'group']) {
    const { files: made } = await ask({ op: 'detail', of: 'calendars', by, words });
    const folder = speech.t(`spaces.folder.${by}`);
    for (const { name, text } of made) all.push({ name: `${folder}/${name}`, text });
  }
  return all;
}

/** @param {{own: Record<string, any>}} props */
export function Meaning({ own }) {
  const { speech } = useWeft();
  if (!own.groups || !own.places) return null;
  return (
    <>
      <Figure value={speech.number(own.groups)} word={speech.t('spaces.meaning.groups', own)} />
      <p>{speech.t('spaces.meaning.places', own)}</p>
      <p>{speech.t('spaces.meaning.wishing', own)}</p>
      {own.cannot > 0 ? (
        <Nowhere sentence={speech.t('spaces.meaning.cannot', own)} items={own.nowhere ?? []} />
      ) : null}
    </>
  );
}

/** @param {{outcome: Outcome}} props */
export function Headline({ outcome }) {
  const { speech } = useWeft();
  const { placed, wishes, neighbours, weeks, tables } = outcome.extra ?? {};
  return (
    <div class="headline">
      <Figure
        value={speech.number(placed.groups)}
        word={speech.t('spaces.headline.placed', { of: placed.of })}
      />
      {wishes.of > 0 ? (
        <Figure
          value={speech.number(wishes.first)}
          word={speech.t('spaces.headline.wishes', { of: wishes.of })}
        />
      ) : null}
      {weeks > 1 ? (
        <Figure
          value={speech.number(neighbours.met)}
          word={speech.t('spaces.headline.neighbours', neighbours)}
        />
      ) : null}
      {tables?.pairs > 0 ? (
        <Figure
          value={speech.percent(tables.mixed / tables.pairs)}
          word={speech.t('spaces.headline.tables')}
        />
      ) : null}
    </div>
  );
}

/** What is proven of each part. @param {{outcome: Outcome}} props */
export function HowGood({ outcome }) {
  const { speech } = useWeft();
  const { placed, turns, neighbours, weeks, tables, mixed } = outcome.extra ?? {};
  const sentences = [
    speech.t(placed.groups === placed.most ? 'spaces.mostPlaced' : 'spaces.mayPlace', placed),
  ];
  if (weeks > 1 && turns && placed.groups < placed.of) {
    sentences.push(speech.t('spaces.turns', turns));
    if (turns.proven) sentences.push(speech.t('spaces.turnsProven'));
  }
  if (weeks > 1) {
    const unavoidable = neighbours.repeats === neighbours.least;
    const key =
      neighbours.repeats === 0
        ? 'spaces.allNew'
        : unavoidable
          ? 'spaces.unavoidable'
          : 'spaces.again';
    sentences.push(speech.t(key, neighbours));
  }
  if (tables?.pairs > 0)
    sentences.push(
      speech.t('spaces.tablesBest', {
        share: speech.percent(tables.mixed / tables.pairs),
        chance: speech.percent(tables.random / tables.pairs),
      }),
    );
  if (mixed?.of > 0)
    sentences.push(
      speech.t(mixed.value === mixed.bound ? 'spaces.mixedBest' : 'spaces.mixedNear', {
        share: speech.percent(mixed.value / mixed.of),
        chance: speech.percent(mixed.random / mixed.of),
        gap: speech.bound(mixed.bound > 0 ? (mixed.bound - mixed.value) / mixed.bound : 0),
      }),
    );
  return <p class="asked">{sentences.join(' ')}</p>;
}
