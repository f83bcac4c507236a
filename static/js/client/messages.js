/** The messages between the page and the worker. Types only. */

/** @typedef {import('../detector/card.js').Card} Card */
/** @typedef {import('../detector/postprocess.js').Detection} Detection */
/** @typedef {import('../detector/postprocess.js').PostprocessOptions} PostprocessOptions */

/** @typedef {VideoFrame | ImageBitmap} Frame A video frame or a photo, upright; its reader closes it. */
/** @typedef {'webgpu' | 'webgl' | 'wasm' | 'cpu'} BackendName */
/** @typedef {{tensors: number, bytes: number}} Memory Of the tensors that are alive. */

/**
 * Addresses of the files that the worker fetches; `weights` and `runtime` by file name; weights that are
 * not there lie beside the model. For `runtime` see `setRuntime`.
 * @typedef {{card: string, model: string, weights: Record<string, string>, runtime: Record<string, string>}} Assets
 */

/**
 * @typedef {object} LoadOptions
 * @property {Assets} assets
 * @property {BackendName | null} backend Tried before all others.
 * @property {false} [threads] Makes WebAssembly use one thread.
 */

/** @typedef {Pick<Card, 'input' | 'classes' | 'anchors' | 'thresholds'>} ModelInfo What a page needs of the card. */

/**
 * The backend and threads that run the network.
 * @typedef {{backend: BackendName, threads: number}} EngineInfo
 */

/**
 * Milliseconds of each step inside the worker.
 * @typedef {{pixels: number, preprocess: number, network: number, postprocess: number}} Timings
 */

/**
 * @typedef {object} Result
 * @property {Detection[]} detections
 * @property {{width: number, height: number}} image In pixels.
 * @property {Timings} timings
 * @property {Memory} memory Of the runtime after this picture.
 */

/** @typedef {{id: number, method: 'load', options: LoadOptions}} LoadRequest */
/** @typedef {{id: number, method: 'detect', frame: Frame, options: PostprocessOptions, key: string}} DetectRequest */
/** @typedef {{id: number, method: 'reconsider', options: PostprocessOptions, key: string}} ReconsiderRequest */
/** @typedef {{id: number, method: 'forget'}} ForgetRequest */
/** @typedef {{id: number, method: 'fetch', urls: string[]}} FetchRequest Of files that `load` will want. */
/** @typedef {FetchRequest | LoadRequest | DetectRequest | ReconsiderRequest | ForgetRequest} Request */

/** @typedef {{type: 'done', id: number, value: ModelInfo | Result | Detection[] | null | void}} DoneReply */
/** @typedef {{type: 'failed', id: number, code: import('./failure.js').FailureCode, message: string}} FailedReply */
/** @typedef {{type: 'progress', loaded: number, size: number}} ProgressReply */
/** @typedef {{type: 'card', info: ModelInfo}} CardReply */
/** @typedef {{type: 'engine', engine: EngineInfo}} EngineReply */

/**
 * Sent once a second while WebAssembly starts; `more` is false at the end. A worker that stops sending is blocked.
 * @typedef {{type: 'beat', more: boolean}} BeatReply
 */

/**
 * The first two answer the request with their id; the others are events.
 * @typedef {DoneReply | FailedReply | ProgressReply | CardReply | EngineReply | BeatReply} Reply
 */

export {};
