/** The plan of a week by time and space, or of all weeks by group; from here a group can be moved. */

import { useRef, useState } from 'preact/hooks';
import { useWeft } from '../../../app/context.js';
import { useAnswer } from '../../answer.js';
import { Bounded, Card, Folded, Pick, Sentence } from '../../parts.jsx';

/** @typedef {import('../../../app/types.js').Outcome} Outcome */
/** @typedef {import('../../../app/types.js').Reason} Reason */
/** @typedef {import('../../../locales/index.js').Speech} Speech */
/** @typedef {{name: string, label: string, begin: string, end: string, dates: string[]}} Slot `dates`: of each week */
/**
 * @typedef {{name: string, seats: number, site: string, stepFree: boolean, equipment: string[],
 *   open: boolean[]}} Space
 */
/**
 * @typedef {{name: string, size: number, site: string, equipment: string[], wishes: string[],
 *   people: Array<{id: string, name: string}>}} Group
 */
/**
 * `wish`: what of its wishes holds, in thousandths; null: it has none.
 * @typedef {{week: number, group: number, slot: number, space: number, neighbours: number[],
 *   again: number[], wish: number | null}} Visit
 */
/** @typedef {{week: number, slot: number, space: number, tables: string[][]}} Seating */
/**
 * @typedef {{weeks: number, slots: Slot[], spaces: Space[], groups: Group[], visits: Visit[],
 *   seating: Seating[]}} Plan
 */
/** @typedef {{slot: number, space: number}} Place */
/** @typedef {{group: string, space: string, slot: string, week: number}} Fixed as programs have it */

const LISTED = 8;
const ROWS = 40;
/** All of a group's wishes hold. */
const ALL = 1000;

/** What a group is called. @param {Speech} speech @param {string} name */
export const groupName = (speech, name) =>
  /^\d+$/.test(name) ? speech.t('spaces.numbered', { group: name }) : name;

/** @param {Plan} plan @param {number} week @param {number} slot @param {number} space */
export const visitsAt = ({ visits }, week, slot, space) =>
  visits.filter((one) => one.week === week && one.slot === slot && one.space === space);

/** @param {Speech} speech @param {Slot} slot @param {number} week */
export const slotText = (speech, { dates, begin, end }, week) =>
  speech.t('spaces.time', { day: speech.day(dates[week] ?? ''), begin, end });

/** Who sits where in a place. @param {{seating: Seating | undefined}} props */
function Tables({ seating }) {
  const { speech } = useWeft();
  if (!seating) return null;
  return (
    <Folded summary={speech.t('spaces.tables', { tables: seating.tables.length })}>
      {() => (
        <ol class="small-list">
          {seating.tables.map((names) => (
            <li key={names.join()}>{speech.list(names)}</li>
          ))}
        </ol>
      )}
    </Folded>
  );
}

/** @param {{plan: Plan, visit: Visit, onMove: ((visit: Visit) => void) | null, moved: boolean}} props */
function GroupCard({ plan, visit, onMove, moved }) {
  const { speech } = useWeft();
  const group = plan.groups[visit.group];
  if (!group) return null;
  const name = groupName(speech, group.name);
  return (
    <article class={`session${moved ? ' picked' : ''}`} data-group={group.name}>
      <b>{name}</b>
      <small>{speech.t('spaces.people', { people: group.size })}</small>
      {visit.wish === null ? null : (
        <small>
          {speech.t(
            visit.wish >= ALL
              ? 'spaces.wishMet'
              : visit.wish > 0
                ? 'spaces.wishPart'
                : 'spaces.wishNone',
          )}
        </small>
      )}
      {visit.again.length > 0 ? (
        <small class="tag">
          {speech.t('spaces.nextToAgain', {
            names: visit.again.map((other) => groupName(speech, plan.groups[other]?.name ?? '')),
          })}
        </small>
      ) : null}
      {onMove ? (
        <button
          type="button"
          class="handle"
          aria-pressed={moved}
          aria-label={speech.t('spaces.move', { group: name })}
          onClick={() => onMove(visit)}
        >
          <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
            <path d="M2 3h8M2 6h8M2 9h8" />
          </svg>
        </button>
      ) : null}
    </article>
  );
}

