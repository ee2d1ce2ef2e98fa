/** What HR makes of who knows what: programs with their lists, and tables. */

import { csvHabit } from '../io/csv.js';
import { download, fileName } from '../io/downloads.js';
import { createSpeech } from '../locales/index.js';
import { noticesOf } from './reading.js';

/** @typedef {import('./types.js').ListKind} ListKind */
/** @typedef {import('./types.js').Program} Program */

/**
 * @param {object} parts
 * @param {import('./store.js').Store} parts.store
 * @param {Pick<import('../worker/client.js').Engine, 'call'>} parts.engine
 * @param {() => import('../locales/index.js').Language} parts.language
 * @param {(room: import('./routes.js').Room) => void} parts.enter
 * @param {(id: string) => void} parts.chooseFormat
 * @param {(program: Program) => void} parts.setProgram
 * @param {(texts: Partial<Record<ListKind, string>>) => Promise<void>} parts.useMadeLists
 */
export function createKnowledge(parts) {
  const { store, engine, language, enter, chooseFormat, setProgram, useMadeLists } = parts;
  const { get, update } = store;

  /** @param {string} part */
  async function ask(part) {
    const speech = createSpeech(language());
    const names = {
      tandemName: speech.t('know.tandemName'),
      barcampName: speech.t('know.barcampName'),
    };
    const { date } = get();
    return engine.call({ op: 'knowledge', part, date, ...names, csv: csvHabit(language()) });
  }

  /** @param {() => Promise<void>} task */
  async function carefully(task) {
    try {
      await task();
    } catch (error) {
      update({ notices: noticesOf(error) });
    }
  }

  /** Turns to the format, with what HR had there before under what the core proposes. @param {Program} program */
  function turnTo(program) {
    chooseFormat(program.format);
    setProgram({ ...get().program, ...program, seed: get().program?.seed ?? program.seed });
    enter('program');
  }

  function makeTandems() {
    return carefully(async () => turnTo((await ask('programs')).value.tandem.program));
  }

  function proposeSessions() {
    return carefully(async () => {
      const { value, files } = await ask('programs');
      /** @type {Record<string, string>} */
      const texts = {};
      for (const { name, blob } of files) texts[name.replace('.csv', '')] = await blob.text();
      await useMadeLists(texts);
      turnTo(value.barcamp.program);
    });
  }

  /** @param {'knowledge' | 'experts'} table */
  function saveKnowledge(table) {
    return carefully(async () => {
      const { files } = await ask('tables');
      const file = files.find(({ name }) => name === `${table}.csv`);
      if (file) download(fileName(table, get().date, 'csv'), file.blob);
    });
  }

  return { makeTandems, proposeSessions, saveKnowledge };
}
