/** What stands above every room when the work of the core broke off, or when nothing is heard of it. */

import { useWeft } from '../app/context.js';
import { wholeWay } from './match.jsx';

/** What HR does that has to be done once more: everything else asks again by itself. */
const ACTS = new Set([
  ...['inspect', 'profile', 'workspace', 'list', 'apart', 'people', 'knowledge'],
  ...['files', 'readSheet', 'writeSheet', 'zip', 'unzip', 'problems'],
]);

/** How far the run was that broke off, and what is kept of it. */
function BrokenRun() {
  const { state, speech } = useWeft();
  const { run, found } = state.trouble ?? {};
  if (!run) return null;
  const { value, bound = 0 } = run;
  return (
    <p>
      {speech.t('trouble.run', {
        stage: speech.t(`stage.${run.stage}`),
        percent: speech.percent(Math.floor(wholeWay(run) * 100) / 100),
      })}{' '}
      {value !== undefined && bound > 0
        ? `${speech.t('trouble.best', { gap: speech.bound((bound - value) / bound) })} `
        : ''}
      {speech.t(found ? 'trouble.goesOn' : 'trouble.again')}
    </p>
  );
}

function Died() {
  const { state, actions, speech } = useWeft();
  const { trouble, roster, program, result } = state;
  if (!trouble) return null;
  const { code, during, gaveUp, run, back } = trouble;
  const isThere = gaveUp ? 'trouble.gaveUp' : back ? 'trouble.back' : 'trouble.coming';
  // One that searches for the core knows nothing that would have to come back.
  const text = during === 'search' ? 'trouble.search' : isThere;
  return (
    <div class="notice error trouble" role="alert">
      <p>
        {speech.core(code)} {ACTS.has(during) ? speech.t('trouble.during') : ''}
      </p>
      <BrokenRun />
      <p>
        {speech.t(text)} {result ? speech.t('trouble.result') : ''}
      </p>
      <p class="actions">
        {run && roster && program ? (
          <button type="button" class="small" onClick={() => actions.run()}>
            {speech.t('trouble.runAgain')}
          </button>
        ) : null}
        <button type="button" class="plain small" onClick={() => actions.dismissTrouble()}>
          {speech.t('trouble.dismiss')}
        </button>
      </p>
    </div>
  );
}

function Quiet() {
  const { actions, speech } = useWeft();
  return (
    <div class="notice warning trouble" role="status">
      <p>{speech.t('trouble.quiet')}</p>
      <p class="actions">
        <button type="button" class="small" onClick={() => actions.stop()}>
          {speech.t('trouble.stop')}
        </button>
      </p>
    </div>
  );
}

export function Trouble() {
  const { state } = useWeft();
  return (
    <>
      <Died />
      {state.quiet ? <Quiet /> : null}
    </>
  );
}
