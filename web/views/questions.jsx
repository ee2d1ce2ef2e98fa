/** What only HR can know about the roster: questions with their answers, and the answers that were given. */

import { useEffect, useRef, useState } from 'preact/hooks';
import {
  choiceOf,
  keyOf,
  listAnswers,
  openQuestions,
  partsOf,
  readings,
  withChoice,
  withMeaning,
  withMerge,
  without,
} from '../app/answers.js';
import { allColumns } from '../app/columns.js';
import { useWeft } from '../app/context.js';
import { Bounded, Folded } from './parts.jsx';

/** @typedef {import('../app/answers.js').Answer} Answer */
/** @typedef {import('../app/types.js').Answers} Answers */
/** @typedef {import('../app/types.js').Column} Column */
/** @typedef {import('../app/types.js').Issue} Issue */
/** @typedef {import('../locales/index.js').Speech} Speech */
/** @typedef {{label: string, answer?: (answers: Answers) => Answers, open?: string}} Way
 *   `open`: the column whose order is to be shown instead */

const SHOWN = 5;
const MANY = 4;

/**
 * The sentence of a question and its two answers.
 * @param {Speech} speech
 * @param {Issue} issue
 * @param {Column | undefined} column
 * @returns {{text: string, ways: Way[]}}
 */
function ask(speech, issue, column) {
  const header = issue.column ?? '';
  const args = { ...issue.args, column: speech.column(header), rowCount: issue.rowCount };
  const text = speech.t(`question.${issue.code}`, args);
  const value = String(issue.args?.value ?? '');
  switch (issue.code) {
    case 'roster.optInUnknown':
    case 'roster.statusUnknown': {
      const way = (/** @type {'in' | 'out'} */ means) => ({
        label: speech.t(`question.${issue.code}.${means}`),
        answer: (/** @type {Answers} */ answers) => withMeaning(answers, header, value, means),
      });
      return { text, ways: [way('in'), way('out')] };
    }
    case 'roster.takesPartAsked': {
      const way = (/** @type {string} */ key, /** @type {string} */ role) => ({
        label: speech.t(`question.${key}`),
        answer: (/** @type {Answers} */ answers) => withChoice(answers, header, { role }),
      });
      return { text, ways: [way('asksWho', 'optIn'), way('asksElse', 'ignored')] };
    }
    case 'roster.personAsked':
    case 'roster.totalAsked': {
      const way = (/** @type {'yes' | 'no'} */ person) => ({
        label: speech.t(`question.${issue.code}.${person}`),
        answer: (/** @type {Answers} */ answers) => ({
          ...answers,
          persons: { ...answers.persons, [keyOf(issue)]: person },
        }),
      });
      return { text, ways: [way('yes'), way('no')] };
    }
    case 'roster.addressAsked':
    case 'roster.duplicateAsked': {
      const way = (/** @type {'one' | 'two'} */ same) => ({
        label: speech.t(`question.${same}`),
        answer: (/** @type {Answers} */ answers) => ({
          ...answers,
          same: { ...answers.same, [keyOf(issue)]: same },
        }),
      });
      return { text, ways: [way('one'), way('two')] };
    }
    case 'roster.dateOrder': {
      const days = readings(value);
      const way = (/** @type {'day' | 'month'} */ dates) => ({
        label: days ? speech.day(days[dates]) : speech.t(`dates.${dates}`),
        answer: (/** @type {Answers} */ answers) => withChoice(answers, header, { dates }),
      });
      return { text, ways: [way('day'), way('month')] };
    }
    case 'roster.levelOrderGuessed': {
      const order = column?.order ?? [];
      return {
        text: speech.t(`question.${issue.code}`, { ...args, order: order.join(' < ') }),
        ways: [
          {
            label: speech.t('question.orderRight'),
            answer: (answers) => withChoice(answers, header, { role: column?.role, order }),
          },
          { label: speech.t('question.orderWrong'), open: header },
        ],
      };
    }
    default: {
      const like = String(issue.args?.like ?? '');
      return {
        text,
        ways: [
          {
            label: speech.t('question.merge'),
            answer: (answers) => withMerge(answers, header, value, like),
          },
          {
            label: speech.t('question.keep'),
            answer: (answers) => withMerge(answers, header, value, value),
          },
        ],
      };
    }
  }
}

/** @param {Issue} issue */
function lineKey({ code, column = '', args }) {
  return `${code} ${column} ${args?.key ?? args?.value ?? ''}`;
}

/**
 * What all values of a column are asked, and how to answer for all of them at once.
 * @param {{code: string, column: string, issues: Issue[],
 *   onAnswer: (event: Event & {currentTarget: HTMLElement}, after: Answers) => void}} props
 */
