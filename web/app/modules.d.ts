/** Modules that the page builder makes: the sample company and the worker, packed. */

declare module 'weft-sample' {
  const packed: string;
  export default packed;
}

/** JSON: of the sheets to fill in and of the searchable page, script, style and policy. */
declare module 'weft-findings' {
  const packed: string;
  export default packed;
}

declare module 'weft-worker' {
  const packed: string;
  export default packed;
}

/** Lists that go with the made-up company. */
declare module '*.csv' {
  const text: string;
  export default text;
}
