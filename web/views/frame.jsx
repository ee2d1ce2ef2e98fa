/** What stands around every room: the sign, the thread with the four rooms, and the foot that counts requests. */

import { useWeft } from '../app/context.js';
import { address, isOpen } from '../app/routes.js';
import { Mark, ThreadStretch } from '../charts/woven.jsx';
import { groupsWord } from './match.jsx';

/** @typedef {import('../app/routes.js').Room} Room */

export function Masthead() {
  const { state, speech, room, href } = useWeft();
  const other = speech.language === 'de' ? 'en' : 'de';
  return (
    <header class="masthead">
      <a
        class="skip"
        href={href(room)}
        onClick={(event) => {
          event.preventDefault();
          document.getElementById('room-title')?.focus();
        }}
      >
        {speech.t('frame.skip')}
      </a>
      <a class="mark" href={href('people')}>
        <Mark />
        weft
      </a>
      <nav aria-label={speech.t('frame.about')}>
        <a href={address(other, room)} lang={other} hreflang={other}>
          {other === 'de' ? 'Deutsch' : 'English'}
        </a>
        {isOpen(state, 'knowledge') ? (
          <a href={href('knowledge')} aria-current={room === 'knowledge' ? 'page' : undefined}>
            {speech.t('know.title')}
          </a>
        ) : null}
        <a href={href('learned')} aria-current={room === 'learned' ? 'page' : undefined}>
          {speech.t('learnt.title')}
        </a>
        <a href={href('privacy')} aria-current={room === 'privacy' ? 'page' : undefined}>
          {speech.t('frame.privacy')}
        </a>
      </nav>
    </header>
  );
}

/** @type {Room[]} */
const STEPS = ['people', 'program', 'match', 'hand-over'];

/** The thread along the top: where you are, what is done, and the way back. */
export function Thread() {
  const { state, speech, room, href } = useWeft();
  const here = room === 'columns' ? 'people' : room;
  const at = STEPS.indexOf(here);
  /** @type {Partial<Record<Room, string>>} */
  const notes = {
    people: state.roster ? speech.t('thread.people', { people: state.roster.profile.people }) : '',
    program: state.program && (at > 0 || state.result) ? state.program.name : '',
    match: state.result ? groupsWord(speech, state.result.outcome) : '',
    'hand-over':
      state.result && state.handed === state.result.outcome ? speech.t('thread.saved') : '',
  };
  return (
    <nav class="thread" aria-label={speech.t('frame.steps')}>
      <ol>
        {STEPS.map((step, index) => {
          const target = step === 'people' && state.roster ? 'columns' : step;
          const current = index === at;
          const done = Boolean(notes[step]) && !current;
          const label = (
            <>
              <b>{speech.t(`thread.${step}.name`)}</b>
              <small>{notes[step] || '\u00a0'}</small>
            </>
          );
          return (
            <li
              key={step}
              class={`${done ? 'done' : ''} ${at > index ? 'passed' : ''}`}
              aria-current={current ? 'step' : undefined}
            >
              <ThreadStretch />
              {isOpen(state, target) ? <a href={href(target)}>{label}</a> : <span>{label}</span>}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

export function Foot() {
  const { state, speech } = useWeft();
  return (
    <footer>
      <p>
        <b class={state.requests === 0 ? 'none' : 'some'} data-requests={state.requests}>
          {speech.t('foot.requests', { requests: state.requests })}
        </b>{' '}
        {speech.t(state.requests === 0 ? 'foot.offline' : 'foot.unexpected')}
      </p>
      <p class="version">
        {state.hello ? speech.t('foot.version', { version: state.hello.engine }) : null}
      </p>
    </footer>
  );
}
