/** Questions about the plan that is shown, or about the people while there is none. */

import { useEffect, useState } from 'preact/hooks';
import { useWeft } from '../app/context.js';

/** So long a hand rests before the effect of a place is asked for. */
const REST_MS = 60;

/**
 * The core's answer to a question, once it is there; never that to another one.
 * @param {Record<string, unknown> | null} request
 * @returns {any} null: not yet, or there is none
 */
export function useAnswer(request) {
  const { actions, state } = useWeft();
  const outcome = state.result?.outcome ?? state.roster;
  const key = JSON.stringify(request);
  const [told, setTold] = useState(
    /** @type {{key: string, outcome: unknown, value: any}} */ ({ key: '', outcome, value: null }),
  );
  useEffect(() => {
    if (key === 'null') return;
    let wanted = true;
    const keep = (/** @type {any} */ value) => wanted && setTold({ key, outcome, value });
    const timer = setTimeout(() => {
      actions.ask(JSON.parse(key)).then(keep, () => keep(null));
    }, REST_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [key, outcome, state.revived]);
  return told.key === key && told.outcome === outcome ? told.value : null;
}
