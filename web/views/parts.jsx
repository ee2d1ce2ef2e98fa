/** Small things that several rooms use: headings that take the focus, pickers inside sentences, notices. */

import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useWeft } from '../app/context.js';
import { pieces } from '../locales/format.js';

/** @typedef {import('preact').ComponentChildren} Children */
/** @typedef {import('../app/types.js').Issue} Issue */
/** @typedef {import('../app/types.js').Notice} Notice */
/** @typedef {{value: string, label: string, word?: string}} Option */

let roomsSeen = 0;

/**
 * The one h1 of a room. It takes the focus when the room is entered, except on the first one: before the room is
 * painted, so that whoever is quick with the keyboard is never a moment in the room without standing in it.
 * @param {{children: Children, again?: unknown}} props `again`: a change of it moves the focus here once more
 */
export function RoomTitle({ children, again }) {
  const heading = useRef(/** @type {HTMLHeadingElement | null} */ (null));
  useLayoutEffect(() => {
    roomsSeen += 1;
    if (roomsSeen > 1) heading.current?.focus({ preventScroll: true });
    if (roomsSeen > 1) window.scrollTo(0, 0);
  }, [again]);
  return (
    <h1 ref={heading} tabIndex={-1} id="room-title">
      {children}
    </h1>
  );
}

/**
 * A template with controls in place of its `{names}`.
 * @param {{template: string, parts: Record<string, Children>}} props
 */
export function Sentence({ template, parts }) {
  return (
    <>
      {pieces(template).map((piece) => ('text' in piece ? piece.text : (parts[piece.name] ?? '')))}
    </>
  );
}

/**
 * A native select that reads like a word of the sentence around it.
 * @param {{label: string, value: string, options: Option[], onPick: (value: string) => void,
 *   wrong?: boolean, describedBy?: string}} props
 */
export function Pick({ label, value, options, onPick, wrong = false, describedBy }) {
  const current = options.find((option) => option.value === value);
  return (
    <span class={wrong ? 'pick wrong' : 'pick'}>
      <span aria-hidden="true">{current?.word ?? current?.label ?? value}</span>
      <select
        aria-label={label}
        aria-invalid={wrong || undefined}
        aria-describedby={describedBy}
        value={value}
        onChange={(event) => onPick(event.currentTarget.value)}
      >
        {current ? null : <option value={value}>{value}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </span>
  );
}

/**
 * @param {{label: string, value: number | string, onPick: (value: number) => void, min?: number,
 *   max?: number, wide?: boolean, wrong?: boolean}} props
 */
export function PickNumber({ label, value, onPick, min, max, wide = false, wrong = false }) {
  return (
    <input
      class={`pick-number${wide ? ' wide' : ''}${wrong ? ' wrong' : ''}`}
      type="number"
      aria-label={label}
      aria-invalid={wrong || undefined}
      min={min}
      max={max}
      value={value}
      style={{ '--digits': String(value).length }}
      onInput={(event) => {
        const number = event.currentTarget.valueAsNumber;
        if (!Number.isNaN(number)) onPick(number);
      }}
    />
  );
}

/**
 * A button that opens the reader's own file picker.
 * @param {{children: Children, onFiles: (files: File[]) => void, accept: string, multiple?: boolean,
 *   kind?: string, busy?: boolean, name: string}} props
 */
export function FileButton({
  children,
  onFiles,
  accept,
  multiple = false,
  kind = '',
  busy = false,
  name,
}) {
  const input = useRef(/** @type {HTMLInputElement | null} */ (null));
  return (
    <>
      <button
        type="button"
        class={kind}
        aria-disabled={busy}
        onClick={() => !busy && input.current?.click()}
      >
        {children}
      </button>
      <input
        ref={input}
        type="file"
        name={name}
        hidden
        multiple={multiple}
        accept={accept}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          event.currentTarget.value = '';
          onFiles(files);
        }}
      />
    </>
  );
}

/** What has to be read comes into view, wherever one is. @param {Element | null | undefined} element */
export function bringUp(element) {
  if (!(element instanceof HTMLElement)) return;
  if (element.tabIndex < 0) element.tabIndex = -1;
  element.scrollIntoView({ block: 'nearest' });
  element.focus({ preventScroll: true });
}

/** Errors that were in view once: whoever comes back to a room is not led to them again. @type {WeakSet<Notice>} */
const broughtUp = new WeakSet();

/** @param {{notices: Notice[]}} props */
export function Notices({ notices }) {
  const { speech } = useWeft();
  const box = useRef(/** @type {HTMLDivElement | null} */ (null));
  useEffect(() => {
    const fresh = notices.filter((one) => one.severity === 'error' && !broughtUp.has(one));
    for (const one of fresh) broughtUp.add(one);
    if (fresh.length > 0) bringUp(box.current);
  }, [notices]);
  /** A sentence of the core does not name the file; of several, one wants to know. @param {Notice} notice */
  const said = ({ code, args }) => {
    const worded = args.list ? { ...args, list: speech.t(`list.${args.list}`) } : args;
    const sentence = speech.core(code, worded);
    const file = String(args.file ?? '');
    return file === '' || sentence.includes(file)
      ? sentence
      : speech.t('notice.ofFile', { file, sentence });
  };
  /** Each sentence once, however many notices come to it. @param {Notice[]} some */
  const lines = (some) =>
    [...new Map(some.map((notice) => [said(notice), notice.severity]))].map(([text, severity]) => (
      <p key={text} class={`notice ${severity}`}>
        {text}
      </p>
    ));
  return (
    <>
      <div ref={box} role="alert" class="notices">
        {lines(notices.filter(({ severity }) => severity === 'error'))}
      </div>
      <div role="status" class="notices">
        {lines(notices.filter(({ severity }) => severity !== 'error'))}
      </div>
    </>
  );
}