/** @param {{plan: Plan, week: number, onMove: ((visit: Visit) => void) | null, moving: Visit | null}} props */
function BySpace({ plan, week, onMove, moving }) {
  const { speech } = useWeft();
  return (
    <ul class="by-time">
      {plan.slots.map((slot, t) => {
        if (!slot.dates[week]) return null;
        const used = plan.spaces.map((space, s) => ({
          space,
          s,
          here: visitsAt(plan, week, t, s),
        }));
        const free = used.filter(({ space, here }) => here.length === 0 && space.open[t]);
        return (
          <li key={slot.label}>
            <h3>
              {slotText(speech, slot, week)} <small>{slot.name}</small>
            </h3>
            <div class="in-spaces">
              {used
                .filter(({ here }) => here.length > 0)
                .map(({ space, s, here }) => (
                  <section key={space.name} data-place={`${week} ${t} ${s}`}>
                    <h4>
                      {space.name}
                      <small>
                        {[
                          space.site,
                          speech.t('spaces.seats', {
                            taken: here.reduce(
                              (sum, { group }) => sum + (plan.groups[group]?.size ?? 0),
                              0,
                            ),
                            seats: space.seats,
                          }),
                        ]
                          .filter(Boolean)
                          .join(' · ')}
                      </small>
                    </h4>
                    {here.map((visit) => (
                      <GroupCard
                        key={visit.group}
                        plan={plan}
                        visit={visit}
                        onMove={onMove}
                        moved={visit === moving}
                      />
                    ))}
                    <Tables
                      seating={plan.seating.find(
                        (one) => one.week === week && one.slot === t && one.space === s,
                      )}
                    />
                  </section>
                ))}
            </div>
            {free.length > 0 ? (
              <p class="soft">
                {speech.t('spaces.free', { spaces: free.map(({ space }) => space.name) })}
              </p>
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}

/** @param {{plan: Plan}} props */
function ByGroup({ plan }) {
  const { speech } = useWeft();
  const weeks = Array.from({ length: plan.weeks }, (_, week) => week);
  const at = new Map(plan.visits.map((visit) => [`${visit.group} ${visit.week}`, visit]));
  const rows = plan.groups.map((group, index) => ({ group, index }));
  return (
    <Bounded items={rows} step={ROWS}>
      {(some) => (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached without a mouse
        <section class="wide-table" aria-label={speech.t('spaces.byGroup')} tabIndex={0}>
          <table class="groups by-group">
            <caption class="hidden-text">{speech.t('spaces.byGroup')}</caption>
            <thead>
              <tr>
                <th scope="col">{speech.t('spaces.group')}</th>
                {weeks.map((week) => (
                  <th key={week} scope="col">
                    {speech.t('spaces.week', { week: week + 1 })}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {some.map(({ group, index }) => (
                <tr key={group.name}>
                  <th scope="row">
                    <b>{groupName(speech, group.name)}</b>
                    <Folded summary={speech.t('spaces.people', { people: group.size })}>
                      {() => (
                        <small>{speech.list(group.people.map(({ name, id }) => name || id))}</small>
                      )}
                    </Folded>
                  </th>
                  {weeks.map((week) => {
                    const visit = at.get(`${index} ${week}`);
                    const slot = visit && plan.slots[visit.slot];
                    return (
                      <td key={week}>
                        {visit && slot ? (
                          <>
                            {plan.spaces[visit.space]?.name}
                            <small>{slotText(speech, slot, week)}</small>
                          </>
                        ) : (
                          '–'
                        )}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </Bounded>
  );
}

/**
 * Where a group could go instead, and what that would do.
 * @param {{plan: Plan, visit: Visit, onLeave: () => void}} props
 */
function MovingPanel({ plan, visit, onLeave }) {
  const { state, actions, speech } = useWeft();
  const [to, setTo] = useState(/** @type {Place} */ ({ slot: visit.slot, space: visit.space }));
  const { week } = visit;
  const stays = to.slot === visit.slot && to.space === visit.space;
  /**
   * @type {{possible: boolean, reasons: Reason[], before?: number, value?: number, repeatsBefore?: number,
   *   repeats?: number, fixed?: Fixed} | null}
   */
  const effect = useAnswer(
    stays ? null : { op: 'detail', of: 'move', group: visit.group, week, to },
  );
  const said = () => {
    if (stays) return speech.t('spaces.moveHelp');
    if (!effect) return speech.t('spaces.counting');
    const { possible, reasons, before = 0, value = 0, repeatsBefore = 0, repeats = 0 } = effect;
    if (!possible) return reasons.map(({ code, args }) => speech.core(code, args)).join(' ');
    const key = value > before ? 'better' : value < before ? 'worse' : 'same';
    return [
      speech.t(`spaces.effect.${key}`, {
        change: speech.percent(before > 0 ? Math.abs(value - before) / before : 0),
      }),
      repeats === repeatsBefore
        ? ''
        : speech.t('spaces.effect.repeats', { repeats, repeatsBefore }),
    ]
      .filter(Boolean)
      .join(' ');
  };
  const ready = Boolean(effect?.possible && effect.fixed && state.program);
  const name = groupName(speech, plan.groups[visit.group]?.name ?? '');
  return (
    <section class="moving card lift" aria-labelledby="moving-title">
      <h3 id="moving-title">{speech.t('spaces.move', { group: name })}</h3>
      <p>
        <Sentence
          template={speech.template('spaces.moveTo')}
          parts={{
            slot: (
              <Pick
                label={speech.t('spaces.moveSlot')}
                value={String(to.slot)}
                options={plan.slots.flatMap((slot, t) =>
                  slot.dates[week]
                    ? [{ value: String(t), label: slotText(speech, slot, week) }]
                    : [],
                )}
                onPick={(slot) => setTo({ ...to, slot: Number(slot) })}
              />
            ),
            space: (
              <Pick
                label={speech.t('spaces.moveSpace')}
                value={String(to.space)}
                options={plan.spaces.map((space, s) => ({ value: String(s), label: space.name }))}
                onPick={(space) => setTo({ ...to, space: Number(space) })}
              />
            ),
          }}
        />
      </p>
      <p role="status" class={effect && !effect.possible ? 'effect warn' : 'effect'}>
        {said()}
      </p>
      <div class="actions">
        <button
          type="button"
          data-do="move"
          aria-disabled={!ready}
          onClick={() => {
            const { program } = state;
            if (!ready || !effect?.fixed || !program) return;
            const { fixed } = effect;
            /** @type {Fixed[]} */
            const others = (program.fixed ?? []).filter(
              (/** @type {Fixed} */ one) => one.group !== fixed.group || one.week !== fixed.week,
            );
            actions.setProgram({ ...program, fixed: [...others, fixed] });
            actions.run();
          }}
        >
          {speech.t('spaces.do')}
        </button>
        <button type="button" class="plain" onClick={onLeave}>
          {speech.t('spaces.leave')}
        </button>
      </div>
    </section>
  );
}

/** @param {{nowhere: Array<{group: number, name: string, week: number, reasons: Reason[]}>}} props */
function Nowhere({ nowhere }) {
  const { speech } = useWeft();
  return (
    <Card title={speech.t('spaces.nowhere', { count: nowhere.length })} kind="nowhere">
      <Bounded items={nowhere} step={LISTED}>
        {(some) => (
          <ul class="small-list">
            {some.map(({ group, name, week, reasons }) => (
              <li key={`${group} ${week}`}>
                <b>{groupName(speech, name)}</b> {speech.t('spaces.inWeek', { week: week + 1 })}{' '}
                {reasons.map(({ code, args }) => speech.core(code, args)).join(' ')}
              </li>
            ))}
          </ul>
        )}
      </Bounded>
    </Card>
  );
}

/** @param {{outcome: Outcome}} props */
export function Wide({ outcome }) {
  const { state, speech } = useWeft();
  /** @type {Plan | null} */
  const plan = useAnswer({ op: 'detail', of: 'plan' });
  const [by, setBy] = useState('space');
  const [week, setWeek] = useState(0);
  const [moving, setMoving] = useState(/** @type {Visit | null} */ (null));
  const from = useRef(/** @type {Element | null} */ (null));
  if (!plan) return <p class="soft">{speech.t('spaces.counting')}</p>;
  const shown = Math.min(week, plan.weeks - 1);
  const able = state.program?.format === outcome.format;
  const held = moving && plan.visits.includes(moving) ? moving : null;
  const sides = ['space', 'group'].map((value) => ({
    value,
    label: speech.t(`spaces.by.${value}`),
  }));
  const weeks = Array.from({ length: plan.weeks }, (_, index) => ({
    value: String(index),
    label: speech.t('spaces.week', { week: index + 1 }),
  }));
  const byPick = (
    <Pick
      label={speech.t('spaces.byLabel')}
      value={by}
      options={sides}
      onPick={(value) => {
        setBy(value);
        setMoving(null);
      }}
    />
  );
  return (
    <section class="agenda-room spaces-plan" aria-labelledby="plan-title">
      <h2 id="plan-title">{speech.t('spaces.plan')}</h2>
      <p class="plan-pick">
        {by === 'space' && plan.weeks > 1 ? (
          <Sentence
            template={speech.template('spaces.show')}
            parts={{
              by: byPick,
              week: (
                <Pick
                  label={speech.t('spaces.weekLabel')}
                  value={String(shown)}
                  options={weeks}
                  onPick={(value) => {
                    setWeek(Number(value));
                    setMoving(null);
                  }}
                />
              ),
            }}
          />
        ) : (
          <Sentence template={speech.template('spaces.showAll')} parts={{ by: byPick }} />
        )}
      </p>
      {by === 'space' ? (
        <BySpace
          plan={plan}
          week={shown}
          moving={held}
          onMove={
            able
              ? (visit) => {
                  from.current = document.activeElement;
                  setMoving(visit === held ? null : visit);
                }
              : null
          }
        />
      ) : (
        <ByGroup plan={plan} />
      )}
      {held ? (
        <MovingPanel
          key={`${held.group} ${held.week}`}
          plan={plan}
          visit={held}
          onLeave={() => {
            setMoving(null);
            if (from.current instanceof HTMLElement) from.current.focus();
          }}
        />
      ) : null}
      {outcome.extra?.nowhere?.length > 0 ? <Nowhere nowhere={outcome.extra?.nowhere} /> : null}
    </section>
  );
}
