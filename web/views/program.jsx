/** The second room: what HR wants, in sentences, and what that means, live. */

import { useEffect, useRef, useState } from 'preact/hooks';
import { obstacles } from '../app/ahead.js';
import { apartFindings } from '../app/apart.js';
import { useWeft } from '../app/context.js';
import { nearestPlace } from '../app/places.js';
import { FormatGlyph } from '../charts/glyphs.jsx';
import { formatsOf, formatView, viewWith } from './formats/index.js';
import { Line, ListLine, PlacesContext, TABLES, usePlaces } from './line.jsx';
import { Loosened } from './loosening.jsx';
import {
  bringUp,
  Card,
  Figure,
  FileButton,
  Issues,
  IssueText,
  Notices,
  Pick,
  PickNumber,
  RoomTitle,
  Sentence,
} from './parts.jsx';
import { Reading } from './reading.jsx';
import { FIRST_ROUNDS, RoundsSentence, TooManyRounds } from './rounds.jsx';
import {
  addable,
  beginSentence,
  beginWho,
  criterionKinds,
  FilterBody,
  filterable,
  LoadSentence,
  offerOf,
  opensWith,
  RunsSentence,
  ruleKinds,
  SentenceBody,
} from './sentences.jsx';
import { SaveWork } from './unsaved.jsx';

/** @typedef {import('../app/types.js').Issue} Issue */
/** @typedef {import('../app/types.js').Possible} Possible */
/** @typedef {import('../app/types.js').Program} Program */
/** @typedef {import('../app/types.js').State} State */
/** @typedef {'who' | 'rules' | 'criteria'} Part */
/** @typedef {import('./sentences.jsx').Kind} Kind */

const MANY_PARTNERS = 20;
const STRANDED_SHOWN = 8;
const SURPRISES = [0, 2, 5, 10, 20];

/** What counts among all that the rules allow, and what surprise may cost. */
function Favour() {
  const { state, actions, speech } = useWeft();
  const { program } = state;
  if (!program) return null;
  const { favour = 'sum', serendipity = 0 } = program;
  const percents = [...new Set([...SURPRISES, serendipity])].sort((one, other) => one - other);
  const favourPick = (
    <Pick
      label={speech.t('favour.label')}
      value={favour}
      options={['sum', 'worst'].map((value) => ({ value, label: speech.t(`favour.${value}`) }))}
      onPick={(value) => {
        // Surprise is paid for out of the sum.
        const { serendipity: _, ...rest } = program;
        actions.setProgram({ ...(value === 'sum' ? program : rest), favour: value });
      }}
    />
  );
  if (favour !== 'sum' || formatView(program.format)?.surprises === false) return favourPick;
  return (
    <Sentence
      template={speech.template('favour.sentence')}
      parts={{
        favour: favourPick,
        percent: (
          <Pick
            label={speech.t('surprise.label')}
            value={String(serendipity)}
            options={percents.map((percent) => ({
              value: String(percent),
              label: percent
                ? speech.t('surprise.upTo', { percent: speech.percent(percent / 100) })
                : speech.t('surprise.none'),
            }))}
            onPick={(value) => {
              const { serendipity: _, ...rest } = program;
              const percent = Number(value);
              actions.setProgram(percent ? { ...rest, serendipity: percent } : rest);
            }}
          />
        ),
      }}
    />
  );
}

/**
 * In how many rounds repeats become unavoidable, and why.
 * @param {import('../locales/index.js').Speech} speech
 * @param {import('../app/types.js').Forecast} forecast
 */
function forecastText(speech, { rounds: { atLeast, atMost }, why }) {
  const { partners, count } = /** @type {Record<string, number>} */ (why.args ?? {});
  const several = why.code === 'forecast.person' && Number(count) > 1;
  const reason =
    partners === 0
      ? speech.t('forecast.nobodyNew', { people: count })
      : speech.core(several ? 'forecast.people' : why.code, {
          ...why.args,
          others: Number(count) - 1,
        });
  const when =
    atMost === 0 ? 'now' : atLeast === 0 ? 'atMost' : atLeast < atMost ? 'between' : 'after';
  return speech.t(`forecast.${when}`, { atLeast, atMost, reason });
}

/** @param {import('../locales/index.js').Speech} speech @param {import('./sentences.jsx').Offer} offer */
function roleWords(speech, { roles: [first, second] }) {
  return { first: speech.t(`word.${first}`), second: speech.t(`word.${second}`) };
}

