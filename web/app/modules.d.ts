/** Modules that the page builder makes: the sample company and the packed worker. */

declare module 'weft-sample' {
  const csv: string;
  export default csv;
}

declare module 'weft-worker' {
  const packed: string;
  export default packed;
}

declare var trustedTypes:
  | {
      createPolicy(
        name: string,
        rules: { createScriptURL: (text: string) => string },
      ): { createScriptURL: (text: string) => unknown };
    }
  | undefined;
