/** Moving somebody: where to, for whom, and what it would do, before it is done. */

import { useEffect, useRef } from 'preact/hooks';
import { useWeft } from '../../../app/context.js';
import { useWindow } from '../../group-table.jsx';
import { Folded, Pick } from '../../parts.jsx';
import { changesOf, criterionNames, effectText, moveArgs, teamName, teamOf } from './measures.js';

/** @typedef {import('../../../app/types.js').GroupsPage} GroupsPage */
/** @typedef {import('../../../app/types.js').Outcome} Outcome */
/** @typedef {import('./measures.js').Effect} Effect */
/** @typedef {import('./measures.js').Picked} Picked */
/** @typedef {import('./measures.js').Suggestion} Suggestion */
/** @typedef {import('./measures.js').Target} Target */

const SUGGESTED = 3;
const SUGGESTED_OF_ALL = 8;

/** @param {import('../../../locales/index.js').Speech} speech @param {Outcome} outcome @param {number} number */
const nameOf = (speech, outcome, number) =>
  teamName(speech, number, teamOf(outcome, number)?.title);

/**
 * Moves that make it better, as buttons that show what they would do.
 * @param {{outcome: Outcome, person?: string, most: number, none: string,
 *   onChoose: (move: {picked: Picked, target: Target}) => void}} props
 */
function BestMoves({ outcome, person, most, none, onChoose }) {
  const { speech } = useWeft();
  /** @type {{moves: Suggestion[]} | null} */
  const found = useWindow({ op: 'detail', of: 'moves', most, ...(person ? { person } : {}) });
  if (!found) return null;
  if (found.moves.length === 0) return <p class="soft">{none}</p>;
  const text = (/** @type {Suggestion} */ { name, other, otherName, from, to }) =>
    speech.t(`teams.move.${person ? 'mine' : 'any'}${other ? 'Swap' : ''}`, {
      ...{ person: name, other: otherName },
      ...{ from: nameOf(speech, outcome, from), to: nameOf(speech, outcome, to) },
    });
  return (
    <ul class="best-moves">
      {found.moves.map((move) => (
        <li key={`${move.person} ${move.to} ${move.other}`}>
          <button
            type="button"
            class="plain small"
            onClick={() =>
              onChoose({
                picked: { id: move.person, name: move.name, team: move.from },
                target: {
                  team: move.to,
                  other: move.other ? { id: move.other, name: move.otherName ?? '' } : null,
                },
              })
            }
          >
            {text(move)}
          </button>
        </li>
      ))}
    </ul>
  );
}

/** @param {{outcome: Outcome, onChoose: (move: {picked: Picked, target: Target}) => void}} props */
export function Suggestions({ outcome, onChoose }) {
  const { speech } = useWeft();
  return (
    <Folded kind="suggestions" summary={speech.t('teams.suggestions')}>
      {() => (
        <BestMoves
          {...{ outcome, onChoose }}
          most={SUGGESTED_OF_ALL}
          none={speech.t('teams.noneBetter')}
        />
      )}
    </Folded>
  );
}

/**
 * Who comes back in exchange.
 * @param {{target: Target, onTarget: (target: Target) => void}} props
 */
function Counterpart({ target, onTarget }) {
  const { speech } = useWeft();
  /** @type {GroupsPage | null} */
  const page = useWindow({
    op: 'groups',
    from: target.team - 1,
    count: 1,
    find: '',
    sort: 'number',
  });
  const people = page?.groups[0]?.number === target.team ? page.groups[0].people : [];
  const named = people.map(({ id, name }) => ({
    value: id,
    label: name || speech.t('table.id', { id }),
  }));
  return (
    <Pick
      label={speech.t('teams.counterpart')}
      value={target.other?.id ?? ''}
      options={[
        { value: '', label: speech.t('teams.nobody') },
        ...(target.other && named.length === 0
          ? [{ value: target.other.id, label: target.other.name }]
          : named),
      ]}
      onPick={(id) => {
        const other = named.find(({ value }) => value === id);
        onTarget({ ...target, other: other ? { id, name: other.label } : null });
      }}
    />
  );
}

/**
 * What would be better or worse, and what would be broken.
 * @param {{outcome: Outcome, picked: Picked, target: Target, busy: boolean, onDo: () => void}} props
 */
