/** What would help those who are left out, and how a change made for them is taken back. */

import { useId } from 'preact/hooks';
import { HELP_MOST, HELP_UNASKED_MOST } from '../app/ahead.js';
import { useWeft } from '../app/context.js';
import { offerOf, ruleText } from './sentences.jsx';

/** @typedef {import('../app/types.js').LoosenOption} LoosenOption */
/** @typedef {import('../app/types.js').Program} Program */

const SHOWN = 5;

/**
 * What an option does, and for how many.
 * @param {{program: Program, option: LoosenOption}} props `program`: before the change
 */
function OptionText({ program, option }) {
  const { state, speech } = useWeft();
  const rule = program.rules?.[option.rule];
  if (!rule || !state.roster) return null;
  return (
    <>
      {speech.core(option.code, {
        ...option.args,
        from: rule.met?.rounds,
        people: option.people,
        rule: ruleText(speech, state.roster.profile, rule, offerOf({ ...state, program })),
      })}
    </>
  );
}

/** For those whom the result leaves out. It speaks of the program that the result was made with. */
export function WhatWouldHelp() {
  const { state, actions, speech } = useWeft();
  const { help, result } = state;
  const id = useId();
  if (!result) return null;
  const { of } = result.outcome.measures.matched;
  if (of > HELP_MOST || help === 'unknown') return null;
  const wanted = of > HELP_UNASKED_MOST;
  if (!wanted && (help === null || help === 'asking' || help.length === 0)) return null;
  return (
    <section class="help" aria-labelledby={id}>
      <h3 id={id}>{speech.t('help.title')}</h3>
      <p role="status">
        {help === 'asking'
          ? speech.t('help.asking')
          : help?.length === 0
            ? speech.t('help.none')
            : ''}
      </p>
      {help === null ? (
        <button type="button" class="plain small" onClick={() => actions.seekHelp()}>
          {speech.t('help.ask')}
        </button>
      ) : null}
      {Array.isArray(help) ? (
        <ul>
          {help.slice(0, SHOWN).map((option, index) => (
            <li key={index}>
              <span id={`${id}-${index}`}>
                <OptionText program={result.program} option={option} />
              </span>
              <button
                type="button"
                class="plain small"
                aria-describedby={`${id}-${index}`}
                onClick={() => actions.loosen(option)}
              >
                {speech.t(`help.${option.code}`)}
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}

/** While the program is as it was loosened: what was done, and a way back. */
export function Loosened() {
  const { state, actions, speech } = useWeft();
  const { loosened, program } = state;
  if (!loosened || loosened.after !== program) return null;
  return (
    <p class="notice note loosened" role="status">
      <span>
        {speech.t('help.done')} <OptionText program={loosened.before} option={loosened.option} />
      </span>
      <button type="button" class="plain small" onClick={() => actions.takeBack()}>
        {speech.t('help.takeBack')}
      </button>
    </p>
  );
}
