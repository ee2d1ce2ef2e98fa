/** The teams as cards: what each is like beside the others, who is in it, and who may go elsewhere. */

import { useEffect, useRef, useState } from 'preact/hooks';
import { useWeft } from '../../../app/context.js';
import { BarTable } from '../../../charts/bars.jsx';
import { GroupList, Reasons, sharedRules } from '../../group-table.jsx';
import { barsOf, moveArgs, oddText, pressed, teamName } from './measures.js';
import { MovePanel, Suggestions } from './moves.jsx';

/** @typedef {import('../../../app/types.js').Group} Group */
/** @typedef {import('../../../app/types.js').GroupsPage} GroupsPage */
/** @typedef {import('../../../app/types.js').Member} Member */
/** @typedef {import('../../../app/types.js').Outcome} Outcome */
/** @typedef {import('./measures.js').Picked} Picked */
/** @typedef {import('./measures.js').Target} Target */

/** @param {string} id */
const elementOf = (id) => `person-${id}`;

/**
 * What one can do with the people of a card.
 * @typedef {object} Hand
 * @property {Picked | null} picked
 * @property {Target | null} target
 * @property {number[]} kept
 * @property {(person: Picked) => void} onPress
 * @property {(number: number) => void} onKeep
 * @property {(target: Target) => void} onTarget
 * @property {(person: Picked) => void} onDrag
 * @property {(done: boolean) => void} onDragEnd
 * @property {() => Picked | null} dragged
 */

/** @param {{person: Member, number: number, hand: Hand}} props */
function TeamPerson({ person, number, hand }) {
  const { speech } = useWeft();
  const name = person.name || speech.t('table.id', { id: person.id });
  const me = { id: person.id, name, team: number };
  const isPicked = hand.picked?.id === person.id;
  const isOther = hand.target?.other?.id === person.id;
  return (
    <li
      draggable
      class={`${isPicked ? 'picked' : ''}${isOther ? 'other' : ''}`}
      onDragStart={(event) => {
        event.dataTransfer?.setData('text/plain', name);
        hand.onDrag(me);
      }}
      onDragEnd={(event) => hand.onDragEnd(event.dataTransfer?.dropEffect !== 'none')}
      onDragEnter={(event) => {
        const dragged = hand.dragged();
        if (!dragged || dragged.team === number) return;
        event.stopPropagation();
        hand.onTarget({ team: number, other: { id: me.id, name } });
      }}
    >
      <button
        type="button"
        class="team-person"
        id={elementOf(person.id)}
        aria-pressed={isPicked}
        onClick={() => hand.onPress(me)}
      >
        <b>{name}</b>
        {person.role ? <span class="tag">{person.role}</span> : null}
        <small>{person.cells.filter(Boolean).join(' · ')}</small>
      </button>
    </li>
  );
}

