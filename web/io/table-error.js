/** A table that cannot be read, as a code with arguments. */
export class TableError extends Error {
  /**
   * @param {string} code
   * @param {Record<string, unknown>} [args]
   */
  constructor(code, args = {}) {
    super(code);
    this.code = code;
    this.args = args;
  }
}
