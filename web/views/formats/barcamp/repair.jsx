/** Something drops out on the day: what has to change is shown before it is done. */

import { useState } from 'preact/hooks';
import { useWeft } from '../../../app/context.js';
import { useAnswer } from '../../answer.js';
import { Bounded, Card, Pick, Sentence } from '../../parts.jsx';
import { severalDays, timesOf, withRepair } from './agenda.js';
import { placeText } from './moving.jsx';

/** @typedef {import('./agenda.js').Grid} Grid */
/** @typedef {import('./agenda.js').Out} Out */
/** @typedef {import('./agenda.js').Place} Place */
/** @typedef {{kind: 'room' | 'slot' | 'session' | 'host', name: string, label: string}} Loss */
/**
 * @typedef {{before: number, value: number, of: number, agenda: Array<Place | null>,
 *   changed: Array<{session: number, title: string, from: Place | null, to: Place | null,
 *     gaveWay: boolean}>}} Repair
 */

const LISTED = 10;
/** Votes that must be gained for each session that gives way. */
const GAIN = 5;

/** All that can drop out. @param {import('../../../locales/index.js').Speech} speech @param {Grid} grid @returns {Loss[]} */
function losses(speech, { rooms, slots, sessions }) {
  const days = severalDays(slots);
  const hosts = new Map(
    sessions
      .filter(({ place }) => place)
      .flatMap((session) => session.hosts.map(({ id, name }) => [id, name || id])),
  );
  /** @type {Loss[]} */
  const all = [
    ...rooms.map(({ name }) => ({ kind: /** @type {const} */ ('room'), name, label: name })),
    ...slots.map((slot) => ({
      kind: /** @type {const} */ ('slot'),
      name: slot.label,
      label: `${days ? `${speech.day(slot.date)}, ` : ''}${timesOf(slot)}`,
    })),
    ...[...hosts]
      .map(([name = '', label = '']) => ({ kind: /** @type {const} */ ('host'), name, label }))
      .sort((one, other) => one.label.localeCompare(other.label, speech.language)),
    ...sessions
      .filter(({ place }) => place)
      .map(({ id, title }) => ({
        kind: /** @type {const} */ ('session'),
        name: id || title,
        label: title,
      })),
  ];
  return all;
}

/** @param {Loss[]} lost @returns {Out} */
function outOf(lost) {
  const named = (/** @type {Loss['kind']} */ kind) =>
    lost.filter((one) => one.kind === kind).map(({ name }) => name);
  return {
    rooms: named('room'),
    slots: named('slot'),
    sessions: named('session'),
    people: named('host').map((person) => ({ person, slots: [] })),
  };
}

/** @param {{grid: Grid, repair: Repair}} props */
function Changes({ grid, repair }) {
  const { speech } = useWeft();
  const place = (/** @type {Place | null} */ one) => (one ? placeText(speech, grid, one) : '');
  return (
    <Bounded items={repair.changed} step={LISTED}>
      {(some) => (
        <ul class="changes">
          {some.map(({ session, title, from, to, gaveWay }) => (
            <li key={session}>
              {speech.t(`barcamp.repair.${to ? 'moves' : gaveWay ? 'gaveWay' : 'out'}`, {
                title,
                from: place(from),
                to: place(to),
              })}
            </li>
          ))}
        </ul>
      )}
    </Bounded>
  );
}

/** @param {{grid: Grid}} props */
export function RepairCard({ grid }) {
  const { state, actions, speech } = useWeft();
  const [lost, setLost] = useState(/** @type {Loss[]} */ ([]));
  const [yields, setYields] = useState(false);
  const out = outOf(lost);
  /** @type {Repair | null} */
  const repair = useAnswer(
    lost.length > 0
      ? { op: 'detail', of: 'repair', out, ...(yields ? { giveWay: GAIN } : {}) }
      : null,
  );
  const { program } = state;
  const able = program?.format === state.result?.program.format;
  const keyOf = (/** @type {Loss} */ { kind, name }) => `${kind} ${name}`;
  const offered = losses(speech, grid).filter(
    (one) => !lost.some((other) => keyOf(other) === keyOf(one)),
  );
  const text = (/** @type {Loss} */ { kind, label }) =>
    speech.t(`barcamp.lossOf.${kind}`, { name: label });
  const ready = Boolean(repair && program && able);
  const said = () => {
    if (lost.length === 0) return '';
    if (!repair) return speech.t('barcamp.counting');
    const { changed, before, value, of } = repair;
    const gone = changed.filter(({ to }) => !to).length;
    return speech.t(changed.length > 0 ? 'barcamp.repair.said' : 'barcamp.repair.nothing', {
      moved: changed.length - gone,
      gone,
      before: speech.percent(of > 0 ? before / of : 1),
      after: speech.percent(of > 0 ? value / of : 1),
    });
  };
  return (
    <Card title={speech.t('barcamp.repair.title')} kind="repair">
      <p>
        <Sentence
          template={speech.template('barcamp.repair.pick')}
          parts={{
            what: (
              <Pick
                label={speech.t('barcamp.repair.label')}
                value=""
                options={[
                  { value: '', label: speech.t('barcamp.repair.choose') },
                  ...offered.map((one) => ({ value: keyOf(one), label: text(one) })),
                ]}
                onPick={(value) => {
                  const chosen = offered.find((one) => keyOf(one) === value);
                  if (chosen) setLost([...lost, chosen]);
                }}
              />
            ),
          }}
        />
      </p>
      {lost.length > 0 ? (
        <ul class="chips">
          {lost.map((one) => (
            <li key={keyOf(one)}>
              {text(one)}{' '}
              <button
                type="button"
                class="quiet small"
                aria-label={speech.t('barcamp.repair.backOf', { what: text(one) })}
                onClick={() => setLost(lost.filter((other) => other !== one))}
              >
                {speech.t('barcamp.repair.back')}
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      {lost.length > 0 ? (
        <p>
          <Sentence
            template={speech.template('barcamp.repair.others')}
            parts={{
              how: (
                <Pick
                  label={speech.t('barcamp.repair.othersLabel')}
                  value={yields ? 'yield' : 'stay'}
                  options={['stay', 'yield'].map((value) => ({
                    value,
                    label: speech.t(`barcamp.repair.others.${value}`, { count: GAIN }),
                  }))}
                  onPick={(value) => setYields(value === 'yield')}
                />
              ),
            }}
          />
        </p>
      ) : null}
      <p role="status" class="effect">
        {said()}
      </p>
      {repair ? <Changes grid={grid} repair={repair} /> : null}
      {lost.length > 0 ? (
        <p class="actions">
          <button
            type="button"
            data-do="repair"
            aria-disabled={!ready}
            onClick={() => {
              if (!ready || !repair || !program) return;
              actions.setProgram(withRepair(program, grid, out, repair));
              actions.run();
            }}
          >
            {speech.t('barcamp.repair.do')}
          </button>
        </p>
      ) : null}
    </Card>
  );
}