function OfColumn({ code, column, issues, onAnswer }) {
  const { state, speech } = useWeft();
  const all = (/** @type {'in' | 'out'} */ means) =>
    issues.reduce(
      (after, { args }) => withMeaning(after, column, String(args?.value), means),
      state.answers,
    );
  const people = issues.reduce((sum, issue) => sum + (issue.rowCount ?? 0), 0);
  const count = issues.length;
  return (
    <p class="all">
      {speech.t(`question.${code}.all`, { column: speech.column(column), count, people })}{' '}
      {count > 1
        ? /** @type {const} */ (['in', 'out']).map((means) => (
            <button
              key={means}
              type="button"
              class="quiet small"
              onClick={(event) => onAnswer(event, all(means))}
            >
              {speech.t(`question.${code}.${means}All`, { count })}
            </button>
          ))
        : null}
    </p>
  );
}

/** @param {{onOpenOrder: (header: string) => void}} props */
export function Questions({ onOpenOrder }) {
  const { state, actions, speech } = useWeft();
  const section = useRef(/** @type {HTMLElement | null} */ (null));
  const [next, setNext] = useState({ place: -1 });
  const { roster, answers } = state;
  const groups = roster ? openQuestions(roster.profile.issues, answers) : [];
  const count = groups.reduce((sum, group) => sum + group.issues.length, 0);

  useEffect(() => {
    // The button that was pressed is gone with its question: the keyboard goes on with the next one.
    if (next.place < 0) return;
    const lines = section.current?.querySelectorAll('.question') ?? [];
    const line = lines[Math.min(next.place, lines.length - 1)];
    const goal =
      line?.querySelector('button') ??
      document.querySelector('.answers summary') ??
      document.getElementById('room-title');
    if (goal instanceof HTMLElement) goal.focus({ preventScroll: true });
  }, [next]);

  /**
   * @param {Event & {currentTarget: HTMLElement}} event
   * @param {Answers} after
   */
  function settle(event, after) {
    const lines = [...(section.current?.querySelectorAll('.question') ?? [])];
    const place = lines.findIndex((line) => line.contains(event.currentTarget));
    actions.setAnswers(after);
    setNext({ place: Math.max(0, place) });
  }

  if (!roster || count === 0) return null;
  const columns = allColumns(roster.profile);
  const byHeader = new Map(
    columns.map((column) => [/** @type {string | undefined} */ (column.header), column]),
  );
  return (
    <section class="questions" aria-labelledby="questions-title" ref={section}>
      <h2 id="questions-title">{speech.t('question.title', { count })}</h2>
      {groups.flatMap(partsOf).map(({ code, column: ofColumn, issues }) => {
        const values = issues.map(({ column = '', args }) => ({
          column,
          value: String(args?.value),
          like: String(args?.like),
        }));
        const allMerged = () =>
          values.reduce((after, one) => withMerge(after, one.column, one.value, one.like), answers);
        const allKept = () =>
          values.reduce(
            (after, one) => withMerge(after, one.column, one.value, one.value),
            answers,
          );
        return (
          <div key={`${code} ${ofColumn}`} class="question-kind">
            {ofColumn ? (
              <OfColumn code={code} column={ofColumn} issues={issues} onAnswer={settle} />
            ) : null}
            {issues.length >= MANY && code === 'roster.similarValues' ? (
              <p class="all">
                {speech.t('question.many', { count: issues.length })}{' '}
                <button
                  type="button"
                  class="quiet small"
                  onClick={(event) => settle(event, allMerged())}
                >
                  {speech.t('question.mergeAll', { count: issues.length })}
                </button>
                <button
                  type="button"
                  class="quiet small"
                  onClick={(event) => settle(event, allKept())}
                >
                  {speech.t('question.keepAll')}
                </button>
              </p>
            ) : null}
            <Bounded items={issues} step={SHOWN}>
              {(shown) => (
                <ul>
                  {shown.map((issue) => {
                    const column = byHeader.get(issue.column);
                    const { text, ways } = ask(speech, issue, column);
                    return (
                      <li key={lineKey(issue)} class="question" data-question={code}>
                        <p>{text}</p>
                        <span class="ways">
                          {ways.map(({ label, answer, open }) => (
                            <button
                              key={label}
                              type="button"
                              class="plain small"
                              aria-label={`${label}: ${text}`}
                              onClick={(event) =>
                                answer ? settle(event, answer(answers)) : onOpenOrder(open ?? '')
                              }
                            >
                              {label}
                            </button>
                          ))}
                        </span>
                      </li>
                    );
                  })}
                </ul>
              )}
            </Bounded>
          </div>
        );
      })}
    </section>
  );
}

