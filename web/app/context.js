/** Gives every view the state, the actions and the reader's language without handing them down by hand. */

import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

/**
 * @typedef {object} Weft
 * @property {import('./types.js').State} state
 * @property {import('./actions.js').Actions} actions
 * @property {import('../locales/index.js').Speech} speech
 * @property {import('./routes.js').Room} room
 * @property {(room: import('./routes.js').Room) => string} href
 */

export const WeftContext = createContext(/** @type {Weft | null} */ (null));

/** @returns {Weft} */
export function useWeft() {
  const weft = useContext(WeftContext);
  if (!weft) throw new Error('a view outside of the page');
  return weft;
}
