/** The address: language and room stand behind the `#`, so that the back button works and nothing is stored. */

import { languages } from '../locales/index.js';

/** @typedef {import('../locales/index.js').Language} Language */
/** @typedef {'people' | 'columns' | 'program' | 'match' | 'hand-over' | 'knowledge' | 'learned' | 'privacy'} Room */

/** @type {Room[]} */
const rooms = [
  'people',
  'columns',
  'program',
  'match',
  'hand-over',
  'knowledge',
  'learned',
  'privacy',
];

/** @returns {Language} */
function preferredLanguage() {
  for (const wish of navigator.languages ?? [navigator.language]) {
    const known = languages.find((language) => wish.toLowerCase().startsWith(language));
    if (known) return known;
  }
  return 'en';
}

/**
 * @param {string} hash
 * @returns {{language: Language, room: Room}}
 */
export function readAddress(hash) {
  const [, language, room] = hash.replace(/^#/, '').split('/');
  return {
    language: languages.find((known) => known === language) ?? preferredLanguage(),
    room: rooms.find((known) => known === room) ?? 'people',
  };
}

/**
 * @param {Language} language
 * @param {Room} room
 */
export function address(language, room) {
  return `#/${language}/${room}`;
}

/**
 * Which rooms may be entered: each needs what the one before it made.
 * @param {import('./types.js').State} state
 * @param {Room} room
 */
export function isOpen(state, room) {
  const hasRoster = state.roster !== null;
  switch (room) {
    case 'people':
    case 'learned':
    case 'privacy':
      return true;
    case 'columns':
    case 'knowledge':
      return hasRoster;
    case 'program':
      return hasRoster && state.program !== null;
    case 'match':
      return state.run !== null || state.result !== null || state.runFailure !== null;
    case 'hand-over':
      return state.result !== null && state.run === null;
  }
}
