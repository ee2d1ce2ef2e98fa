/**
 * The messages between the page and its worker, written down once for both sides.
 *
 * @typedef {{name: string, bytes: Uint8Array}} NamedBytes
 * @typedef {import('../io/problem-rows.js').ProblemWords} ProblemWords
 * @typedef {Uint8Array | Blob} Attachment a file is read by the worker, where it is needed
 *
 * @typedef {{id: number, task: 'call', request: string, attachments: Attachment[]}
 *   | {id: number, task: 'problems', request: string, attachments: Attachment[], words: ProblemWords,
 *     style: {delimiter: string, bom: boolean}}
 *   | {id: number, task: 'readSheet', bytes: Uint8Array, sheet: string | undefined}
 *   | {id: number, task: 'writeSheet', cells: Array<Array<string | number>>, sheet: string}
 *   | {id: number, task: 'zip', files: NamedBytes[]}
 *   | {id: number, task: 'unzip', bytes: Uint8Array, most: number}} Task
 *
 * @typedef {{name: string, rows: number}} SheetInfo
 *
 * @typedef {{call: {answer: string, files: NamedBytes[]},
 *   problems: {csv: Uint8Array},
 *   readSheet: {csv: Uint8Array, sheet: string, sheets: SheetInfo[]},
 *   writeSheet: {bytes: Uint8Array},
 *   zip: {bytes: Uint8Array},
 *   unzip: {files: NamedBytes[]}}} TaskResults
 *
 * @typedef {{id: number, progress: string}
 *   | {id: number, result: TaskResults[keyof TaskResults]}
 *   | {id: number, failure: {code: string, args: Record<string, unknown>}}
 *   | {requests: number}} Message
 */

export {};