function EffectOf({ outcome, picked, target, busy, onDo }) {
  const { speech } = useWeft();
  /** @type {Effect | null} */
  const effect = useWindow({ op: 'detail', of: 'effect', ...moveArgs(picked, target) });
  if (!effect) return null;
  const changes = changesOf(criterionNames(speech, outcome), effect);
  const arrow = (/** @type {{before: number, after: number}} */ { before, after }) =>
    before === after
      ? speech.t('teams.unchanged', { share: before })
      : speech.t('teams.change', { before, after });
  return (
    <>
      <p class="effect">
        <strong>{effectText(speech, effect)}</strong>
      </p>
      {effect.teams.some(({ broken }) => broken.length > 0) ? (
        <ul class="broken">
          {effect.teams.flatMap(({ team, broken }) =>
            broken.map(({ code, args }, index) => (
              <li key={`${team} ${index}`}>
                {speech.t('teams.brokenIn', {
                  team: nameOf(speech, outcome, team),
                  rule: speech.core(code, args),
                })}
              </li>
            )),
          )}
        </ul>
      ) : null}
      <button
        type="button"
        class="do-it"
        aria-disabled={effect.breaks || busy}
        onClick={() => {
          if (!effect.breaks && !busy) onDo();
        }}
      >
        {speech.t(target.other ? 'teams.doSwap' : 'teams.doMove')}
      </button>
      {changes.length > 0 ? (
        <table class="before-after">
          <caption class="hidden-text">{speech.t('teams.beforeAfter')}</caption>
          <thead>
            <tr>
              <th scope="col">{speech.t('teams.criterion')}</th>
              {effect.teams.map(({ team }) => (
                <th key={team} scope="col">
                  {nameOf(speech, outcome, team)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {changes.map(({ name, cells }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                {cells.map((cell, index) => (
                  <td
                    key={index}
                    class={cell.after > cell.before ? 'up' : cell.after < cell.before ? 'down' : ''}
                  >
                    {arrow(cell)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </>
  );
}

/**
 * The sentence of a move, with what it would do. It takes the focus, so that the keyboard goes on from here.
 * @param {{outcome: Outcome, picked: Picked, target: Target | null, busy: boolean,
 *   onTarget: (target: Target | null) => void, onDo: () => void, onClose: () => void}} props
 */
export function MovePanel({ outcome, picked, target, busy, onTarget, onDo, onClose }) {
  const { speech } = useWeft();
  const panel = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => {
    panel.current?.querySelector('select')?.focus({ preventScroll: true });
  }, []);
  const teams = Array.from({ length: outcome.groupCount }, (_, index) => index + 1)
    .filter((number) => number !== picked.team)
    .map((number) => ({ value: String(number), label: nameOf(speech, outcome, number) }));
  return (
    <section
      ref={panel}
      class="move-panel"
      aria-label={speech.t('teams.panel', { person: picked.name })}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <div class="move-head">
        <p>
          {speech.t('teams.moveWhom', {
            person: picked.name,
            team: nameOf(speech, outcome, picked.team),
          })}{' '}
          <Pick
            label={speech.t('teams.whereTo')}
            value={target ? String(target.team) : ''}
            options={[
              ...(target ? [] : [{ value: '', label: speech.t('teams.choose') }]),
              ...teams,
            ]}
            onPick={(value) => onTarget(value ? { team: Number(value), other: null } : null)}
          />
          {target ? (
            <>
              {' '}
              {speech.t('teams.inExchange')} <Counterpart {...{ target, onTarget }} />
            </>
          ) : null}
        </p>
        <button type="button" class="quiet small" onClick={onClose}>
          {speech.t('teams.close')}
        </button>
      </div>
      <div role="status">
        {target ? (
          <EffectOf
            key={JSON.stringify(moveArgs(picked, target))}
            {...{ outcome, picked, target, busy, onDo }}
          />
        ) : null}
      </div>
      {target ? null : (
        <BestMoves
          outcome={outcome}
          person={picked.id}
          most={SUGGESTED}
          none={speech.t('teams.noneBetterFor', { person: picked.name })}
          onChoose={({ target: next }) => onTarget(next)}
        />
      )}
    </section>
  );
}
