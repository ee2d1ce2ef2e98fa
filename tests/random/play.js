/** Plays a case through the native door: reads its files, runs its program, fetches what came out. */
import { walkNative } from '../../tools/lib/doors.mjs';

/** @typedef {import('./generate.js').Case} Case */
/** @typedef {any} Json */
/**
 * @typedef {object} Played
 * @property {string} crash what the process said when it ended otherwise than it should
 * @property {Json} profile
 * @property {Json} possible
 * @property {Json} run the summary, or null where the run was refused
 * @property {{code: string}[]} errors why it was refused
 * @property {Json} issues every finding on the way
 * @property {Record<string, string>} files what came out, by name
 * @property {Json} check what the core says of its own outcome when it reads it again
 */

/** Files that a format writes beside those of every format. */
const FILES = /** @type {Record<string, string[]>} */ ({
  shadowing: ['visits.csv'],
  barcamp: ['agenda.csv', 'timetables.csv'],
  spaces: ['plan.csv', 'seats.csv'],
});

/** No random program is so large that it may take longer, even on a busy machine. */
const SECONDS = 120;

const bytes = (/** @type {string} */ text) => new TextEncoder().encode(text);

/** @param {Case} kase */
export function stepsOf({ files, lists, program, date, columns, format }) {
  /** @type {import('../../tools/lib/doors.mjs').Step[]} */
  const steps = [
    {
      request: { op: 'profile', file: 'roster.csv', today: date, columns },
      attachments: [bytes(files['roster.csv'])],
    },
  ];
  const history = files['workspace.weft.json'];
  if (history)
    steps.push({
      request: { op: 'workspace', file: 'workspace.weft.json' },
      attachments: [bytes(history)],
    });
  if (files['apart.csv'])
    steps.push({
      request: { op: 'apart', file: 'apart.csv' },
      attachments: [bytes(files['apart.csv'])],
    });
  for (const kind of lists)
    steps.push({
      request: { op: 'list', kind, file: `${kind}.csv` },
      attachments: [bytes(files[`${kind}.csv`])],
    });
  steps.push({ request: { op: 'possible', program, date } });
  steps.push({ request: { op: 'run', program, date } });
  const wanted = ['groups.csv', 'outcome.json', 'workspace.weft.json', ...(FILES[format] ?? [])];
  steps.push({ request: { op: 'files', which: wanted } });
  return steps;
}

/**
 * @param {Case} kase
 * @returns {Promise<Played>}
 */
export async function play(kase) {
  /** @type {Played} */
  const played = {
    crash: '',
    profile: null,
    possible: null,
    run: null,
    errors: [],
    issues: [],
    files: {},
    check: null,
  };
  const steps = stepsOf(kase);
  let answers;
  try {
    answers = await walkNative(steps, SECONDS);
  } catch (error) {
    played.crash = error instanceof Error ? error.message : String(error);
    return played;
  }
  for (const [at, { answer, files }] of answers.entries()) {
    const { op } = /** @type {Json} */ (steps[at].request);
    const said = JSON.parse(answer);
    played.issues.push(...(said.value?.issues ?? said.error?.issues ?? []));
    if (op === 'files') {
      for (const file of files) played.files[file.name] = Buffer.from(file.bytes).toString('utf8');
    } else if (!said.ok) {
      played.errors.push({ ...said.error, op });
    } else if (op === 'profile' || op === 'possible' || op === 'run') {
      played[/** @type {'profile' | 'possible' | 'run'} */ (op)] = said.value;
    }
  }
  return played;
}
