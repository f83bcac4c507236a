/** A failure that a person can do something about; `sentences.js` says what, `main.js` shows it. */
export class Failure extends Error {
  /**
   * @param {FailureCode} code
   * @param {unknown} [cause] What the browser said.
   */
  constructor(code, cause) {
    super(cause instanceof Error ? `${code}: ${cause.message}` : code, {cause});
    this.name = 'Failure';
    this.code = code;
  }
}

/** @typedef {keyof typeof import('../page/sentences.js').FAILURES} FailureCode */
