/** The client of the worker: frames in, detections out. A page keeps one client. */

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
 * its threads (seen under WebDriver BiDi only); then another worker starts without threads.
 */
const SILENCE_MS = 10_000;

/**
 * @typedef {object} Client Every method rejects with a Failure.
 * @property {(options: LoadOptions, early?: Worker) => Promise<ModelInfo>} load Starts a worker with a model in place
 *   of the previous one, or uses `early`, a worker that has already started. Open requests to the previous worker are
 *   refused as `stale`.
 * @property {(frame: Frame, options?: PostprocessOptions, key?: string) => Promise<Result>} detect
 *   Takes the frame and closes it. Frames are processed in order, one at a time.
 * @property {(options: PostprocessOptions, key?: string) => Promise<Detection[] | null>} reconsider The detections in
 *   the last frame with this key, with other thresholds, without running the network again; null if the worker does not
 *   have the frame, or no longer has it.
 * @property {() => Promise<void>} forget Frees the memory for `reconsider`.
 * @property {() => void} close Ends the worker; open and later requests are refused.
 */

/**
 * @param {string} url Of the worker's script.
 * @param {object} [listeners]
 * @param {(loaded: number, size: number) => void} [listeners.onProgress] Bytes of the model's weights.
 * @param {(info: ModelInfo) => void} [listeners.onCard] Called when the card is read, before the weights have loaded.
 * @param {(engine: EngineInfo) => void} [listeners.onEngine] Called with the engine that runs the network, again when a
 *   lost graphics device changes it.
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

  /** @param {Failure} failure Of open requests, and of requests before the next start. */
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
