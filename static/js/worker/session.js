/** A model, ready to turn frames into detections. */

import {generateAnchors} from '../detector/anchors.js';
import {parseCard} from '../detector/card.js';
import {postprocess} from '../detector/postprocess.js';
import {createResampler, preprocess} from '../detector/preprocess.js';
import {Failure} from '../client/failure.js';
import {fetchBackend} from './backends.js';
import {downloadBytes, downloadJson, listWeights} from './download.js';
import {listBackends, startEngine} from './engine.js';
import {withHeartbeat} from './heartbeat.js';
import {createPixelReader, sizeOf} from './pixels.js';

/** @typedef {import('../client/messages.js').BackendName} BackendName */
/** @typedef {import('../client/messages.js').Detection} Detection */
/** @typedef {import('../client/messages.js').EngineInfo} EngineInfo */
/** @typedef {import('../client/messages.js').Frame} Frame */
/** @typedef {import('../client/messages.js').LoadOptions} LoadOptions */
/** @typedef {import('../client/messages.js').ModelInfo} ModelInfo */
/** @typedef {import('../client/messages.js').PostprocessOptions} PostprocessOptions */
/** @typedef {import('../client/messages.js').Result} Result */
/** @typedef {import('./model.js').Model} Model */

/**
 * The network's outputs for a picture.
 * @typedef {{bboxRegression: Float32Array, scores: Float32Array, image: {width: number, height: number}}} Output
 */

/**
 * The worker's implementation of `Client`.
 * @typedef {object} Session
 * @property {ModelInfo} info
 * @property {(frame: Frame, options: PostprocessOptions, key: string) => Promise<Result>} detect
 * @property {(options: PostprocessOptions, key: string) => Detection[] | null} reconsider
 * @property {() => void} forget
 */

/**
 * Number of pictures whose outputs are kept, about 140 kB each. The first ones are kept, so that a walk through a
 * larger album does not evict the ones it needs next; later pictures are analysed again.
 */
const REMEMBERED = 100;

const code = import('./model.js');
code.catch(() => {}); // Errors are reported where the promise is awaited; the same below.

/**
 * @param {LoadOptions} options
 * @param {(loaded: number, size: number) => void} onProgress Bytes of the weights.
 * @param {(info: ModelInfo) => void} onCard Called as soon as the card is read.
 * @param {(engine: EngineInfo) => void} onEngine
 * @param {(more: boolean) => void} onBeat Called while the threads of WebAssembly start; see `withHeartbeat`.
 * @returns {Promise<Session>}
 * @throws {Failure} The model cannot be fetched, or no backend can run it.
 */
export async function startSession({assets, backend, threads}, onProgress, onCard, onEngine, onBeat) {
  const downloads = downloadModel(assets, onProgress);
  downloads.catch(() => {});
  const candidates = listBackends();
  if (!backend) candidates.then((names) => names.filter((name) => name !== 'cpu').map(fetchBackend));
  else fetchBackend(backend);
  const card = parseCard(await downloadJson(assets.card));
  const info = {input: card.input, classes: card.classes, anchors: card.anchors, thresholds: card.thresholds};
  onCard(info);
  const {json, size, weights} = await downloads;
  const {closeBackend, loadModel, setRuntime} = await code.catch((error) => {
    throw new Failure('runtime-broken', error);
  });
  const anchors = generateAnchors(card.anchors);
  const readPixels = createPixelReader();
  let resampler = createResampler(card.input.width, card.input.height, card);

  /** @type {(weights: ArrayBuffer | Promise<ArrayBuffer>, name: BackendName) => Promise<Model>} */
  async function load(weights, name) {
    const start = () => loadModel({json, weights}, card, name);
    return name === 'wasm' && threads !== false ? withHeartbeat(start, onBeat) : start();
  }

  setRuntime(assets.runtime, threads);
  const engine = await startEngine(
    {
      load: (name) => load(weights, name),
      rehearse: (name) => load(new ArrayBuffer(size), name),
      close: closeBackend,
    },
    await candidates,
    backend,
    resampler.input,
    (model) => onEngine({backend: model.backend, threads: model.threads}),
  ).catch((error) => {
    throw error instanceof Failure ? error : new Failure('no-backend', error);
  });

  /** @type {Map<string, Output>} */
  const outputs = new Map();

  /** @type {(output: Output, options: PostprocessOptions) => Detection[]} */
  function decode({bboxRegression, scores, image}, options) {
    return postprocess(bboxRegression, scores, anchors, card, image, options);
  }

  return {
    info,

    async detect(frame, options, key) {
      const started = performance.now();
      const image = sizeOf(frame);
      const {data, width, height} = await readPixels(frame).finally(() => frame.close());
      const read = performance.now();
      if (resampler.width !== width || resampler.height !== height) resampler = createResampler(width, height, card);
      const input = preprocess(data, resampler);
      const prepared = performance.now();
      const output = {...(await engine.run(input)), image};
      const computed = performance.now();
      const detections = decode(output, options);
      if (outputs.has(key) || outputs.size < REMEMBERED) outputs.set(key, output);
      const timings = {
        pixels: read - started,
        preprocess: prepared - read,
        network: computed - prepared,
        postprocess: performance.now() - computed,
      };
      return {detections, image, timings, memory: engine.measureMemory()};
    },

    reconsider(options, key) {
      const output = outputs.get(key);
      return output ? decode(output, options) : null;
    },

    forget: () => outputs.clear(),
  };
}

/**
 * The network's graph, and its weights, which are downloading.
 * @type {(assets: import('../client/messages.js').Assets, onProgress: (loaded: number, size: number) => void) =>
 *   Promise<{json: import('./model.js').ModelFiles['json'], size: number, weights: Promise<ArrayBuffer>}>}
 */
async function downloadModel({model, weights: addresses}, onProgress) {
  const json = await downloadJson(model);
  const {paths, size} = listWeights(json);
  const urls = paths.map((path) => addresses[path] ?? new URL(path, new URL(model, self.location.href)).href);
  const weights = downloadBytes(urls, size, (loaded) => onProgress(loaded, size));
  weights.catch(() => {});
  return {json, size, weights};
}
