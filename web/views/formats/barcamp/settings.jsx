/** What HR fixes of a barcamp: sessions and their places, what cannot be had, who is away, what stays. */

import { useState } from 'preact/hooks';
import { useWeft } from '../../../app/context.js';
import { Line } from '../../line.jsx';
import { Pick, Sentence } from '../../parts.jsx';
import { named, useEntries, useLabels, useProgram, withoutEmpty } from '../../settings.js';

/** @typedef {import('./agenda.js').Placed} Placed */
/** @typedef {{sessions: string[], rooms: string[], slots: string[]}} Labels */
/** @typedef {'rooms' | 'slots' | 'sessions'} OutKind */
/** @typedef {{person: string, slots?: string[]}} Away */

/** @type {OutKind[]} */
const OUT_KINDS = ['rooms', 'slots', 'sessions'];

/** @type {Labels} */
const NONE = { sessions: [], rooms: [], slots: [] };

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
  const { entries, change, remove } = useEntries('fixed');
  /** @type {Placed[]} */
  const fixed = entries;
  return (
    <>
      {fixed.map((one, index) => {
        const pick = (
          /** @type {'session' | 'slot' | 'room'} */ key,
          /** @type {string} */ label,
          /** @type {string[]} */ names,
          /** @type {string} */ any,
        ) => (
          <Pick
            label={label}
            value={one[key] ?? ''}
            options={[...(any ? [{ value: '', label: any }] : []), ...named(names)]}
            onPick={(value) => change(index, withoutEmpty({ ...one, [key]: value }))}
          />
        );
        return (
          <Line
            key={`fixed-${index}`}
            opens={speech.t('barcamp.opens.fixed')}
            place={`/fixed/${index}`}
            onRemove={() => remove(index)}
          >
            <Sentence
              template={speech.template('barcamp.fixed')}
              parts={{
                session: pick('session', speech.t('barcamp.fixedSession'), labels.sessions, ''),
                slot: pick(
                  'slot',
                  speech.t('barcamp.fixedSlot'),
                  labels.slots,
                  speech.t('barcamp.anySlot'),
                ),
                room: pick(
                  'room',
                  speech.t('barcamp.fixedRoom'),
                  labels.rooms,
                  speech.t('barcamp.anyRoom'),
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

/** @param {{value?: string, onName: (name: string) => void}} props */
function WhoInput({ value, onName }) {
  const { speech } = useWeft();
  return (
    <input
      class="pick-text"
      aria-label={speech.t('barcamp.awayPerson')}
      placeholder={speech.t('barcamp.awayWho')}
      value={value}
      onChange={(event) => onName(event.currentTarget.value.trim())}
    />
  );
}

/** @param {{labels: Labels}} props */
function AwayLines({ labels }) {
  const { speech } = useWeft();
  const { entries, change, remove } = useEntries('away');
  /** @type {Away[]} */
  const away = entries;
  return (
    <>
      {away.map((one, index) => {
        const slots = one.slots ?? [];
        return (
          <Line
            key={`away-${index}`}
            opens={speech.t('barcamp.opens.away')}
            place={`/away/${index}`}
            onRemove={() => remove(index)}
          >
            <Sentence
              template={speech.template('barcamp.away')}
              parts={{
                person: (
                  <WhoInput
                    value={one.person}
                    onName={(person) => change(index, { ...one, person })}
                  />
                ),
                slots: (
                  <Pick
                    label={speech.t('barcamp.awaySlots')}
                    value={slots.join('; ')}
                    options={[
                      { value: '', label: speech.t('barcamp.allDay') },
                      ...named(labels.slots),
                    ]}
                    onPick={(slot) => change(index, { ...one, slots: slot ? [slot] : [] })}
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
  const labels = useLabels(NONE);
  const fixed = useEntries('fixed');
  const away = useEntries('away');
  const [naming, setNaming] = useState(false);
  if (!program) return null;
  const { out = {}, keep = [] } = program;
  const adds = [
    {
      name: 'fix',
      first: labels.sessions[0],
      begin: (/** @type {string} */ session) => fixed.add({ session }),
    },
    {
      name: 'close',
      first: labels.rooms[0],
      begin: (/** @type {string} */ room) =>
        set({ out: { ...out, rooms: [...(out.rooms ?? []), room] } }),
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
                <WhoInput
                  onName={(person) => {
                    if (person) away.add({ person });
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
              onClick={() => first !== undefined && begin(first)}
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
