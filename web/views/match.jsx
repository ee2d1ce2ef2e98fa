/** The third room: the work while it runs, then the result and how good it is. */

import { useEffect, useRef, useState } from 'preact/hooks';
import { useWeft } from '../app/context.js';
import { changedSince } from '../app/outdated.js';
import { BarTable, ShareBar } from '../charts/bars.jsx';
import { HeatMap } from '../charts/heat-map.jsx';
import { Pass } from '../charts/woven.jsx';
import { formatView } from './formats/index.js';
import { GroupTable, LeftOutTable } from './group-table.jsx';
import { Loosened, WhatWouldHelp } from './loosening.jsx';
import { Card, Figure, Issues, Notices, RoomTitle } from './parts.jsx';
import { Meetings, RoundFigures, RoundTable } from './rounds.jsx';

/** @typedef {import('../app/types.js').Outcome} Outcome */

/** How far each stage is on the whole way, so that the bar only ever moves forward. */
const STAGES = { fit: [0, 0.2], match: [0.2, 0.9], check: [0.9, 0.95], explain: [0.95, 1] };

/** @param {{stage: string, done: number}} run */
export function wholeWay({ stage, done }) {
  const [from, to] = STAGES[/** @type {keyof typeof STAGES} */ (stage)] ?? [0, 1];
  return Number(from) + (Number(to) - Number(from)) * done;
}

const SAY_EVERY_MS = 2000;

/** From here on it is shown that time passes, even where the share stands still. */
const LONG_S = 3;

/** How near the best so far is to the best there can be. */
function Closing() {
  const { state, speech } = useWeft();
  const { value, bound = 0 } = state.run ?? {};
  if (value === undefined || bound <= 0) return null;
  const sentence = speech.t('match.closing', { gap: speech.bound(gapShare({ value, bound })) });
  return (
    <div class="closing">
      <ShareBar share={value / bound} label={sentence} />
      <p>{sentence}</p>
    </div>
  );
}

function Running() {
  const { state, actions, speech } = useWeft();
  const { run } = state;
  const [said, setSaid] = useState('');
  const share = run ? wholeWay(run) : 1;
  const percent = Math.floor(share * 100) / 100;
  const stage = run ? speech.t(`stage.${run.stage}`) : '';
  // Nothing is known yet of how far it is.
  const sentence =
    run && percent > 0
      ? speech.t('match.stage', { stage, percent: speech.percent(percent) })
      : stage;
  const latest = useRef(sentence);
  latest.current = sentence;
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const start = performance.now();
    const clock = setInterval(
      () => setSeconds(Math.floor((performance.now() - start) / 1000)),
      1000,
    );
    const speaker = setInterval(() => setSaid(latest.current), SAY_EVERY_MS);
    return () => {
      clearInterval(clock);
      clearInterval(speaker);
    };
  }, []);
  return (
    <div class="running">
      <RoomTitle>{speech.t('match.running', { people: run?.people ?? 0 })}</RoomTitle>
      <p class="lead">{speech.t('match.runningText')}</p>
      <Pass share={share} />
      <progress
        class="hidden-text"
        max="1"
        value={share || undefined}
        aria-label={speech.t('match.progress')}
      />
      <p class="running-number">
        {sentence}
        {seconds >= LONG_S ? ` · ${speech.t('match.elapsed', { seconds })}` : ''}
      </p>
      <Closing />
      <p class="hidden-text" role="status">
        {said}
      </p>
      <button type="button" class="plain" onClick={() => actions.stop()}>
        {speech.t('match.stop')}
      </button>
    </div>
  );
}

function Failed() {
  const { state, actions, speech, href } = useWeft();
  const failure = state.runFailure;
  if (!failure) return null;
  return (
    <div class="narrow">
      <RoomTitle>{speech.t('match.failed')}</RoomTitle>
      <p class="notice error" role="alert">
        {speech.core(failure.code, failure.args)}
      </p>
      <Issues issues={failure.issues} />
      <p>
        <a class="button" href={href('program')}>
          {speech.t('match.toProgram')}
        </a>
        {state.result ? (
          <button type="button" class="plain" onClick={() => actions.toEarlierResult()}>
            {speech.t('match.toEarlier')}
          </button>
        ) : null}
      </p>
    </div>
  );
}

/**
 * How much better the best possible could be at most.
 * @param {{value: number, bound: number}} certificate
 */
function gapShare({ value, bound }) {
  return bound > 0 ? (bound - value) / bound : 0;
}