/** @param {{group: Group, outcome: Outcome, shared: string[], hand: Hand}} props */
function TeamCard({ group, outcome, shared, hand }) {
  const { speech } = useWeft();
  const { number, title, people, value, of } = group;
  const name = teamName(speech, number, title);
  const id = `team-${number}`;
  const odd = oddText(speech, outcome, number);
  const bars = barsOf(speech, outcome, number);
  const kept = hand.kept.includes(number);
  const isTarget = hand.target?.team === number;
  const rules = group.reasons.filter(({ code }) => code.startsWith('rule.'));
  return (
    <article
      class={`team${kept ? ' kept' : ''}${isTarget ? ' target' : ''}`}
      aria-labelledby={id}
      onDragEnter={() => {
        const dragged = hand.dragged();
        if (dragged && dragged.team !== number) hand.onTarget({ team: number, other: null });
      }}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => event.preventDefault()}
    >
      <div class="team-head">
        <h3 id={id}>
          {name}
          <small>
            {speech.t('teams.people', { people: people.length })}
            {of > 0 ? ` · ${speech.percent(value / of)}` : ''}
          </small>
        </h3>
        {hand.picked && hand.picked.team !== number ? (
          <button
            type="button"
            class="plain small"
            onClick={() => hand.onTarget({ team: number, other: null })}
          >
            {speech.t('teams.here')}
            <span class="hidden-text">{`: ${hand.picked.name}, ${name}`}</span>
          </button>
        ) : (
          <button
            type="button"
            class="quiet small keep"
            aria-pressed={kept}
            onClick={() => hand.onKeep(number)}
          >
            {speech.t('teams.keep')}
            <span class="hidden-text">{`: ${name}`}</span>
          </button>
        )}
      </div>
      {bars.length > 0 ? (
        <BarTable caption={speech.t('teams.bars', { team: name })} rows={bars} />
      ) : null}
      {odd ? <p class="odd-one">{odd}</p> : null}
      <ul class="team-people">
        {people.map((person) => (
          <TeamPerson key={person.id} {...{ person, number, hand }} />
        ))}
      </ul>
      {rules.length > 0 ? (
        <p class="why">
          <Reasons reasons={rules} without={shared} />
        </p>
      ) : null}
    </article>
  );
}

/**
 * What stands above the cards: how moving works, what is kept, and the way back.
 * @param {{kept: number[], onSolve: () => void, onKeepNone: () => void, onBack: (() => void) | null,
 *   onFree: (() => void) | null, said: string}} props
 */
function Tools({ kept, onSolve, onKeepNone, onBack, onFree, said }) {
  const { speech } = useWeft();
  return (
    <div class="team-tools">
      <p>{speech.t('teams.how')}</p>
      <p role="status">{said}</p>
      <div class="actions">
        {onBack ? (
          <button type="button" class="plain small" onClick={onBack}>
            {speech.t('teams.back')}
          </button>
        ) : null}
        {kept.length > 0 ? (
          <>
            <button type="button" class="plain small" onClick={onSolve}>
              {speech.t('teams.solveRest', { teams: kept.length })}
            </button>
            <button type="button" class="quiet small" onClick={onKeepNone}>
              {speech.t('teams.keepNone')}
            </button>
          </>
        ) : null}
        {onFree ? (
          <button type="button" class="quiet small" onClick={onFree}>
            {speech.t('teams.free')}
          </button>
        ) : null}
      </div>
    </div>
  );
}