/**
 * @param {{onAdd: (part: Part, rule: object) => void, onAdded: (place: string) => void}} props
 *   `onAdded`: told the place of what was added beside the lists of sentences
 */
function AddSentence({ onAdd, onAdded }) {
  const { state, actions, speech } = useWeft();
  const [open, setOpen] = useState(false);
  const { roster, program } = state;
  if (!roster || !program) return null;
  const { profile } = roster;
  const view = viewWith(program);
  const offer = offerOf(state);
  const add = (/** @type {Part} */ part, /** @type {object | null} */ rule) => {
    if (rule) onAdd(part, rule);
    setOpen(false);
  };
  const groups = /** @type {Array<{part: Part, kinds: Kind[], present: object[]}>} */ ([
    {
      part: 'rules',
      kinds: addable(profile, ruleKinds, offer, view?.rules),
      present: program.rules ?? [],
    },
    {
      part: 'criteria',
      kinds: addable(profile, criterionKinds, offer, view?.criteria),
      present: program.criteria ?? [],
    },
  ]).filter(({ kinds }) => kinds.length > 0);
  /** What stands once in a program, beside its lists of sentences. */
  const once = /** @type {const} */ ([
    { id: 'load', offered: Boolean(state.hello?.about), begin: { max: 2 } },
    { id: 'runs', offered: view?.runs === true, begin: { months: 6 } },
    {
      id: 'rounds',
      offered: state.hello?.about?.[program.format]?.series === true,
      begin: FIRST_ROUNDS,
    },
  ]).filter(({ id, offered }) => offered && !program[id]);
  return (
    <div class="add">
      <button
        type="button"
        class="quiet"
        id="add-sentence"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {speech.t('program.add')}
      </button>
      {open ? (
        <div class="add-menu">
          {filterable(profile).length > 0 || once.length > 0 ? (
            <div>
              <h2>{speech.t('program.addWho')}</h2>
              <ul>
                {filterable(profile).length > 0 ? (
                  <li>
                    <button
                      type="button"
                      onClick={() => add('who', beginWho(profile, program.who ?? []))}
                    >
                      {speech.t('program.addFilter')}
                    </button>
                  </li>
                ) : null}
                {once.map(({ id, begin }) => (
                  <li key={id}>
                    <button
                      type="button"
                      onClick={() => {
                        actions.setProgram({ ...program, [id]: begin });
                        onAdded(`/${id}`);
                        setOpen(false);
                      }}
                    >
                      {speech.t(`add.${id}`)}
                    </button>
                  </li>
                ))}
              </ul>
            </div>
          ) : null}
          {groups.map(({ part, kinds, present }) => (
            <div key={part}>
              <h2>{speech.t(`program.add.${part}`)}</h2>
              <ul>
                {kinds.map((kind) => (
                  <li key={kind.id}>
                    <button
                      type="button"
                      onClick={() => add(part, beginSentence(profile, kind, present, offer))}
                    >
                      {kind.id === 'distance' && offer.roles.length > 0
                        ? speech.t('add.distanceRoles', roleWords(speech, offer))
                        : speech.t(`add.${kind.id}`)}
                    </button>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </div>
      ) : null}
    </div>
  );
}

const apartKind = ruleKinds.find(({ id }) => id === 'apartFile');

/** The list that nobody else may see: in force in every program until HR removes it. */
function Confidential() {
  const { state, actions, speech } = useWeft();
  const { apart } = state;
  const { asked, issues } = apartFindings(state);
  const rows = asked.reduce((sum, { rowCount = 0 }) => sum + rowCount, 0);
  const [over, setOver] = useState(false);
  return (
    <section
      class={over ? 'confidential over' : 'confidential'}
      aria-labelledby="confidential-title"
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        actions.takeApart([...(event.dataTransfer?.files ?? [])]);
      }}
    >
      <h2 id="confidential-title">{speech.t('apart.title')}</h2>
      <p>{apart ? speech.t('apart.loaded', { pairs: apart.pairs }) : speech.t('apart.text')}</p>
      <div class="actions">
        <FileButton name="apart" kind="plain small" accept={TABLES} onFiles={actions.takeApart}>
          {speech.t(apart ? 'apart.replace' : 'apart.choose')}
        </FileButton>
        {apart ? (
          <button type="button" class="quiet small" onClick={() => actions.forgetApart()}>
            {speech.t('apart.forget')}
          </button>
        ) : null}
      </div>
      {asked.length > 0 ? (
        <div class="actions">
          <p>{speech.t('apart.asked', { rows })}</p>
          <button
            type="button"
            class="plain small"
            data-answer="gone"
            onClick={() => actions.passOverApart(true)}
          >
            {speech.t('apart.goOn', { rows })}
          </button>
        </div>
      ) : null}
      {apart && apart.passedOver > 0 ? (
        <div class="actions">
          <p>{speech.t('apart.passedOver', { rows: apart.passedOver })}</p>
          <button
            type="button"
            class="plain small"
            data-answer="ask"
            onClick={() => actions.passOverApart(false)}
          >
            {speech.t('apart.askAgain')}
          </button>
        </div>
      ) : null}
      <div role="alert">
        <Issues issues={issues} title={speech.t('apart.issues')} heading="h3" />
      </div>
    </section>
  );
}

/** Date and chance, the two things that are seldom touched. */
function Advanced() {
  const { state, actions, speech } = useWeft();
  const { program } = state;
  if (!program) return null;
  return (
    <details class="advanced">
      <summary>{speech.t('program.advanced')}</summary>
      <p>
        <Sentence
          template={speech.template('program.nameSentence')}
          parts={{
            name: (
              <input
                class="pick-text"
                aria-label={speech.t('program.nameLabel')}
                value={program.name}
                maxLength={80}
                onInput={(event) =>
                  actions.setProgram({ ...program, name: event.currentTarget.value })
                }
              />
            ),
          }}
        />
      </p>
      <p>
        <Sentence
          template={speech.template(
            state.seedFromDate ? 'program.seedFromDate' : 'program.seedChosen',
          )}
          parts={{
            seed: (
              <PickNumber
                wide
                label={speech.t('program.seedLabel')}
                value={program.seed ?? 1}
                min={0}
                onPick={actions.setSeed}
              />
            ),
          }}
        />
      </p>
    </details>
  );
}

/**
 * How many groups there can be; who must stay over is in none.
 * @param {import('../app/types.js').Possible} possible
 */
function mostGroups({ groups, takingPart, clashes = [] }) {
  if (!groups) return null;
  const over = Math.max(0, ...clashes.map((clash) => Number(clash.args?.over ?? 0)));
  return Math.min(groups.pairs + groups.trios, Math.floor((takingPart - over) / 2));
}

/** What the program means for its people. @param {{possible: Possible}} props */
function Counted({ possible }) {
  const { state, speech } = useWeft();
  const { takingPart, people, groups, partners, pairs, stranded = 0 } = possible;
  const Own = formatView(state.program?.format ?? '')?.Meaning;
  const most = mostGroups(possible);
  const clashes = (possible.clashes ?? []).map((clash) => speech.core(clash.code, clash.args));
  return (
    <>
      {most === null ? (
        <Figure value={speech.number(takingPart)} word={speech.t('meaning.people', { people })} />
      ) : (
        <>
          <Figure
            value={speech.number(most)}
            word={speech.t(groupsWord(possible), { groups: most })}
          />
          <p>
            {speech.t('meaning.takingPart', { takingPart, people })}
            {groups?.trios ? ` ${speech.t('meaning.trios', { trios: groups.trios })}` : ''}
          </p>
        </>
      )}
      {possible.notTakingPart.length > 0 ? (
        <ul class="small-list">
          {possible.notTakingPart.map((reason, index) => (
            <li key={index}>
              {speech.t('meaning.notTakingPart', { people: reason.people })}{' '}
              {speech.core(reason.code, { ...reason.args, people: reason.people })}
            </li>
          ))}
        </ul>
      ) : null}
      {possible.own && Own ? <Own own={possible.own} /> : null}
      {takingPart >= 2 && partners ? (
        <p>
          {speech.t(
            partners.fewest > MANY_PARTNERS ? 'meaning.partnersMany' : 'meaning.partners',
            partners,
          )}{' '}
          {pairs && !pairs.exact ? speech.t('meaning.estimated') : ''}
        </p>
      ) : null}
      {takingPart < 2 ? (
        <p class="notice error">{speech.core('run.tooFewPeople', { count: takingPart })}</p>
      ) : null}
      {clashes.map((clash) => (
        <p key={clash} class="clash">
          {clash}
        </p>
      ))}
      {takingPart >= 2 && stranded > 0 ? (
        <div class="stranded">
          <p>{speech.t('meaning.stranded', { stranded })}</p>
          <p>
            <small>
              {speech.list(
                (possible.strandedPeople ?? [])
                  .slice(0, STRANDED_SHOWN)
                  .map((person) => person.name || person.id),
              )}
              {stranded > STRANDED_SHOWN ? ' …' : ''}
            </small>
          </p>
        </div>
      ) : null}
    </>
  );
}

/** @param {import('../locales/index.js').Speech} speech @param {Possible} possible */
function spokenMeaning(speech, possible) {
  const { takingPart, people, clashes = [] } = possible;
  const groups = mostGroups(possible);
  return [
    groups === null
      ? ''
      : `${speech.number(groups)} ${speech.t(groupsWord(possible), { groups })}.`,
    speech.t('meaning.takingPart', { takingPart, people }),
    ...clashes.map((clash) => speech.core(clash.code, clash.args)),
  ]
    .filter(Boolean)
    .join(' ');
}

/** @param {Possible} possible */
function groupsWord({ groups, clashes = [] }) {
  return `meaning.${groups?.trios ? 'groups' : 'pairs'}${clashes.length > 0 ? 'AtMost' : ''}`;
}

/**
 * The place of the program that a problem is about: a sentence, or a list; '' where none on screen is.
 * @param {Issue} issue
 * @param {State} state
 * @param {string[]} places
 */
function placeOf(issue, state, places) {
  const list = Object.values(state.lists).find(({ file }) => issue.file && issue.file === file);
  return nearestPlace(issue.where || (list && `/lists/${list.kind}`), places);
}

/** What is answered where the columns are. */
const AT_COLUMNS =
  /^(open\.|history\.otherIds$|program\.(noColumnWithRole|noLines|fewLines|togetherBut\.mayBeOne)$)/;

/** While something else keeps Match waiting: what that is, and the ways to it. */
function Busy() {
  const { state, actions, speech, href } = useWeft();
  const { run } = state;
  if (!run) return <Reading />;
  return (
    <div class="actions">
      <p role="status">{speech.t('meaning.running')}</p>
      <a class="button plain small" href={href('match')}>
        {speech.t('meaning.toRun')}
      </a>
      <button type="button" class="plain small" onClick={() => actions.stop()}>
        {speech.t('match.stop')}
      </button>
    </div>
  );
}

/** @param {{places: string[]}} props those on screen */
function Meaning({ places }) {
  const { state, actions, speech, href } = useWeft();
  const told = useRef(/** @type {HTMLDivElement | null} */ (null));
  const { possible, possibleFailure, run } = state;
  const { errors, counted, stopped, blocked } = obstacles(state);
  const elsewhere = (possible?.issues ?? []).filter((issue) => !placeOf(issue, state, places));
  // One region that stays, so that screen readers hear what a changed sentence means.
  const spoken = counted
    ? spokenMeaning(speech, counted)
    : blocked
      ? speech.t('meaning.blocked', { errors: Math.max(1, errors.length) })
      : '';
  return (
    <Card title={speech.t('meaning.title')} kind="lift meaning">
      <p class="hidden-text" role="status">
        {state.counting ? '' : spoken}
      </p>
      <div ref={told} aria-busy={state.counting} class={state.counting ? 'counting' : ''}>
        {counted ? (
          <Counted possible={counted} />
        ) : (
          <p>
            {blocked
              ? speech.t('meaning.blocked', { errors: Math.max(1, errors.length) })
              : stopped
                ? ''
                : speech.t('meaning.counting')}
          </p>
        )}
        {possibleFailure ? (
          <p class={stopped ? 'notice note' : 'notice error'} role="alert">
            {speech.core(possibleFailure.code, possibleFailure.args)}
          </p>
        ) : null}
        {stopped ? (
          <button type="button" class="plain small" onClick={() => actions.countAgain()}>
            {speech.t('meaning.countAgain')}
          </button>
        ) : null}
        <ul class="problem-links">
          {errors
            .filter((issue) => !elsewhere.includes(issue))
            .map((issue, index) => (
              <li key={index}>
                <button
                  type="button"
                  class="quiet small"
                  onClick={() => {
                    const place = placeOf(issue, state, places);
                    const line = document.querySelector(`[data-place="${place}"]`);
                    /** @type {HTMLElement | null | undefined} */ (
                      line?.querySelector('select, input, button')
                    )?.focus();
                  }}
                >
                  <IssueText issue={issue} />
                </button>
              </li>
            ))}
        </ul>
        {elsewhere.map((issue, index) => (
          <p key={index} class={`notice ${issue.severity}`}>
            <IssueText issue={issue} />
          </p>
        ))}
        {possible?.issues.some(({ code }) => AT_COLUMNS.test(code)) ? (
          <p>
            <a href={href('columns')}>{speech.t('meaning.toColumns')}</a>
          </p>
        ) : null}
      </div>
      <Busy />
      <button
        type="button"
        class="large"
        aria-disabled={blocked || run !== null || state.reading !== ''}
        onClick={() => {
          if (blocked) bringUp(told.current?.querySelector('.problem-links button, .notice.error'));
          else actions.run();
        }}
      >
        {speech.t('program.match')}
      </button>
    </Card>
  );
}

function FormatCards() {
  const { state, actions, speech } = useWeft();
  const offered = formatsOf(state.hello?.formats ?? []);
  if (offered.length < 2) return null;
  return (
    <fieldset class="formats">
      <legend class="hidden-text">{speech.t('program.format')}</legend>
      {offered.map((format) => (
        <label key={format.id}>
          <FormatGlyph id={format.id} />
          <input
            type="radio"
            name="format"
            checked={state.program?.format === format.id}
            onChange={() => actions.chooseFormat(format.id)}
          />
          <b>{speech.t(`format.${format.id}`)}</b>
          <small>{speech.t(`format.${format.id}.about`)}</small>
        </label>
      ))}
    </fieldset>
  );
}

/** @param {{places: string[]}} props of the program, on screen */
function ProgramText({ places }) {
  const { state, actions, speech } = useWeft();
  const list = useRef(/** @type {HTMLUListElement | null} */ (null));
  const [added, setAdded] = useState('');
  const { program, roster } = state;

  useEffect(() => {
    if (!added) return;
    const line = list.current?.querySelector(`[data-place="${added}"]`);
    /** @type {HTMLElement | null | undefined} */ (
      line?.querySelector('select, input, .says button')
    )?.focus();
    setAdded('');
  }, [added]);

  if (!program || !roster) return null;
  const view = viewWith(program);
  const { Opening, Settings } = view ?? {};
  const who = program.who ?? [];
  const rules = program.rules ?? [];
  const criteria = program.criteria ?? [];
  const several = formatsOf(state.hello?.formats ?? []).length > 1;

  /** @param {Part} part @param {object[]} entries */
  const setPart = (part, entries) => actions.setProgram({ ...program, [part]: entries });
  /** @param {Part} part @param {object[]} entries @param {number} index @param {object} [entry] */
  const replace = (part, entries, index, entry) => {
    setPart(
      part,
      entries.flatMap((old, at) => (at === index ? (entry ? [entry] : []) : [old])),
    );
    if (!entry) document.getElementById('add-sentence')?.focus();
  };
  /** @param {'load' | 'runs' | 'rounds'} key */
  const dropKey = (key) => {
    const { [key]: _, ...others } = program;
    actions.setProgram(/** @type {Program} */ (others));
    document.getElementById('add-sentence')?.focus();
  };
  const repeatRule = rules.find((rule) => 'met' in rule);
  const forecast = state.forecast ? forecastText(speech, state.forecast) : '';
  const ruleNote = (/** @type {number} */ index) => {
    const counted = state.possible?.rules?.find((entry) => entry.rule === index);
    return counted?.pairs ? speech.t('program.ruleNote', { pairs: counted.pairs }) : '';
  };

  return (
    <div class="two">
      <div>
        <RoomTitle>
          {several ? speech.t('program.title') : speech.t(`format.${program.format}`)}
        </RoomTitle>
        {several ? null : <p class="lead">{speech.t(`format.${program.format}.about`)}</p>}
        {state.stopped ? (
          <p class="notice note" role="status">
            {speech.t(state.result ? 'program.stoppedResult' : 'program.stopped')}
          </p>
        ) : null}
        <Loosened />
        <Notices notices={state.notices} />
        <FormatCards />
        {state.workspace && state.workspace.programs.length > 1 ? (
          <p class="saved-programs">
            {speech.t('program.saved')}{' '}
            {state.workspace.programs.map((saved, index) => (
              <button
                key={index}
                type="button"
                class="plain small"
                onClick={() => actions.takeSavedProgram(index)}
              >
                {saved.name}
              </button>
            ))}
          </p>
        ) : null}
        <ul class="program" ref={list}>
          <Line opens={speech.t('opens.always')} place={view?.place?.(program)}>
            {Opening ? <Opening /> : null}
          </Line>
          <Line opens={speech.t('opens.when')} place="/date">
            <Sentence
              template={speech.template('program.dateSentence')}
              parts={{
                date: (
                  <input
                    class="pick-number date"
                    type="date"
                    required
                    aria-label={speech.t('program.dateLabel')}
                    value={state.date}
                    onChange={(event) => actions.setDate(event.currentTarget.value)}
                  />
                ),
              }}
            />
          </Line>
          {program.rounds ? (
            <Line
              opens={speech.t('opens.when')}
              place="/rounds"
              below={repeatRule ? '' : forecast}
              onRemove={() => dropKey('rounds')}
            >
              <RoundsSentence />
              <TooManyRounds />
            </Line>
          ) : null}
          {Settings ? <Settings /> : null}
          {(view?.lists ?? []).map(({ kind, needed }) => (
            <ListLine key={kind} kind={kind} needed={needed} />
          ))}
          {who.map((filter, index) => (
            <Line
              key={`who-${index}`}
              opens={speech.t('opens.who')}
              place={`/who/${index}`}
              onRemove={() => replace('who', who, index)}
            >
              <FilterBody filter={filter} onChange={(next) => replace('who', who, index, next)} />
            </Line>
          ))}
          {program.load ? (
            <Line opens={speech.t('opens.who')} place="/load" onRemove={() => dropKey('load')}>
              <LoadSentence />
            </Line>
          ) : null}
          {program.runs ? (
            <Line opens={speech.t('opens.when')} place="/runs" onRemove={() => dropKey('runs')}>
              <RunsSentence />
            </Line>
          ) : null}
          {rules.map((rule, index) => {
            const kind = ruleKinds.find((one) => one.matches(rule));
            return (
              <Line
                key={`rule-${index}`}
                opens={speech.t(opensWith(kind, offerOf(state)))}
                place={`/rules/${index}`}
                note={ruleNote(index)}
                below={rule === repeatRule ? forecast : ''}
                onRemove={() =>
                  kind?.id === 'apartFile' ? actions.forgetApart() : replace('rules', rules, index)
                }
              >
                <SentenceBody
                  kind={kind}
                  rule={rule}
                  onChange={(next) => replace('rules', rules, index, next)}
                />
              </Line>
            );
          })}
          {state.apart && !rules.some((rule) => rule.apart === 'file') ? (
            <Line
              opens={speech.t(opensWith(apartKind, offerOf(state)))}
              onRemove={() => actions.forgetApart()}
            >
              <SentenceBody kind={apartKind} rule={{ apart: 'file' }} onChange={() => {}} />
            </Line>
          ) : null}
          {criteria.map((criterion, index) => (
            <Line
              key={`criterion-${index}`}
              opens={speech.t('opens.prefer')}
              place={`/criteria/${index}`}
              onRemove={() => replace('criteria', criteria, index)}
            >
              <SentenceBody
                kind={criterionKinds.find((one) => one.matches(criterion))}
                rule={criterion}
                onChange={(next) => replace('criteria', criteria, index, next)}
              />
            </Line>
          ))}
          {view?.favours === false ? null : (
            <Line opens={speech.t('opens.counts')}>
              <Favour />
            </Line>
          )}
        </ul>
        <AddSentence
          onAdded={setAdded}
          onAdd={(part, entry) => {
            const entries = program[part] ?? [];
            setPart(part, [...entries, entry]);
            setAdded(`/${part}/${entries.length}`);
          }}
        />
        <Confidential />
        <Advanced />
        <SaveWork />
      </div>
      <div class="side sticky">
        <Meaning places={places} />
      </div>
    </div>
  );
}

export function ProgramRoom() {
  const { places, show } = usePlaces();
  return (
    <PlacesContext.Provider value={show}>
      <ProgramText places={places} />
    </PlacesContext.Provider>
  );
}
