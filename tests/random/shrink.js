/** A case made smaller, as long as it fails: rules, criteria, keys, rounds, rows and columns are left out in turn. */
import Papa from 'papaparse';
import { tried } from './hunt.js';

/** @typedef {import('./generate.js').Case} Case */
/** @typedef {any} Json */

/** What is said, without names and numbers: a smaller case shall fail for the same reason. @param {string[]} objections */
function kindOf(objections) {
  return objections.map((one) => one.replace(/[\p{Lu}\d][^ ]*/gu, '').slice(0, 40)).sort()[0] ?? '';
}

/**
 * @param {Case} kase
 * @returns {Promise<{kase: Case, objections: string[]}>}
 */
export async function shrunk(kase) {
  let small = kase;
  let { objections } = await tried(kase);
  const wanted = kindOf(objections);
  for (let isSmaller = true; isSmaller; ) {
    isSmaller = false;
    for (const smaller of smallerThan(small)) {
      const said = await tried(smaller).catch(() => ({ objections: [] }));
      if (said.objections.length === 0 || kindOf(said.objections) !== wanted) continue;
      small = smaller;
      ({ objections } = said);
      isSmaller = true;
      break;
    }
  }
  return { kase: small, objections };
}

/** @param {Case} kase @returns {Generator<Case>} */
function* smallerThan(kase) {
  const { program, files } = kase;
  for (const name of Object.keys(files).filter((one) => one.endsWith('.csv')))
    yield* withFewerRows(kase, name);
  for (const key of ['rules', 'criteria', 'segments', 'who', 'pinned', 'roles', 'away', 'fixed'])
    for (const at of (program[key] ?? []).keys())
      yield changed(kase, {
        [key]: program[key].filter((/** @type {Json} */ _, /** @type {number} */ i) => i !== at),
      });
  for (const key of Object.keys(program))
    if (!['weft', 'format', 'name'].includes(key)) yield changed(kase, { [key]: undefined });
  const history = files['workspace.weft.json'];
  if (!history) return;
  const workspace = JSON.parse(history);
  for (const at of workspace.rounds.keys()) {
    const rounds = workspace.rounds.filter(
      (/** @type {Json} */ _, /** @type {number} */ i) => i !== at,
    );
    const text = JSON.stringify({ ...workspace, rounds }, null, 1);
    yield { ...kase, files: { ...files, 'workspace.weft.json': text } };
  }
}

/** @param {Case} kase @param {Json} changes @returns {Case} */
function changed(kase, changes) {
  return { ...kase, program: JSON.parse(JSON.stringify({ ...kase.program, ...changes })) };
}

/** Halves, then quarters, then single rows are left out. @param {Case} kase @param {string} name @returns {Generator<Case>} */
function* withFewerRows(kase, name) {
  const { data, meta } = Papa.parse(kase.files[name], { header: true, skipEmptyLines: true });
  for (let size = Math.floor(data.length / 2); size >= 1; size = Math.floor(size / 2))
    for (let from = 0; from < data.length; from += size) {
      const rest = data.filter((_, at) => at < from || at >= from + size);
      if (rest.length === 0) continue;
      const text = Papa.unparse({ fields: meta.fields ?? [], data: rest });
      yield { ...kase, files: { ...kase.files, [name]: text } };
    }
}
