/** The codes of all failures. */

/**
 * @typedef {'camera-denied' | 'camera-missing' | 'camera-busy' | 'camera-lost' | 'camera-insecure'} CameraFailure
 * @typedef {'photo-unsupported' | 'photo-broken' | 'photo-too-large'} PhotoFailure
 * @typedef {'film-unreadable' | 'film-broken' | 'sample-unreachable'} FileFailure
 * @typedef {'model-unreachable' | 'runtime-broken' | 'no-backend' | 'browser-too-old' | 'internal'} RuntimeFailure
 */

/**
 * `stale` is not shown: the request was for a model that has been replaced.
 * @typedef {CameraFailure | PhotoFailure | FileFailure | RuntimeFailure | 'stale'} FailureCode
 */

/** An error with a code, for which the page has a message. */
export class Failure extends Error {
  /**
   * @param {FailureCode} code
   * @param {unknown} [cause] The browser's error.
   */
  constructor(code, cause) {
    super(cause instanceof Error ? `${code}: ${cause.message}` : code, {cause});
    this.name = 'Failure';
    this.code = code;
  }
}

/** @type {(error: unknown) => Failure} The error itself, or `internal` where it has no code. */
export function toFailure(error) {
  return error instanceof Failure ? error : new Failure('internal', error);
}
