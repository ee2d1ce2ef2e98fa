/**
 * The shapes that travel between the core, the state and the views; docs/door.md explains them.
 *
 * @typedef {{severity: 'error' | 'warning' | 'note', code: string, file?: string, rows?: number[],
 *   rowCount?: number, column?: string, where?: string, args?: Record<string, any>}} Issue
 *
 * @typedef {{code: string, args?: Record<string, unknown>}} Reason
 *
 * @typedef {{header: string, role: string, recognised: string, confidence: number, sensitive?: boolean,
 *   type: string, distinct: number, missing: number, examples: string[],
 *   values?: Array<{value: string, people: number}>, order?: string[], dates?: '' | 'day' | 'month',
 *   derived?: string}} Column
 *
 * @typedef {{headerRow: number, top?: Array<{row: number, cells: string[]}>}} HeaderRow
 *   `headerRow`: the row with the names of the columns, 0 where there is none; `top`: the first rows
 *
 * @typedef {HeaderRow & {file: string, rows: number, matched: number, key: string, means?: 'in' | 'out',
 *   columns: Column[]}} Joined
 *
 * @typedef {{peopleBefore: number, gone: Array<{header: string, role: string}>,
 *   new: Array<{header: string, role: string}>, renamed: Array<{from: string, to: string, role: string}>,
 *   roles: Array<{header: string, from: string, to: string}>}} Difference
 *
 * @typedef {HeaderRow & {file: string, encoding: string, delimiter: string, rows: number,
 *   people: number, columns: Column[], issues: Issue[],
 *   leftOut?: {inactive: number, accounts: number, duplicates: number, nameless: number},
 *   joined?: Joined[], difference?: Difference | null}} Profile
 *
 * @typedef {{role?: string, type?: string, order?: string[], merge?: Record<string, string>,
 *   dates?: 'day' | 'month', answers?: Record<string, 'in' | 'out'>}} Choice
 *   `answers`: what an answer means that Weft does not know
 * @typedef {string | Choice} ColumnChoice a role alone, or more than that
 *
 * @typedef {{columns: Record<string, ColumnChoice>, accounts: string[],
 *   same: Record<string, 'one' | 'two'>, persons?: Record<string, 'yes' | 'no'>, headerRow?: number}} Answers
 *   `headerRow`: the row with the names of the columns; 0: there is none
 *
 * @typedef {'preferences' | 'dates' | 'guests' | 'proposals' | 'votes' | 'rooms' | 'slots' |
 *   'groups' | 'projects' | 'absences'} ListKind what a format may take beside the roster
 * @typedef {'roster' | 'people' | 'pairs' | 'unknown' | ListKind} TableKind
 *
 * @typedef {{name: string, file: Blob, sample: boolean, workbook: boolean, csv: Blob, sheet?: string,
 *   sheets: import('../worker/messages.js').SheetInfo[], kind: TableKind, rows: number, headers: string[],
 *   means: 'in' | 'out', headerRow?: number}} Table
 *   `csv`: what the core reads; of a workbook, the chosen sheet. `means`: of a bare list of people, whether
 *   they take part or do not. `headerRow`: of a table beside the roster, where HR has said it
 *
 * @typedef {Table & {profile: Profile, answers: Answers}} Roster `answers`: with which it was read
 *
 * @typedef {{program: string, format: string, date: string, groups: number, people: number}} Round
 *
 * @typedef {{name: string, file: Blob, programs: Program[], rounds: Round[], people: number,
 *   columns: Record<string, ColumnChoice>, accounts?: string[], same?: Record<string, 'one' | 'two'>,
 *   persons?: Record<string, 'yes' | 'no'>, headerRow?: number | null,
 *   issues: Issue[], made?: boolean}} Workspace `made`: here, of a result whose workspace was not saved
 *
 * @typedef {{table: Table, pairs: number, issues: Issue[], passedOver: number}} Apart
 *   `passedOver`: rows that are not understood, and without which HR said to go on
 *
 * @typedef {{table: Table, kind: ListKind, file: string, rows: number,
 *   columns: Array<{header: string, means: string}>, issues: Issue[]}} List `means`: empty where not recognised
 *
 * @typedef {{column: string, is?: string[], not?: string[], has?: string[], min?: number | string,
 *   max?: number | string}} Filter
 *
 * @typedef {Record<string, any>} Rule
 * @typedef {Record<string, any>} Criterion
 *
 * @typedef {{weft: 1, format: string, name: string, who?: Filter[], size?: {min: number, max: number},
 *   odd?: string, rules?: Rule[], criteria?: Criterion[], favour?: string, serendipity?: number,
 *   load?: {max: number}, runs?: {months: number}, seed?: number,
 *   rounds?: {count: number, weeks?: number, months?: number}} & Record<string, any>} Program
 *   what else stands in it is the format's own
 * @typedef {{program: Program, from: string, seedFromDate: boolean}} Remembered
 *
 * @typedef {{people: number, takingPart: number,
 *   notTakingPart: Array<{code: string, args?: Record<string, unknown>, people: number}>,
 *   groups?: {pairs: number, trios: number}, pairs?: {possible: number, of: number, exact: boolean},
 *   partners?: {fewest: number, median: number}, stranded?: number,
 *   strandedPeople?: Array<{id: string, name: string, row: number}>,
 *   rules?: Array<{rule: number, pairs: number}>, clashes?: Reason[], own?: Record<string, any>,
 *   issues: Issue[]}} Possible `own`: the format's own figures
 *
 * @typedef {{rounds: {atLeast: number, atMost: number}, why: Reason}} Forecast
 *
 * @typedef {{rule: number, code: string, args: {rounds?: number}, people: number}} LoosenOption
 *   `rule`: index in the program; `people`: how many more would be matched
 * @typedef {'asking' | 'unknown' | LoosenOption[]} Help
 *
 * @typedef {{value: number, bound: number, proof: 'optimal' | 'bounded' | 'none', random: number,
 *   best: number, gap: number, worst?: {value: number, bound: number, leximin: boolean},
 *   serendipity?: {percent: number, givenUp: number}}} Certificate
 *
 * @typedef {{matched: {people: number, of: number}, sizes: Record<string, number>,
 *   across: Array<{column: string, groups: number, of: number, largest: number}>,
 *   criteria: Array<{criterion: number, code: string, column?: string, weight: number, satisfied: number}>,
 *   worst: {value: number, groups: number},
 *   fairness: Array<{column: string, suppressed: number,
 *     cells: Array<{value: string, people: number, mean: number}>}>,
 *   repeats: number, meets?: {column: string, labels: string[], matrix: number[][]},
 *   series?: {clean: number, mostOfOne: number, peopleWithMost: number}}} Measures
 *
 * @typedef {{format: string, name: string, groupCount: number, peopleMatched: number, leftOutCount: number,
 *   certificate: Certificate, measures: Measures,
 *   check: {passed: boolean, verified: number, broken: unknown[]},
 *   run: {engine: string, seed: number, date: string, solver: string, digests: Record<string, string>, apart?: string},
 *   rounds?: Array<{round: number, date: string, takingPart: number, matched: number, groups: number,
 *     leftOut: number, repeats: number, value: number, bound: number, best: number}>,
 *   extra?: Record<string, any>, issues: Issue[]}} Outcome
 *   `rounds`: of several that were planned at once; `extra`: the format's own measures
 *
 * @typedef {{id: string, name: string, row: number, role?: string, cells: string[]}} Member
 * @typedef {{date?: string, begin?: string, end?: string}} When
 * @typedef {{number: number, people: Member[], value: number, of: number, reasons: Reason[],
 *   title?: string, when?: When, where?: string, round?: number}} Group
 * @typedef {{id: string, name: string, row: number, cells: string[], reasons: Reason[], round?: number}} LeftOut
 * @typedef {{id: string, name: string, row: number,
 *   rounds: Array<{group?: number, with: Array<{id: string, name: string, again: boolean}>} | null>}} PersonMeetings
 *   null: takes no part in that round; without a group: left out
 *
 * @typedef {{total: number, found: number, columns: string[], groups: Group[]}} GroupsPage
 * @typedef {{total: number, found: number, columns?: string[], people: LeftOut[]}} LeftOutPage
 * @typedef {{total: number, found: number, people: PersonMeetings[]}} MeetingsPage
 *
 * @typedef {{lists: ListKind[], roles: string[], files: string[], series?: boolean}} About what the core says of a format
 * @typedef {{engine: string, formats: string[], roles: string[], lists: ListKind[], about?: Record<string, About>}} Hello
 *
 * @typedef {{severity: 'error' | 'warning' | 'note', code: string, args: Record<string, unknown>}} Notice
 *
 * @typedef {{outcome: Outcome, program: Program, date: string, apart: Apart | null, first?: Outcome,
 *   earlier?: unknown[][]}} Result
 *   `apart`: the confidential list that was in force; `first`: what was matched, where it was arranged by hand since; `earlier`: the arrangements before, the last last
 *
 * @typedef {{sheets: Array<{file: string, sheet: import('../learned/sheet.js').Sheet}>, issues: Issue[]}} Learned
 *   findings sheets that came back
 *
 * @typedef {{stage: string, done: number, value?: number, bound?: number}} Progress
 *
 * @typedef {{people: string, programs: string[], outcome: Outcome | null, workspace: Workspace | null}} Kept
 *   what the workspace file that was saved last holds
 * @typedef {{code: string, during: string, run: Progress | null, found: boolean, gaveUp: boolean, back: boolean}} Trouble
 *   the core died. `during`: what it was at, and 'search' where it was one that searches for the core; `run`: how far that was; `found`: the same run would go on from there;
 *   `back`: another one knows everything again
 *
 * @typedef {{
 *   hello: Hello | null,
 *   engineFailed: boolean,
 *   reading: string,
 *   readDone: number | null,
 *   notices: Notice[],
 *   fileIssues: Issue[],
 *   roster: Roster | null,
 *   joined: Table[],
 *   aside: Table[],
 *   answers: Answers,
 *   workspace: Workspace | null,
 *   apart: Apart | null,
 *   apartIssues: Issue[],
 *   lists: Partial<Record<ListKind, List>>,
 *   listFailures: Partial<Record<ListKind, Issue[]>>,
 *   program: Program | null,
 *   remembered: Record<string, Remembered>,
 *   programFrom: string,
 *   seedFromDate: boolean,
 *   date: string,
 *   possible: Possible | null,
 *   possibleFailure: {code: string, args: Record<string, unknown>, where: string} | null,
 *   counting: boolean,
 *   forecast: Forecast | null,
 *   run: Progress & {people: number} | null,
 *   stopped: boolean,
 *   runFailure: {code: string, args: Record<string, unknown>, where: string, issues: Issue[]} | null,
 *   result: Result | null,
 *   handed: Outcome | null,
 *   kept: Kept | null,
 *   given: string[],
 *   trouble: Trouble | null,
 *   quiet: boolean,
 *   revived: number,
 *   help: Help | null,
 *   loosened: {before: Program, after: Program, option: LoosenOption} | null,
 *   learned: Learned,
 *   saving: string,
 *   said: string,
 *   requests: number,
 * }} State
 *   `readDone`: how much of the files that come in is copied; `handed`: of which something was downloaded; `given`: programs as they were proposed or came; `quiet`: nothing was
 *   heard of the core for long; `revived`: how often another core took over
 */

export {};
