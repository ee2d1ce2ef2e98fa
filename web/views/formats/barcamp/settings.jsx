/** What HR fixes of a barcamp: sessions and their places, what cannot be had, who is away, what stays. */

import { useRef, useState } from 'preact/hooks';
import { useWeft } from '../../../app/context.js';
import { Line } from '../../line.jsx';
import { Pick, Sentence } from '../../parts.jsx';

/** @typedef {import('./agenda.js').Placed} Placed */
/** @typedef {{sessions: string[], rooms: string[], slots: string[]}} Labels */
/** @typedef {'rooms' | 'slots' | 'sessions'} OutKind */

/** @type {OutKind[]} */
const OUT_KINDS = ['rooms', 'slots', 'sessions'];

/**
 * What there is to choose from, as programs name it. It stays while a sentence is wrong and nothing is counted.
 * @returns {Labels}
 */
function useLabels() {
  const { state } = useWeft();
  const known = useRef(/** @type {Labels} */ ({ sessions: [], rooms: [], slots: [] }));
  known.current = state.possible?.own?.labels ?? known.current;
  return known.current;
}

/** What is left open is not in the program. @param {Placed} placed */
const withoutEmpty = (placed) =>
  Object.fromEntries(Object.entries(placed).filter(([, text]) => text !== ''));

/** @param {string[]} names */
const options = (names) => names.map((value) => ({ value, label: value }));

/** @returns {{program: import('../../../app/types.js').Program | null, set: (change: object) => void}} */
function useProgram() {
  const { state, actions } = useWeft();
  const { program } = state;
  return { program, set: (change) => program && actions.setProgram({ ...program, ...change }) };
}

/** Whether numbers in the votes are stars or ranks. */
export function Opening() {
  const { speech } = useWeft();
  const { program, set } = useProgram();
  return (
    <Sentence
      template={speech.template('barcamp.opening')}
      parts={{
        votes: (
          <Pick
            label={speech.t('barcamp.votesLabel')}
            value={program?.votes ?? 'stars'}
            options={['stars', 'ranks'].map((value) => ({
              value,
              label: speech.t(`barcamp.votes.${value}`),
            }))}
            onPick={(votes) => set({ votes })}
          />
        ),
      }}
    />
  );
}

/** @param {{labels: Labels}} props */
function FixedLines({ labels }) {
  const { speech } = useWeft();
  const { program, set } = useProgram();
  /** @type {Placed[]} */
  const fixed = program?.fixed ?? [];
  return (
    <>
      {fixed.map((one, index) => {
        const change = (/** @type {Partial<Placed>} */ part) =>
          set({
            fixed: fixed.map((old, at) => (at === index ? withoutEmpty({ ...old, ...part }) : old)),
          });
        return (
          <Line
            key={`fixed-${index}`}
            opens={speech.t('barcamp.opens.fixed')}
            place={`/fixed/${index}`}
            onRemove={() => set({ fixed: fixed.filter((_, at) => at !== index) })}
          >
            <Sentence
              template={speech.template('barcamp.fixed')}
              parts={{
                session: (
                  <Pick
                    label={speech.t('barcamp.fixedSession')}
                    value={one.session}
                    options={options(labels.sessions)}
                    onPick={(session) => change({ session })}
                  />
                ),
                slot: (
                  <Pick
                    label={speech.t('barcamp.fixedSlot')}
                    value={one.slot ?? ''}
                    options={[
                      { value: '', label: speech.t('barcamp.anySlot') },
                      ...options(labels.slots),
                    ]}
                    onPick={(slot) => change({ slot })}
                  />
                ),
                room: (
                  <Pick
                    label={speech.t('barcamp.fixedRoom')}
                    value={one.room ?? ''}
                    options={[
                      { value: '', label: speech.t('barcamp.anyRoom') },
                      ...options(labels.rooms),
                    ]}
                    onPick={(room) => change({ room })}
                  />
                ),
              }}
            />
          </Line>
        );
      })}
    </>
  );
}

