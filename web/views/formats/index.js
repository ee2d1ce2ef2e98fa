/** The formats the page can show; a new one is one file and one line here. */

import * as lunch from './lunch.jsx';

/**
 * @typedef {object} FormatView
 * @property {string} id
 * @property {(profile: import('../../app/types.js').Profile, name: string, seed: number)
 *   => import('../../app/types.js').Program} suggest a first program for this roster
 * @property {import('preact').FunctionComponent<{}>} Opening the sentence the program begins with
 */

/** @type {FormatView[]} */
const known = [lunch];

/**
 * @param {string} id
 */
export function formatView(id) {
  return known.find((format) => format.id === id);
}

/**
 * The formats that both the core and the page know.
 * @param {string[]} offered
 */
export function formatsOf(offered) {
  return known.filter((format) => offered.includes(format.id));
}
