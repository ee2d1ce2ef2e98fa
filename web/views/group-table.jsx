/** The long lists: groups with their reasons, and people left out, a hundred at a time. */

import { useEffect, useRef, useState } from 'preact/hooks';
import { useWeft } from '../app/context.js';
import { createWindow } from '../app/window.js';
import { Pick } from './parts.jsx';

/** @typedef {import('../app/types.js').GroupsPage} GroupsPage */
/** @typedef {import('../app/types.js').LeftOutPage} LeftOutPage */
/** @typedef {import('../app/types.js').Reason} Reason */
/** @typedef {import('../app/types.js').Member} Member */

export const PAGE = 100;
const SHOWN_AT_FIRST = 5;
const SEARCH_AFTER_MS = 150;

/** @typedef {import('../locales/index.js').Speech} Speech */

/**
 * The rules that bound every one of these groups alike: said once, not in every row.
 * @param {Speech} speech
 * @param {import('../app/types.js').Group[]} groups
 */
export function sharedRules(speech, groups) {
  const sentences = groups.map((group) =>
    group.reasons
      .filter((reason) => reason.code.startsWith('rule.'))
      .map((reason) => speech.core(reason.code, reason.args)),
  );
  const [first = [], ...others] = sentences;
  return first.filter((sentence) => others.every((other) => other.includes(sentence)));
}

/**
 * Reasons as sentences; wishes that were not met come last and say so.
 * @param {{reasons: Reason[], without?: string[]}} props
 */
export function Reasons({ reasons, without = [] }) {
  const { speech } = useWeft();
  const say = (/** @type {Reason[]} */ some) =>
    some
      .map((reason) => speech.core(reason.code, reason.args))
      .filter((sentence) => !without.includes(sentence))
      .join(' · ');
  const unmet = reasons.filter((reason) => /^criterion\..*\.none$/.test(reason.code));
  const wishes = reasons.filter(
    (reason) => !unmet.includes(reason) && !reason.code.startsWith('rule.'),
  );
  const rules = reasons.filter((reason) => reason.code.startsWith('rule.'));
  return (
    <>
      {say([...wishes, ...rules])}
      {unmet.length > 0 ? (
        <span class="unmet">{speech.t('table.but', { reasons: say(unmet) })}</span>
      ) : null}
    </>
  );
}

/** @param {{person: Member}} props */
export function Person({ person }) {
  const { speech } = useWeft();
  const role = `role.${person.role}`;
  return (
    <span class="person">
      {person.role && speech.has(role) ? <small class="role">{speech.t(role)}</small> : null}
      <b>{person.name || speech.t('table.id', { id: person.id })}</b>
      <small>{person.cells.filter(Boolean).join(' · ')}</small>
    </span>
  );
}

/**
 * A day with its times, as far as they are known.
 * @param {Speech} speech
 * @param {import('../app/types.js').When} when
 */
export function whenText(speech, { date = '', begin = '', end = '' }) {
  const times = end ? `${begin}–${end}` : begin;
  return [date && speech.day(date), times].filter(Boolean).join(', ');
}

/** What a group is, when it meets and where. @param {{group: import('../app/types.js').Group}} props */
export function Occasion({ group }) {
  const { speech } = useWeft();
  const { title, when, where } = group;
  if (!title && !when && !where) return null;
  const rest = [when ? whenText(speech, when) : '', where].filter(Boolean).join(' · ');
  return (
    <span class="occasion">
      {title ? <b>{title}</b> : null}
      {title && rest ? ' ' : ''}
      {rest ? <small>{rest}</small> : null}
    </span>
  );
}

/**
 * A window into a long list of the core: asks for what is shown.
 * @template Page
 * @param {Record<string, unknown>} request
 * @returns {import('../app/window.js').Seen<Page> & {again: () => void}}
 */
export function useList(request) {
  const { actions, state } = useWeft();
  const [seen, setSeen] = useState(
    /** @type {import('../app/window.js').Seen<Page>} */ ({ page: null, failed: false }),
  );
  const [tries, setTries] = useState(0);
  const look = useRef(createWindow(actions.ask, setSeen));
  const key = JSON.stringify(request);
  useEffect(() => {
    look.current(JSON.parse(key));
  }, [key, state.result?.outcome, state.revived, tries]);
  return { ...seen, again: () => setTries(tries + 1) };
}

/**
 * The same where nothing is missed while it is not there.
 * @template Page
 * @param {Record<string, unknown>} request
 * @returns {Page | null}
 */