/** What worst-off first achieved, or what surprise has cost. @param {{outcome: Outcome}} props */
function Asked({ outcome }) {
  const { speech } = useWeft();
  const { value, bound, best, worst, serendipity } = outcome.certificate;
  if (best === 0) return null;
  if (worst) {
    const ofEach = best / outcome.groupCount;
    const args = {
      worst: speech.percent(worst.value / ofEach),
      limit: speech.bound(worst.bound / ofEach),
      gap: speech.bound(gapShare(outcome.certificate)),
    };
    const key = worst.value < worst.bound ? 'good.weakestBelow' : 'good.weakest';
    return (
      <p class="asked">
        {speech.t(key, args)} {speech.t(value < bound ? 'good.price' : 'good.free', args)}
      </p>
    );
  }
  if (!serendipity) return null;
  const { percent, givenUp } = serendipity;
  return (
    <p class="asked">
      {speech.t(givenUp > 0 ? 'good.givenUp' : 'good.nothingGivenUp', {
        given: speech.bound(givenUp / (value + givenUp)),
        percent: speech.percent(percent / 100),
      })}
    </p>
  );
}

/** @param {{outcome: Outcome}} props */
function HowGood({ outcome }) {
  const { speech } = useWeft();
  const { certificate, measures, check, run } = outcome;
  const { value, bound, best, random, proof } = certificate;
  const share = best > 0 ? value / best : 1;
  const chance = best > 0 ? random / best : 1;
  const args = {
    met: speech.percent(share),
    chance: speech.percent(chance),
    gap: speech.bound(gapShare(certificate)),
    value: Math.round(value),
    bound: Math.round(bound),
    verified: check.verified,
    seed: String(run.seed),
  };
  const { HowGood: Own, verdict: own } = formatView(outcome.format) ?? {};
  const verdict =
    best === 0 ? 'good.noWishes' : certificate.worst ? `good.worst.${proof}` : `good.${proof}`;
  return (
    <Card title={speech.t('good.title')} kind="lift">
      <p class="verdict">
        <strong>{own?.(speech, outcome) || speech.t(verdict, args)}</strong>{' '}
        {best > 0 ? speech.t('good.met', args) : ''}
      </p>
      {best > 0 ? (
        <ShareBar share={share} mark={chance} label={speech.t('good.met', args)} />
      ) : null}
      <Asked outcome={outcome} />
      {measures.criteria.length > 0 ? (
        <BarTable
          caption={speech.t('good.criteria')}
          rows={measures.criteria.map((criterion) => ({
            label: speech.t(`good.criterion.${criterion.code}`, {
              column: speech.column(criterion.column ?? ''),
            }),
            share: criterion.satisfied,
            text: speech.percent(criterion.satisfied),
          }))}
        />
      ) : null}
      {Own ? <Own outcome={outcome} /> : null}
      <p>
        <small>
          {best > 0 ? `${speech.t(value === bound ? 'good.proven' : 'good.bound', args)} ` : ''}
          {speech.t('good.checked', args)} {speech.t('good.seed', args)}
        </small>
      </p>
    </Card>
  );
}

/** @param {{outcome: Outcome}} props */
function Fairness({ outcome }) {
  const { speech } = useWeft();
  const [fair] = outcome.measures.fairness ?? [];
  if (!fair || fair.cells.length === 0 || outcome.certificate.best === 0) return null;
  return (
    <Card title={speech.t('fair.title', { column: speech.column(fair.column) })}>
      <BarTable
        caption={speech.t('fair.caption', { column: speech.column(fair.column) })}
        rows={fair.cells.map((cell) => ({
          label: cell.value,
          note: speech.t('fair.people', { people: cell.people }),
          share: cell.mean,
          text: speech.percent(cell.mean),
        }))}
      />
      {fair.suppressed > 0 ? (
        <p>
          <small>{speech.t('fair.suppressed', { suppressed: fair.suppressed })}</small>
        </p>
      ) : null}
    </Card>
  );
}

/** The row of figures above a result of pairs. @param {{outcome: Outcome}} props */
function Figures({ outcome }) {
  const { speech } = useWeft();
  const { measures } = outcome;
  const across = measures.across[0];
  return (
    <div class="headline">
      <Figure
        value={speech.number(outcome.peopleMatched)}
        word={speech.t('match.matched', { of: measures.matched.of })}
      />
      {across ? (
        <Figure
          value={speech.number(across.groups)}
          word={speech.t(across.groups === across.largest ? 'match.acrossMost' : 'match.across', {
            ...across,
          })}
        />
      ) : null}
      <Figure
        value={speech.number(measures.repeats)}
        word={speech.t('match.repeats', { repeats: measures.repeats })}
      />
    </div>
  );
}

