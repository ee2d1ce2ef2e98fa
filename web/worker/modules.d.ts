/** The core as the page builder hands it to the worker: its glue and its packed wasm. */

declare module 'weft-core' {
  export const wasm: string;
  export function createWeft(options: { wasmBinary: ArrayBuffer }): Promise<import('./attachments.js').Core & { Door: new () => unknown }>;
}