export function useWindow(request) {
  return /** @type {Page | null} */ (useList(request).page);
}

/** In the place of a list that is not there: it is being made, or it has to be asked for again. */
export function NoList(/** @type {{failed: boolean, again: () => void}} */ { failed, again }) {
  const { speech } = useWeft();
  return (
    <div role="status">
      <p>{speech.t(failed ? 'table.notMade' : 'table.making')}</p>
      {failed ? (
        <button type="button" class="plain small" onClick={again}>
          {speech.t('table.again')}
        </button>
      ) : null}
    </div>
  );
}

/**
 * Search, position and the two buttons to move on.
 * @param {{id: string, label: string, find: string, onFind: (text: string) => void, from: number,
 *   onFrom: (from: number) => void, found: number | null, total: number | null,
 *   children?: import('preact').ComponentChildren}} props `found`: null while the list is not there
 */
export function Finder({ id, label, find, onFind, from, onFrom, found, total, children }) {
  const { speech } = useWeft();
  const timer = useRef(/** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined));
  const most = found ?? 0;
  const last = Math.min(most, from + PAGE);
  return (
    <div class="finder">
      <label for={id}>
        <span class="hidden-text">{label}</span>
        <input
          id={id}
          type="search"
          placeholder={label}
          defaultValue={find}
          autocomplete="off"
          onInput={(event) => {
            const text = event.currentTarget.value;
            clearTimeout(timer.current);
            timer.current = setTimeout(() => onFind(text), SEARCH_AFTER_MS);
          }}
        />
      </label>
      {children}
      <p role="status">
        {found === 0
          ? speech.t('table.nothing')
          : most <= PAGE && found === total
            ? ''
            : speech.t(found === total ? 'table.window' : 'table.found', {
                first: from + 1,
                last,
                found,
                total,
              })}
      </p>
      {most > PAGE ? (
        <span class="pager">
          <button
            type="button"
            class="plain small"
            disabled={from === 0}
            aria-label={speech.t('table.previous')}
            onClick={() => onFrom(Math.max(0, from - PAGE))}
          >
            ←
          </button>
          <button
            type="button"
            class="plain small"
            disabled={last >= most}
            aria-label={speech.t('table.next')}
            onClick={() => onFrom(from + PAGE)}
          >
            →
          </button>
        </span>
      ) : null}
    </div>
  );
}

/**
 * The rows of the table of groups; the printed list uses them too.
 * @param {{page: GroupsPage, caption: string, print?: boolean}} props
 */
export function GroupRows({ page, caption, print = false }) {
  const { speech } = useWeft();
  const shared = sharedRules(speech, page.groups);
  return (
    <>
      {shared.length > 0 ? (
        <p class="shared-rules">{speech.t('table.shared', { rules: shared.join(' · ') })}</p>
      ) : null}
      <table class={print ? 'groups printed' : 'groups'}>
        <caption class={print ? '' : 'hidden-text'}>{caption}</caption>
        <thead>
          <tr>
            <th scope="col" class="number">
              {speech.t('table.number')}
            </th>
            <th scope="col">{speech.t('table.people')}</th>
            <th scope="col" class="why">
              {speech.t('table.why')}
            </th>
            {print ? null : (
              <th scope="col" class="number">
                {speech.t('table.fit')}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {page.groups.map((group) => (
            <tr key={group.number}>
              <th scope="row" class="number">
                {speech.number(group.number)}
              </th>
              <td>
                <Occasion group={group} />
                <span class="members">
                  {group.people.map((person) => (
                    <Person key={person.id + person.row} person={person} />
                  ))}
                </span>
              </td>
              <td class="why">
                <Reasons reasons={group.reasons} without={shared} />
              </td>
              {print ? null : (
                <td class="number">
                  {group.of > 0 ? speech.percent(group.value / group.of) : '–'}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/**
 * All groups, a hundred at a time, with a search; how they look is up to the format.
 * @param {{children: (page: GroupsPage) => import('preact').ComponentChildren}} props
 */
export function GroupList({ children }) {
  const { state, speech } = useWeft();
  const [find, setFind] = useState('');
  const [from, setFrom] = useState(0);
  const [sort, setSort] = useState('number');
  const [round, setRound] = useState(0);
  const { rounds } = state.result?.outcome ?? {};
  const list = useList({ op: 'groups', from, count: PAGE, find, sort, ...(rounds && { round }) });
  const page = /** @type {GroupsPage | null} */ (list.page);
  return (
    <section class="long-list" aria-labelledby="groups-title">
      <h2 id="groups-title">{speech.t('table.title')}</h2>
      <Finder
        id="find-groups"
        label={speech.t('table.search')}
        find={find}
        onFind={(text) => {
          setFrom(0);
          setFind(text);
        }}
        from={from}
        onFrom={setFrom}
        found={page?.found ?? null}
        total={page?.total ?? null}
      >
        {rounds ? (
          <Pick
            label={speech.t('rounds.which')}
            value={String(round)}
            options={[
              { value: '0', label: speech.t('rounds.all') },
              ...rounds.map((one) => ({
                value: String(one.round),
                label: speech.t('rounds.one', { round: one.round, date: speech.day(one.date) }),
              })),
            ]}
            onPick={(value) => {
              setFrom(0);
              setRound(Number(value));
            }}
          />
        ) : null}
        <button
          type="button"
          class="plain small"
          aria-pressed={sort === 'value'}
          onClick={() => {
            setFrom(0);
            setSort(sort === 'value' ? 'number' : 'value');
          }}
        >
          {speech.t('table.weakestFirst')}
        </button>
      </Finder>
      {page ? null : <NoList {...list} />}
      {page && page.groups.length > 0 ? children(page) : null}
      {page && page.found > PAGE ? <p class="on-paper">{speech.t('table.onPaper')}</p> : null}
    </section>
  );
}

export function GroupTable() {
  const { speech } = useWeft();
  return (
    <GroupList>
      {(page) => (
        <GroupRows
          page={page}
          caption={
            page.columns.length > 0
              ? speech.t('table.caption', { columns: page.columns.map(speech.column) })
              : speech.t('table.captionPlain')
          }
        />
      )}
    </GroupList>
  );
}

/**
 * Where nobody is matched, whoever the rules leave to somebody is on the confidential list with them: that is not
 * counted, and they are taken by nobody else.
 * @param {Reason[]} reasons
 */
export function withNobodyLeft(reasons) {
  return reasons.map((reason) =>
    reason.code === 'leftOut.partnersTaken' ? { code: 'leftOut.noneLeft' } : reason,
  );
}

/** Nobody is left over without being named, with the reason. */
export function LeftOutTable() {
  const { state, speech } = useWeft();
  const several = Boolean(state.result?.outcome.rounds);
  const nobodyIsMatched = state.result?.outcome.groupCount === 0;
  const [find, setFind] = useState('');
  const [from, setFrom] = useState(0);
  const [all, setAll] = useState(false);
  const list = useList({ op: 'leftOut', from, count: all ? PAGE : SHOWN_AT_FIRST, find });
  const page = /** @type {LeftOutPage | null} */ (list.page);
  const total = page?.total ?? state.result?.outcome.leftOutCount ?? 0;
  return (
    <section class="long-list" aria-labelledby="left-out-title">
      <h2 id="left-out-title">
        {several
          ? speech.t('rounds.leftOutTitle', { times: total })
          : speech.t('leftOut.title', { people: total })}
      </h2>
      {page ? null : <NoList {...list} />}
      {page && all && total > PAGE ? (
        <Finder
          id="find-left-out"
          label={speech.t('leftOut.search')}
          find={find}
          onFind={(text) => {
            setFrom(0);
            setFind(text);
          }}
          from={from}
          onFrom={setFrom}
          found={page.found}
          total={page.total}
        />
      ) : null}
      <table class="groups">
        <caption class="hidden-text">{speech.t('leftOut.caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{speech.t('leftOut.person')}</th>
            <th scope="col" class="why wide">
              {speech.t('table.why')}
            </th>
          </tr>
        </thead>
        <tbody>
          {(page?.people ?? []).map((person) => (
            <tr key={`${person.id} ${person.row} ${person.round ?? ''}`}>
              <td>
                <Person person={person} />
                {person.round ? (
                  <small>{speech.t('rounds.inRound', { round: person.round })}</small>
                ) : null}
              </td>
              <td class="why">
                <Reasons
                  reasons={nobodyIsMatched ? withNobodyLeft(person.reasons) : person.reasons}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {!all && total > SHOWN_AT_FIRST ? (
        <button type="button" class="quiet" onClick={() => setAll(true)}>
          {several
            ? speech.t('rounds.leftOutAll', { times: total })
            : speech.t('leftOut.all', { people: total })}
        </button>
      ) : null}
    </section>
  );
}