/**
 * @param {Speech} speech
 * @param {Answer} answer
 */
function said(speech, answer) {
  switch (answer.kind) {
    case 'merge':
    case 'keep':
      return speech.t(`answer.${answer.kind}`, answer);
    case 'dates':
      return speech.t(`answer.dates.${answer.dates}`, answer);
    case 'same':
      return speech.t(`answer.same.${answer.same}`, { id: answer.id });
    case 'answer':
      return speech.t(`answer.means.${answer.means}`, answer);
    case 'person':
      return speech.t(`answer.person.${answer.person}`, { id: answer.id });
    case 'accounts':
      return speech.t(`answer.accounts.${answer.accounts}`);
  }
}

/** What was answered, here or in the workspace; each can be taken back. */
export function GivenAnswers() {
  const { state, actions, speech } = useWeft();
  const { roster, answers } = state;
  if (!roster) return null;
  const here = new Set(allColumns(roster.profile).map((column) => column.header));
  const list = listAnswers(answers).filter(
    (answer) => !('column' in answer) || here.has(answer.column),
  );
  if (list.length === 0) return null;
  return (
    <Folded kind="answers" summary={speech.t('answer.title', { count: list.length })}>
      {() => (
        <Bounded items={list} step={20}>
          {(shown) => (
            <ul>
              {shown.map((answer) => {
                const text = said(speech, answer);
                return (
                  <li key={text}>
                    <span>{text}</span>
                    <button
                      type="button"
                      class="quiet small"
                      aria-label={speech.t('answer.undoOf', { answer: text })}
                      onClick={() => actions.setAnswers(without(answers, answer))}
                    >
                      {speech.t('answer.undo')}
                    </button>
                  </li>
                );
              })}
            </ul>
          )}
        </Bounded>
      )}
    </Folded>
  );
}

/**
 * How a column's values are spelled, and a way to count one as another.
 * @param {{column: Column}} props
 */
export function Values({ column }) {
  const { state, actions, speech } = useWeft();
  const [value, setValue] = useState('');
  const [like, setLike] = useState('');
  const values = column.values ?? [];
  const { merge = {} } = choiceOf(state.answers, column.header);
  const merges = Object.entries(merge).filter(([from, to]) => from !== to);
  if (values.length < 2 || !['category', 'level', 'list'].includes(column.type)) return null;
  const names = values.map((one) => one.value);
  const from = names.includes(value) ? value : '';
  const to = names.includes(like) && like !== from ? like : '';
  /** @param {string} chosen @param {(value: string) => void} choose @param {string} label */
  const picker = (chosen, choose, label) => (
    <select
      class="value-pick"
      aria-label={label}
      value={chosen}
      onChange={(event) => choose(event.currentTarget.value)}
    >
      <option value="">{speech.t('values.choose')}</option>
      {names.map((name) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </select>
  );
  return (
    <Folded
      kind="spellings"
      summary={speech.t(merges.length > 0 ? 'values.someMerged' : 'values.title', {
        merged: merges.length,
      })}
    >
      {() => (
        <>
          <Bounded items={values} step={12}>
            {(shown) => (
              <ul>
                {shown.map((one) => (
                  <li key={one.value}>
                    {one.value} <span class="soft">{speech.number(one.people)}</span>
                  </li>
                ))}
              </ul>
            )}
          </Bounded>
          <p class="merge">
            {speech.t('values.count')} {picker(from, setValue, speech.t('values.from'))}{' '}
            {speech.t('values.as')} {picker(to, setLike, speech.t('values.to'))}{' '}
            <button
              type="button"
              class="plain small"
              aria-disabled={!from || !to}
              onClick={() => {
                if (!from || !to) return;
                actions.setAnswers(withMerge(state.answers, column.header, from, to));
                setValue('');
              }}
            >
              {speech.t('values.merge')}
            </button>
          </p>
          {merges.map(([one, other]) => (
            <p key={one} class="merged">
              {speech.t('values.merged', { value: one, like: other })}{' '}
              <button
                type="button"
                class="quiet small"
                aria-label={speech.t('answer.undoOf', {
                  answer: speech.t('values.merged', { value: one, like: other }),
                })}
                onClick={() =>
                  actions.setAnswers(
                    without(state.answers, {
                      kind: 'merge',
                      column: column.header,
                      value: one,
                      like: other,
                    }),
                  )
                }
              >
                {speech.t('answer.undo')}
              </button>
            </p>
          ))}
        </>
      )}
    </Folded>
  );
}
