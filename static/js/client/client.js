/** The detector as the page sees it: frames in, detections out, all the work in a thread of its own. */

import {Failure} from './failure.js';

/** @typedef {import('./messages.js').Detection} Detection */
/** @typedef {import('./messages.js').LoadOptions} LoadOptions */
/** @typedef {import('./messages.js').ModelInfo} ModelInfo */
/** @typedef {import('./messages.js').PostprocessOptions} PostprocessOptions */
/** @typedef {import('./messages.js').Reply} Reply */
/** @typedef {import('./messages.js').Request} Request */
/** @typedef {import('./messages.js').Result} Result */
/** @typedef {import('../worker/pixels.js').Frame} Frame */

/**
 * @typedef {object} Detector
 * @property {(options: LoadOptions) => Promise<ModelInfo>} load First of all; again after a failure.
 * @property {(frame: Frame, options?: PostprocessOptions, key?: string) => Promise<Result>} detect
 *   Takes the frame and closes it. One frame after the other, in the order in which they came.
 * @property {(options: PostprocessOptions, key?: string) => Promise<Detection[] | null>} reconsider
 *   Of the last frame with that key, with other thresholds, without running the network again; null where there was
 *   no such frame, or more keys than the worker remembers.
 * @property {() => Promise<void>} forget Frees what `reconsider` would need.
 * @property {() => void} close Ends the worker; what is open, and what is asked later, is rejected.
 */

/**
 * Starts the worker.
 * @param {string} url Of the worker's script.
 * @param {{onProgress: (loaded: number, size: number) => void, onEngine: (engine: import('./messages.js').Engine) => void}} listeners
 *   Progress is in bytes of the model; the engine can change when a graphics device is lost.
 * @returns {Detector} Every method rejects with a Failure.
 */
export function createDetector(url, {onProgress, onEngine}) {
  const worker = new Worker(url, {type: 'module'});
  /** @type {Map<number, {resolve: (value: any) => void, reject: (failure: Failure) => void}>} */
  const pending = new Map();
  let lastId = 0;
  /** @type {Failure | null} */
  let closed = null;

  worker.addEventListener('message', ({data}) => {
    const reply = /** @type {Reply} */ (data);
    if (reply.type === 'progress') return onProgress(reply.loaded, reply.size);
    if (reply.type === 'engine') return onEngine(reply.engine);
    const request = pending.get(reply.id);
    pending.delete(reply.id);
    if (reply.type === 'done') request?.resolve(reply.value);
    else request?.reject(new Failure(reply.code, new Error(reply.message)));
  });
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    refuse(new Failure('runtime-broken', new Error(event.message)));
  });

  /** @param {Failure} failure Of every open request. */
  function refuse(failure) {
    for (const {reject} of pending.values()) reject(failure);
    pending.clear();
  }

  /** @type {(request: any, transfer?: Transferable[]) => Promise<any>} */
  function ask(request, transfer = []) {
    return new Promise((resolve, reject) => {
      if (closed) return reject(closed);
      const id = ++lastId;
      pending.set(id, {resolve, reject});
      worker.postMessage({...request, id}, transfer);
    });
  }

  return {
    load: (options) => ask({method: 'load', options}),
    detect: (frame, options = {}, key = '') => ask({method: 'detect', frame, options, key}, [frame]),
    reconsider: (options, key = '') => ask({method: 'reconsider', options, key}),
    forget: () => ask({method: 'forget'}),
    close() {
      worker.terminate();
      closed = new Failure('runtime-broken', new Error('the detector was closed'));
      refuse(closed);
    },
  };
}
