/** Where in the program a problem lies, among the lines that are on screen. */

/**
 * Whether what is said there is about this place, or about something in it.
 * @param {string | undefined} where a pointer into the program
 * @param {string} place
 */
export function isAt(where, place) {
  return where === place || Boolean(where?.startsWith(`${place}/`));
}

/**
 * The place that says most closely where it is: the longest that leads there, or ''.
 * @param {string | undefined} where
 * @param {string[]} places
 */
export function nearestPlace(where, places) {
  return places
    .filter((place) => isAt(where, place))
    .reduce((longest, place) => (place.length > longest.length ? place : longest), '');
}
