/**
 * The messages between the page and its worker, written down once for both sides. Files go to and fro as blobs: bytes
 * would be copied on either side, and the page would stand still for as long as that takes.
 *
 * @typedef {{name: string, blob: Blob}} NamedBlob
 * @typedef {{name: string, bytes: Uint8Array}} NamedBytes
 * @typedef {import('../io/problem-rows.js').ProblemWords} ProblemWords
 * @typedef {Uint8Array | Blob} Attachment a file is read by the worker, where it is needed
 *
 * @typedef {{id: number, task: 'call', request: string, attachments: Attachment[]}
 *   | {id: number, task: 'problems', request: string, attachments: Attachment[], words: ProblemWords,
 *     style: {delimiter: string, bom: boolean}}
 *   | {id: number, task: 'readSheet', file: Blob, sheet: string | undefined}
 *   | {id: number, task: 'writeSheet', cells: Blob, sheet: string}
 *   | {id: number, task: 'zip', files: NamedBlob[]}
 *   | {id: number, task: 'unzip', file: Blob, most: number}} Task `cells`: rows of strings and numbers, as JSON
 *
 * @typedef {Task | {heart: MessagePort}} ToWorker `heart`: where the worker's heart shall beat
 *
 * @typedef {import('../io/sheets.js').SheetRead} SheetInfo
 *
 * @typedef {{call: {answer: string, files: NamedBlob[]},
 *   problems: {csv: Blob},
 *   readSheet: {csv: Blob, sheet: string, sheets: SheetInfo[]},
 *   writeSheet: {blob: Blob, issues: import('../app/types.js').Notice[]},
 *   zip: {blob: Blob},
 *   unzip: {files: NamedBytes[]}}} TaskResults
 *
 * @typedef {{id: number, progress: string}
 *   | {id: number, result: TaskResults[keyof TaskResults]}
 *   | {id: number, failure: {code: string, args: Record<string, unknown>}}
 *   | {begun: true}
 *   | {requests: number}} Message `begun`: the worker has opened its core
 */

export {};