/** @param {import('../locales/index.js').Speech} speech @param {Outcome} outcome */
export function groupsWord(speech, outcome) {
  const pairsOnly = Object.keys(outcome.measures.sizes).every((size) => size === '2');
  return speech
    .of(outcome.format)
    .t(pairsOnly ? 'match.pairs' : 'match.groups', { groups: outcome.groupCount });
}

/** Whether nobody could be matched. @param {Outcome} outcome */
export function isEmpty({ groupCount, leftOutCount }) {
  return groupCount === 0 && leftOutCount > 0;
}

const NEAR = 0.05;

/**
 * The headline never claims more than the certificate.
 * @param {import('../locales/index.js').Speech} speech
 * @param {Outcome} outcome
 */
function titleOf(speech, outcome) {
  const groups = groupsWord(speech, outcome);
  const { proof, best } = outcome.certificate;
  const gap = gapShare(outcome.certificate);
  if (isEmpty(outcome)) return speech.t('match.nobody');
  if (best === 0 || proof === 'none') return groups;
  if (outcome.certificate.worst)
    return proof === 'optimal' ? speech.t('match.titleWorst', { groups }) : groups;
  if (proof === 'optimal') return speech.t('match.titleBest', { groups });
  return gap < NEAR ? speech.t('match.titleNear', { groups, gap: speech.bound(gap) }) : groups;
}

/** That a result is from before. */
export function ChangedSince() {
  const { state, speech } = useWeft();
  const changed = changedSince(state);
  if (changed === '') return null;
  return (
    <p class={`notice ${changed === 'program' ? 'note' : 'warning'}`}>
      {speech.t(`match.since.${changed}`)}
    </p>
  );
}

/** Of a result without any group: no figure and no proof says anything about it. @param {{outcome: Outcome}} props */
function Nobody({ outcome }) {
  const { state, speech } = useWeft();
  const isApart = outcome.run.apart === 'given';
  return (
    <>
      <p class="notice warning">{speech.t(isApart ? 'match.nobodyApart' : 'match.nobodyRules')}</p>
      <Issues issues={outcome.issues} />
      <div class="lists">
        <LeftOutTable />
        {/* What would help is found as if there were no confidential list. */}
        {isApart || changedSince(state) !== '' ? null : <WhatWouldHelp />}
      </div>
    </>
  );
}

/** What came of a run, below its title. @param {{outcome: Outcome}} props */
function Result({ outcome }) {
  const { state, speech } = useWeft();
  const { Wide, Groups, Extra, Headline: Own } = formatView(outcome.format) ?? {};
  const Headline = outcome.rounds ? RoundFigures : (Own ?? Figures);
  return (
    <>
      <Headline outcome={outcome} />
      <Issues issues={outcome.issues} />
      {Wide ? <Wide outcome={outcome} /> : null}
      {outcome.rounds ? <RoundTable outcome={outcome} /> : null}
      <div class="two wide-left side-first">
        <div class="side">
          <HowGood outcome={outcome} />
          {outcome.measures.meets && outcome.measures.meets.labels.length > 1 ? (
            <Card title={speech.t('meets.title')}>
              <HeatMap meets={outcome.measures.meets} />
            </Card>
          ) : null}
          <Fairness outcome={outcome} />
        </div>
        <div class="lists">
          {outcome.leftOutCount > 0 ? <LeftOutTable /> : null}
          {outcome.leftOutCount > 0 && changedSince(state) === '' ? <WhatWouldHelp /> : null}
          {Groups ? <Groups outcome={outcome} /> : <GroupTable />}
          {Extra ? <Extra outcome={outcome} /> : null}
        </div>
      </div>
      {outcome.rounds ? <Meetings outcome={outcome} /> : null}
    </>
  );
}

function Finished() {
  const { state, speech, href } = useWeft();
  const { result } = state;
  if (!result) return null;
  const { outcome } = result;
  const empty = isEmpty(outcome);
  return (
    <>
      <div class="result-head">
        <div>
          <RoomTitle again={result.first ?? outcome}>{titleOf(speech, outcome)}</RoomTitle>
          <p class="lead">
            {speech.t('match.lead', { name: outcome.name, date: speech.day(outcome.run.date) })}
          </p>
          <ChangedSince />
          <Notices notices={state.notices.filter(({ severity }) => severity === 'error')} />
          <Loosened />
        </div>
        <a class="button large" href={href(empty ? 'program' : 'hand-over')}>
          {speech.t(empty ? 'match.toProgram' : 'match.next')}
        </a>
      </div>
      {empty ? <Nobody outcome={outcome} /> : <Result outcome={outcome} />}
    </>
  );
}

export function MatchRoom() {
  const { state } = useWeft();
  if (state.run) return <Running />;
  if (state.runFailure) return <Failed />;
  return <Finished />;
}
