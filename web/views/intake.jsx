/** The ways into the first room, wherever in it one is: files that are dropped, tables that are pasted. */

import { useEffect, useState } from 'preact/hooks';
import { useWeft } from '../app/context.js';

export const ACCEPT = '.csv,.tsv,.txt,.xlsx,.xlsm,.json,text/csv,text/tab-separated-values';

/** Several lines, as of a table or a list; a word or a sentence is no table. @param {string} text */
export function looksLikeTable(text) {
  return text.trim().split(/\r\n|\r|\n/).length > 1;
}

/** @param {EventTarget | null} target */
function isField(target) {
  return target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement;
}

/** What a pasted table and chosen files are handed to. */
export function useTaking() {
  const { state, actions, speech } = useWeft();
  const loaded = [state.roster, ...state.joined, ...state.aside];
  return {
    takeText(/** @type {string} */ text) {
      const taken = new Set(loaded.map((table) => table?.name));
      let name = speech.t('people.pastedName');
      for (let count = 2; taken.has(name); count += 1) {
        name = speech.t('people.pastedAgain', { count });
      }
      const file = new Blob([text], { type: 'text/plain' });
      return actions.takeFiles([{ name, file, pasted: true }]);
    },
    takeFiles: (/** @type {File[]} */ files, /** @type {{beside?: boolean}} */ options = {}) =>
      actions.takeFiles(
        files.map((file) => ({ name: file.name, file })),
        options,
      ),
  };
}

/** Takes what is pasted or dropped anywhere on the page. @returns {boolean} whether files hover over it */
export function useIntake() {
  const { takeText, takeFiles } = useTaking();
  const [over, setOver] = useState(false);
  useEffect(() => {
    /** @param {ClipboardEvent} event */
    function paste(event) {
      if (isField(event.target)) return;
      const files = [...(event.clipboardData?.files ?? [])];
      const text = event.clipboardData?.getData('text/plain') ?? '';
      // Excel puts a picture of the cells beside their text.
      if (looksLikeTable(text)) takeText(text);
      else if (files.length > 0) takeFiles(files);
    }
    /** @param {DragEvent} event */
    function hover(event) {
      setOver(event.type === 'dragover' && event.dataTransfer?.types.includes('Files') === true);
    }
    /** @param {DragEvent} event */
    function drop(event) {
      setOver(false);
      takeFiles([...(event.dataTransfer?.files ?? [])]);
    }
    document.addEventListener('paste', paste);
    document.addEventListener('dragover', hover);
    document.addEventListener('dragleave', hover);
    document.addEventListener('drop', drop);
    return () => {
      document.removeEventListener('paste', paste);
      document.removeEventListener('dragover', hover);
      document.removeEventListener('dragleave', hover);
      document.removeEventListener('drop', drop);
    };
  });
  return over;
}
