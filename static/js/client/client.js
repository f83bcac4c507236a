/** The way to the worker: frames in, detections out. One client serves for the life of a page. */

import {Failure} from './failure.js';

/** @typedef {import('./messages.js').Detection} Detection */
/** @typedef {import('./messages.js').EngineInfo} EngineInfo */
/** @typedef {import('./messages.js').Frame} Frame */
/** @typedef {import('./messages.js').LoadOptions} LoadOptions */
/** @typedef {import('./messages.js').ModelInfo} ModelInfo */
/** @typedef {import('./messages.js').PostprocessOptions} PostprocessOptions */
/** @typedef {import('./messages.js').Reply} Reply */
/** @typedef {import('./messages.js').Result} Result */

/**
 * How long a worker may be silent while WebAssembly starts. Firefox 153 can block a worker for good while it starts
 * its threads (seen under WebDriver BiDi only); another worker then does without threads.
 */
const SILENCE_MS = 10_000;

/**
 * @typedef {object} Client Every method rejects with a Failure.
 * @property {(options: LoadOptions, early?: Worker) => Promise<ModelInfo>} load Starts a worker with a model, in place
 *   of the one before; `early` is one that was started already. What the one before has not answered is refused as
 *   `stale`.
 * @property {(frame: Frame, options?: PostprocessOptions, key?: string) => Promise<Result>} detect
 *   Takes the frame and closes it. One frame after the other, in the order in which they came.
 * @property {(options: PostprocessOptions, key?: string) => Promise<Detection[] | null>} reconsider
 *   Of the last frame with that key, with other thresholds, without running the network again; null where there was
 *   no such frame, or more keys than the worker remembers.
 * @property {() => Promise<void>} forget Frees what `reconsider` would need.
 * @property {() => void} close Ends the worker; what is open, and what is asked later, is refused.
 */

/**
 * @param {string} url Of the worker's script.
 * @param {object} [listeners]
 * @param {(loaded: number, size: number) => void} [listeners.onProgress] Bytes of the model's weights.
 * @param {(info: ModelInfo) => void} [listeners.onCard] Called when the card is read, before the weights have come.
 * @param {(engine: EngineInfo) => void} [listeners.onEngine] Called when the network runs on something, which changes
 *   when a graphics device is lost.
 * @returns {Client}
 */
export function createClient(url, {onProgress = () => {}, onCard = () => {}, onEngine = () => {}} = {}) {
  /** @type {Worker | null} */
  let worker = null;
  /** @type {import('./messages.js').LoadRequest | undefined} */
  let loading;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let silence;
  let refusal = new Failure('stale', new Error('no model is loaded'));
  /** @type {Map<number, {resolve: (value: any) => void, reject: (failure: Failure) => void}>} */
  const pending = new Map();
  let lastId = 0;

  /** @param {Worker} [early] */
  function start(early) {
    const started = early ?? new Worker(url, {type: 'module'});
    started.addEventListener('message', ({data}) => {
      if (started === worker) receive(data);
    });
    started.addEventListener('error', (event) => {
      event.preventDefault();
      if (started === worker) refuse(new Failure('runtime-broken', new Error(event.message)));
    });
    return started;
  }

  /** @param {Reply} reply */
  function receive(reply) {
    if (reply.type === 'progress') return onProgress(reply.loaded, reply.size);
    if (reply.type === 'card') return onCard(reply.info);
    if (reply.type === 'engine') return onEngine(reply.engine);
    if (reply.type === 'beat') return awaitBeat(reply.more);
    const request = pending.get(reply.id);
    pending.delete(reply.id);
    if (reply.type === 'done') request?.resolve(reply.value);
    else request?.reject(new Failure(reply.code, new Error(reply.message)));
  }

  /** @param {boolean} more */
  function awaitBeat(more) {
    clearTimeout(silence);
    if (more) silence = setTimeout(restartWithoutThreads, SILENCE_MS);
  }

  function restartWithoutThreads() {
    if (!loading || !pending.has(loading.id)) return end(new Failure('runtime-broken', new Error('the worker is blocked')));
    worker?.terminate();
    worker = start();
    worker.postMessage({...loading, options: {...loading.options, threads: false}});
  }

  /** @param {Failure} failure Of every open request. */
  function refuse(failure) {
    clearTimeout(silence);
    for (const {reject} of pending.values()) reject(failure);
    pending.clear();
  }

  /** @param {Failure} failure Of what is open, and of what is asked before the next start. */
  function end(failure) {
    worker?.terminate();
    worker = null;
    refusal = failure;
    refuse(failure);
  }

  /** @type {(request: any, frames?: Frame[]) => Promise<any>} */
  function ask(request, frames = []) {
    return new Promise((resolve, reject) => {
      if (!worker) {
        for (const frame of frames) frame.close();
        return reject(refusal);
      }
      const id = ++lastId;
      worker.postMessage({...request, id}, frames);
      pending.set(id, {resolve, reject});
    });
  }

  return {
    async load(options, early) {
      end(new Failure('stale', new Error('another model is loaded')));
      worker = start(early);
      const loaded = ask({method: 'load', options});
      loading = {method: 'load', options, id: lastId};
      return loaded;
    },
    detect: (frame, options = {}, key = '') => ask({method: 'detect', frame, options, key}, [frame]),
    reconsider: (options, key = '') => ask({method: 'reconsider', options, key}),
    forget: () => ask({method: 'forget'}),
    close: () => end(new Failure('runtime-broken', new Error('the detector was closed'))),
  };
}