/**
 * The sentence of an issue and, where there are any, its rows.
 * @param {{issue: Issue, atPlace?: boolean, ofSeveral?: boolean}} props `atPlace`: shown where it belongs, so the place
 *   need not be named; `ofSeveral`: of several files, so the file is named
 */
export function IssueText({ issue, atPlace = false, ofSeveral = false }) {
  const { speech } = useWeft();
  const rows = issue.rows ?? [];
  const count = issue.rowCount ?? rows.length;
  const args = {
    ...issue.args,
    ...(issue.args?.list && { list: speech.t(`list.${issue.args.list}`) }),
    column: issue.args?.column ?? issue.column,
    file: issue.args?.file ?? issue.file,
    rows,
    rowCount: count,
  };
  const sentence = speech.core(issue.code, args);
  const file = ofSeveral && issue.file && !sentence.includes(issue.file) ? issue.file : '';
  const more =
    count > rows.length ? ` ${speech.t('issues.moreRows', { count: count - rows.length })}` : '';
  const where =
    rows.length > 0 ? `${speech.t('issues.rows', { count, rows: rows.join(', ') })}${more}` : '';
  return (
    <>
      {issue.where && !atPlace ? speech.t('issues.where', { where: issue.where }) : ''}
      {sentence}
      {where || file ? (
        <small class="rows">
          {where && file ? speech.t('notice.ofFile', { file, sentence: where }) : where || file}
        </small>
      ) : null}
    </>
  );
}

/**
 * Issues by severity, errors first.
 * @param {{issues: Issue[], title?: string, heading?: 'h2' | 'h3'}} props
 */
export function Issues({ issues, title, heading: Heading = 'h2' }) {
  const { speech } = useWeft();
  const id = useId();
  if (issues.length === 0) return null;
  const rank = { error: 0, warning: 1, note: 2 };
  const sorted = [...issues].sort((one, other) => rank[one.severity] - rank[other.severity]);
  return (
    <section class="issues" aria-labelledby={id}>
      <Heading id={id}>{title ?? speech.t('issues.title', { count: issues.length })}</Heading>
      <ul>
        {sorted.map((issue, index) => (
          <li key={index} class={issue.severity}>
            <span class="severity">
              {speech.t(`issues.${issue.severity}`)}
              {issue.column ? <b>{speech.column(issue.column)}</b> : null}
            </span>
            <span>
              <IssueText issue={issue} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/**
 * The beginning of a list that may be long, and a button for more of it.
 * @template Item
 * @param {{items: Item[], step: number, children: (items: Item[]) => Children}} props
 */
export function Bounded({ items, step, children }) {
  const { speech } = useWeft();
  const [shown, setShown] = useState(step);
  const left = items.length - shown;
  return (
    <>
      {children(items.slice(0, shown))}
      {left > 0 ? (
        <button type="button" class="quiet small" onClick={() => setShown(shown + 10 * step)}>
          {speech.t('parts.more', { count: Math.min(left, 10 * step), left })}
        </button>
      ) : null}
    </>
  );
}

const NOWHERE_LISTED = 8;

/**
 * What has no place anywhere, and why.
 * @param {{sentence: string, items: Array<{name: string, reasons: import('../app/types.js').Reason[]}>}} props
 */
export function Nowhere({ sentence, items }) {
  const { speech } = useWeft();
  return (
    <div class="stranded">
      <p>{sentence}</p>
      <Bounded items={items} step={NOWHERE_LISTED}>
        {(some) => (
          <ul class="small-list">
            {some.map(({ name, reasons }) => (
              <li key={name}>
                <b>{name}</b> {reasons.map(({ code, args }) => speech.core(code, args)).join(' ')}
              </li>
            ))}
          </ul>
        )}
      </Bounded>
    </div>
  );
}

/**
 * Something that is only built once it is opened.
 * @param {{summary: Children, children: () => Children, kind?: string}} props
 */
export function Folded({ summary, children, kind = '' }) {
  const [open, setOpen] = useState(false);
  return (
    <details class={kind} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{summary}</summary>
      {open ? children() : null}
    </details>
  );
}

/**
 * A line in a list of files: the button that makes one, and what it is.
 * @param {{kind: string, label: string, about: string, act: () => void}} props
 */
export function FileLine({ kind, label, about, act }) {
  const { state } = useWeft();
  return (
    <li>
      <button
        type="button"
        class="plain"
        aria-disabled={state.saving !== ''}
        aria-describedby={`about-${kind}`}
        data-file={kind}
        onClick={act}
      >
        {label}
      </button>
      <span id={`about-${kind}`}>{about}</span>
    </li>
  );
}

/**
 * Prints what is shown as soon as it is there.
 * @param {unknown} paper nothing, as long as there is nothing to print
 * @param {() => void} onDone
 */
export function usePrinting(paper, onDone) {
  const done = useRef(onDone);
  done.current = onDone;
  useEffect(() => {
    if (!paper) return;
    const printed = () => done.current();
    window.addEventListener('afterprint', printed, { once: true });
    window.print();
    return () => window.removeEventListener('afterprint', printed);
  }, [paper]);
}

/**
 * A quiet sheet of paper with a small heading.
 * @param {{title: string, children: Children, kind?: string}} props
 */
export function Card({ title, children, kind = '' }) {
  const id = useId();
  return (
    <section class={`card ${kind}`} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}

/**
 * A big honest number and its small word.
 * @param {{value: string, word: string}} props
 */
export function Figure({ value, word }) {
  return (
    <p class="figure">
      <strong>{value}</strong> <span>{word}</span>
    </p>
  );
}