/** @param {{labels: Labels}} props */
function OutLines({ labels }) {
  const { speech } = useWeft();
  const { program, set } = useProgram();
  /** @type {Record<OutKind, string[]>} */
  const out = { rooms: [], slots: [], sessions: [], ...program?.out };
  const all = OUT_KINDS.flatMap((kind) => out[kind].map((name, index) => ({ kind, name, index })));
  const without = (/** @type {OutKind} */ kind, /** @type {number} */ index) => ({
    ...out,
    [kind]: out[kind].filter((_, at) => at !== index),
  });
  return (
    <>
      {all.map(({ kind, name, index }) => (
        <Line
          key={`${kind}-${index}`}
          opens={speech.t('barcamp.opens.out')}
          place={`/out/${kind}/${index}`}
          onRemove={() => set({ out: without(kind, index) })}
        >
          <Sentence
            template={speech.template('barcamp.out')}
            parts={{
              name: (
                <Pick
                  label={speech.t('barcamp.outLabel')}
                  value={`${kind} ${name}`}
                  options={OUT_KINDS.flatMap((one) =>
                    labels[one].map((label) => ({
                      value: `${one} ${label}`,
                      label: speech.t(`barcamp.outOf.${one}`, { name: label }),
                    })),
                  )}
                  onPick={(value) => {
                    const [picked = '', ...words] = value.split(' ');
                    const left = without(kind, index);
                    const chosen = /** @type {OutKind} */ (picked);
                    set({ out: { ...left, [chosen]: [...left[chosen], words.join(' ')] } });
                  }}
                />
              ),
            }}
          />
        </Line>
      ))}
    </>
  );
}

/** @param {{labels: Labels}} props */
function AwayLines({ labels }) {
  const { speech } = useWeft();
  const { program, set } = useProgram();
  /** @type {Array<{person: string, slots?: string[]}>} */
  const away = program?.away ?? [];
  return (
    <>
      {away.map((one, index) => {
        const change = (/** @type {object} */ part) =>
          set({ away: away.map((old, at) => (at === index ? { ...old, ...part } : old)) });
        const slots = one.slots ?? [];
        return (
          <Line
            key={`away-${index}`}
            opens={speech.t('barcamp.opens.away')}
            place={`/away/${index}`}
            onRemove={() => set({ away: away.filter((_, at) => at !== index) })}
          >
            <Sentence
              template={speech.template('barcamp.away')}
              parts={{
                person: (
                  <input
                    class="pick-text"
                    aria-label={speech.t('barcamp.awayPerson')}
                    placeholder={speech.t('barcamp.awayWho')}
                    value={one.person}
                    onChange={(event) => change({ person: event.currentTarget.value.trim() })}
                  />
                ),
                slots: (
                  <Pick
                    label={speech.t('barcamp.awaySlots')}
                    value={slots.join('; ')}
                    options={[
                      { value: '', label: speech.t('barcamp.allDay') },
                      ...options(labels.slots),
                    ]}
                    onPick={(slot) => change({ slots: slot ? [slot] : [] })}
                  />
                ),
              }}
            />
          </Line>
        );
      })}
    </>
  );
}

export function Settings() {
  const { speech } = useWeft();
  const { program, set } = useProgram();
  const labels = useLabels();
  const [naming, setNaming] = useState(false);
  if (!program) return null;
  const { fixed = [], out = {}, away = [], keep = [] } = program;
  const adds = [
    {
      name: 'fix',
      first: labels.sessions[0],
      begin: (/** @type {string} */ session) => ({
        fixed: [...fixed, { session }],
      }),
    },
    {
      name: 'close',
      first: labels.rooms[0],
      begin: (/** @type {string} */ room) => ({
        out: { ...out, rooms: [...(out.rooms ?? []), room] },
      }),
    },
  ];
  return (
    <>
      {keep.length > 0 ? (
        <Line
          opens={speech.t('barcamp.opens.keep')}
          place="/keep"
          onRemove={() => set({ keep: [] })}
        >
          {speech.t('barcamp.keep', { count: keep.length })}
        </Line>
      ) : null}
      <FixedLines labels={labels} />
      <OutLines labels={labels} />
      <AwayLines labels={labels} />
      {naming ? (
        <Line opens={speech.t('barcamp.opens.away')} onRemove={() => setNaming(false)}>
          <Sentence
            template={speech.template('barcamp.awayNew')}
            parts={{
              person: (
                <input
                  class="pick-text"
                  aria-label={speech.t('barcamp.awayPerson')}
                  placeholder={speech.t('barcamp.awayWho')}
                  onChange={(event) => {
                    const person = event.currentTarget.value.trim();
                    if (person) set({ away: [...away, { person }] });
                    setNaming(false);
                  }}
                />
              ),
            }}
          />
        </Line>
      ) : null}
      <Line opens={speech.t('barcamp.opens.more')}>
        <span class="ways">
          {adds.map(({ name, first, begin }) => (
            <button
              key={name}
              type="button"
              class="quiet small"
              data-add={name}
              aria-disabled={first === undefined}
              onClick={() => first !== undefined && set(begin(first))}
            >
              {speech.t(`barcamp.add.${name}`)}
            </button>
          ))}
          <button
            type="button"
            class="quiet small"
            data-add="absent"
            onClick={() => setNaming(true)}
          >
            {speech.t('barcamp.add.absent')}
          </button>
        </span>
      </Line>
    </>
  );
}