/** @param {{outcome: Outcome}} props */
export function TeamResult({ outcome }) {
  const { state, actions, speech } = useWeft();
  const [{ picked, target }, setMove] = useState(
    /** @type {{picked: Picked | null, target: Target | null}} */ ({ picked: null, target: null }),
  );
  const [kept, setKept] = useState(/** @type {number[]} */ ([]));
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState('');
  const drag = useRef(/** @type {Picked | null} */ (null));
  const letGo = () => setMove({ picked: null, target: null });
  // Where people are has changed.
  useEffect(letGo, [outcome]);
  const { result } = state;
  if (!result) return null;
  const earlier = result.earlier ?? [];

  /** @param {() => Promise<boolean>} work whether it was done @param {string} afterwards what is said then */
  const settle = async (work, afterwards) => {
    if (busy) return;
    setBusy(true);
    setSaid(speech.t('teams.working'));
    const isDone = await work().catch((error) => {
      actions.tell(error);
      return false;
    });
    setSaid(isDone ? afterwards : '');
    setBusy(false);
  };
  /** @param {Record<string, unknown>} [more] */
  const arranged = async (more) =>
    (await actions.ask({ op: 'detail', of: 'arranged', ...more })).teams;
  const doIt = () => {
    if (!picked || !target) return;
    const move = moveArgs(picked, target);
    const changed = [picked.team, target.team];
    return settle(
      async () => {
        const now = await arranged();
        if (!(await actions.rearrange(await arranged(move), [...earlier, now]))) return false;
        setKept((before) => [...new Set([...before, ...changed])]);
        document.getElementById(elementOf(picked.id))?.focus();
        return true;
      },
      speech.t(target.other ? 'teams.done.swap' : 'teams.done.move', {
        person: picked.name,
        other: target.other?.name ?? '',
      }),
    );
  };
  const back = () =>
    settle(
      () => actions.rearrange(/** @type {unknown[]} */ (earlier.at(-1)), earlier.slice(0, -1)),
      speech.t('teams.done.back'),
    );
  const solveRest = async () => {
    const teams = await arranged({ teams: kept });
    actions.setProgram({ ...result.program, arranged: teams });
    actions.run();
  };
  const free = () => {
    const { arranged: _, ...program } = result.program;
    actions.setProgram(/** @type {import('../../../app/types.js').Program} */ (program));
    actions.run();
  };

  /** @type {Hand} */
  const hand = {
    ...{ picked, target, kept },
    onPress: (person) => setMove((now) => pressed(now, person)),
    onKeep: (number) =>
      setKept((before) =>
        before.includes(number) ? before.filter((one) => one !== number) : [...before, number],
      ),
    onTarget: (next) => setMove((now) => ({ picked: drag.current ?? now.picked, target: next })),
    onDrag: (person) => {
      drag.current = person;
    },
    onDragEnd: (done) => {
      drag.current = null;
      if (!done) letGo();
    },
    dragged: () => drag.current,
  };
  return (
    <div class="team-result">
      {outcome.groupCount > 0 ? (
        <GroupList>
          {(page) => (
            <>
              <Tools
                {...{ kept, said }}
                onSolve={solveRest}
                onKeepNone={() => setKept([])}
                onBack={earlier.length > 0 ? back : null}
                onFree={result.program.arranged && earlier.length === 0 ? free : null}
              />
              <TeamCards {...{ page, outcome, hand }} />
            </>
          )}
        </GroupList>
      ) : null}
      {picked ? (
        <MovePanel
          key={picked.id}
          {...{ outcome, picked, target, busy }}
          onTarget={(next) => setMove({ picked, target: next })}
          onDo={doIt}
          onClose={() => {
            letGo();
            document.getElementById(elementOf(picked.id))?.focus();
          }}
        />
      ) : null}
      {outcome.groupCount > 1 ? (
        <Suggestions outcome={outcome} onChoose={(move) => setMove(move)} />
      ) : null}
    </div>
  );
}

/** @param {{page: GroupsPage, outcome: Outcome, hand: Hand}} props */
function TeamCards({ page, outcome, hand }) {
  const { speech } = useWeft();
  const shared = sharedRules(speech, page.groups);
  return (
    <>
      {shared.length > 0 ? (
        <p class="shared-rules">{speech.t('table.shared', { rules: shared.join(' · ') })}</p>
      ) : null}
      <div class="cards teams">
        {page.groups.map((group) => (
          <TeamCard key={group.number} {...{ group, outcome, shared, hand }} />
        ))}
      </div>
    </>
  );
}

/** A card for each team, to be put up or handed out. @param {{outcome: Outcome, page: GroupsPage}} props */
export function Paper({ outcome, page }) {
  const { speech } = useWeft();
  return (
    <>
      <p class="paper-title">
        {speech.t('print.caption', { name: outcome.name, date: speech.day(outcome.run.date) })}
      </p>
      <div class="cards teams">
        {page.groups.map(({ number, title, people }) => (
          <section key={number}>
            <h3>
              {teamName(speech, number, title)}
              <small>{speech.t('teams.people', { people: people.length })}</small>
            </h3>
            <ul class="team-people">
              {people.map((person) => (
                <li key={person.id}>
                  <b>{person.name || speech.t('table.id', { id: person.id })}</b>
                  {person.role ? <span class="tag">{person.role}</span> : null}
                  <small>{person.cells.filter(Boolean).join(' · ')}</small>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </>
  );
}
