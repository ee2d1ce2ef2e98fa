/** The formats the page can show; a new one is one file and one line here. */

import * as barcamp from './barcamp.jsx';
import * as lunch from './lunch.jsx';
import * as mentoring from './mentoring.jsx';
import * as shadowing from './shadowing.jsx';
import * as spaces from './spaces.jsx';
import * as tandem from './tandem.jsx';
import * as teams from './teams.jsx';

/** @typedef {import('../../app/types.js').GroupsPage} GroupsPage */
/** @typedef {import('../../app/types.js').ListKind} ListKind */
/** @typedef {import('../../app/types.js').Outcome} Outcome */
/** @typedef {import('../../app/types.js').Profile} Profile */
/** @typedef {import('../../app/types.js').Program} Program */
/** @typedef {import('../../app/types.js').State} State */
/** @typedef {import('../../locales/index.js').Speech} Speech */
/** @typedef {(request: Record<string, unknown>) => Promise<any>} Ask */
/** @typedef {import('preact').FunctionComponent<{outcome: Outcome}>} OutcomePart */

/**
 * What a format shows. Only the first three are needed; without the others the rooms look as they do for pairs.
 *
 * @typedef {object} FormatView
 * @property {string} id
 * @property {(profile: Profile, name: string, seed: number, state: State) => Program} suggest
 *   a first program for this roster, with a name in the page's language
 * @property {import('preact').FunctionComponent<{}>} Opening the sentence the program begins with
 *
 * @property {(program: Program) => string} [place] where what the opening says stands, so that problems find it
 * @property {Array<{kind: ListKind, needed: boolean}>} [lists] that it takes beside the roster
 * @property {(program: Program) => Partial<Pick<FormatView, 'lists' | 'rules' | 'criteria'>>} [given]
 *   which of these are others with this program
 * @property {string[]} [rules] the kinds of rules that can be added (ids of views/sentences.jsx)
 * @property {string[]} [criteria] the kinds of wishes that can be added
 * @property {boolean} [runs] true: what comes out goes on for months
 * @property {boolean} [favours] false: there is nothing to choose in what counts
 * @property {boolean} [surprises] false: nothing of the sum is given up for surprise
 * @property {(program: Program) => Program} [anew] the program for another round, without what was settled by hand
 * @property {import('preact').FunctionComponent<{}>} [Settings] further lines of the program, each a `Line`
 * @property {import('preact').FunctionComponent<{own: Record<string, any>}>} [Meaning]
 *   what the format's own figures mean, live, in `p`s and `Figure`s
 * @property {OutcomePart} [Headline] in place of the row of figures above a result
 * @property {OutcomePart} [Wide] over the whole width, below the figures
 * @property {OutcomePart} [Extra] below the groups
 * @property {OutcomePart} [Groups] in place of the table of groups; `GroupList` gives search and paging
 * @property {(speech: Speech, outcome: Outcome) => string} [verdict]
 *   how good it is, in one sentence, where that is not about wishes alone; '' where it is
 * @property {OutcomePart} [HowGood] further lines in “How good is this?”
 * @property {Array<{id: string, ending: string, type: string, made?: (outcome: Outcome) => boolean}>} [files]
 *   to hand over, as the core names them; `made`: whether there is anything in it
 * @property {(ask: Ask, speech: Speech) => Promise<Array<{name: string, text: string}>>} [folders]
 *   files for single people or places, which only the ZIP has; their names are paths in it
 * @property {import('preact').FunctionComponent<{outcome: Outcome, page: GroupsPage, data: any}>} [Paper]
 *   what is printed in place of the table; `page` has all groups
 * @property {(ask: Ask, outcome: Outcome) => Promise<any>} [loadPaper]
 *   the `data` of `Paper`, where it needs more than the groups
 * @property {{program?: Partial<Program>, lists?: Partial<Record<ListKind, string>>}} [sample]
 *   what shows the format off with the sample company; lists as CSV
 */

/** @type {FormatView[]} */
const known = [lunch, teams, mentoring, tandem, shadowing, barcamp, spaces];

/**
 * @param {string} id
 */
export function formatView(id) {
  return known.find((format) => format.id === id);
}

/**
 * What a format shows with a program.
 * @param {Program | null} program
 * @returns {FormatView | undefined}
 */
export function viewWith(program) {
  const view = formatView(program?.format ?? '');
  return view && program ? { ...view, ...view.given?.(program) } : view;
}

/**
 * The formats that both the core and the page know.
 * @param {string[]} offered
 */
export function formatsOf(offered) {
  return known.filter((format) => offered.includes(format.id));
}

/**
 * All kinds of lists that any of these formats takes.
 * @param {string[]} offered
 */
export function listKindsOf(offered) {
  const kinds = formatsOf(offered).flatMap((format) => format.lists ?? []);
  return [...new Set(kinds.map(({ kind }) => kind))];
}

/**
 * The files that a format makes of its own, as far as the core has them.
 * @param {string} id
 * @param {import('../../app/types.js').Hello | null} hello
 * @param {Outcome | undefined} outcome
 */
export function ownFiles(id, hello, outcome) {
  const known = hello?.about?.[id]?.files;
  return (formatView(id)?.files ?? []).filter(
    ({ id: file, made }) =>
      (!known || known.includes(file)) && (!made || !outcome || made(outcome)),
  );
}
