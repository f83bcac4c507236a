/** The detector's own thread: fetches the model, then turns frames into detections away from the page. */

import {listBackends, startEngine} from './engine.js';
import {generateAnchors} from '../detector/anchors.js';
import {parseCard} from '../detector/card.js';
import {postprocess} from '../detector/postprocess.js';
import {createResampler, preprocess} from '../detector/preprocess.js';
import {downloadBytes, downloadJson} from './download.js';
import {Failure} from '../client/failure.js';
import {listWeights, loadModel, setRuntimeUrls} from './model.js';
import {createPixelReader, sizeOf} from './pixels.js';

/** @typedef {import('../client/messages.js').Request} Request */
/** @typedef {import('../client/messages.js').Reply} Reply */
/** @typedef {import('../client/messages.js').LoadOptions} LoadOptions */
/** @typedef {import('../client/messages.js').ModelInfo} ModelInfo */
/** @typedef {import('../client/messages.js').Result} Result */
/** @typedef {import('./pixels.js').Frame} Frame */
/** @typedef {import('../detector/postprocess.js').Detection} Detection */
/** @typedef {import('../detector/postprocess.js').PostprocessOptions} PostprocessOptions */

/**
 * What the network said of a picture.
 * @typedef {{bboxRegression: Float32Array, scores: Float32Array, image: {width: number, height: number}}} Output
 */

/**
 * Pictures whose outputs are kept, the first ones that came, at some 140 kB each: later ones can be looked at again,
 * and a walk through a larger album does not push out what it needs next.
 */
const REMEMBERED = 100;

const page = /** @type {Worker} */ (/** @type {unknown} */ (self));

/** @type {Awaited<ReturnType<typeof createDetector>> | undefined} */
let detector;

let queue = Promise.resolve();

page.addEventListener('message', ({data}) => {
  queue = queue.then(() => handle(data));
});

/** @param {Request} request */
async function handle(request) {
  try {
    tell({type: 'done', id: request.id, value: await answer(request)});
  } catch (error) {
    const {code, message} = error instanceof Failure ? error : new Failure('internal', error);
    tell({type: 'failed', id: request.id, code, message});
  }
}

/** @type {(request: Request) => Promise<ModelInfo | Result | Detection[] | null | void>} */
async function answer(request) {
  if (request.method === 'load') {
    detector = await createDetector(request.options);
    return detector.info;
  }
  if (!detector) throw new Error(`${request.method}: expected 'load' first`);
  if (request.method === 'detect') return detector.detect(request.frame, request.options, request.key);
  if (request.method === 'reconsider') return detector.reconsider(request.options, request.key);
  return detector.forget();
}

/** @param {LoadOptions} options */
async function createDetector({assets, backend}) {
  const card = parseCard(await downloadJson(assets.card));
  const files = await downloadModel(assets);
  const anchors = generateAnchors(card.anchors);
  const readPixels = createPixelReader();
  let resampler = createResampler(card.input.width, card.input.height, card);

  setRuntimeUrls(assets.runtime);
  const engine = await startEngine(
    (name) => loadModel(files, card, name),
    await listBackends(),
    backend,
    resampler.input,
    (model) => tell({type: 'engine', engine: {backend: model.backend, threads: model.threads}}),
  ).catch((error) => {
    throw new Failure('no-backend', error);
  });

  /** @type {Map<string, Output>} */
  const outputs = new Map();

  /** @type {(frame: Frame, options: PostprocessOptions, key: string) => Promise<Result>} */
  async function detect(frame, options, key) {
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
  }

  /** @type {(options: PostprocessOptions, key: string) => Detection[] | null} */
  function reconsider(options, key) {
    const output = outputs.get(key);
    return output ? decode(output, options) : null;
  }

  /** @type {(output: Output, options: PostprocessOptions) => Detection[]} */
  function decode({bboxRegression, scores, image}, options) {
    return postprocess(bboxRegression, scores, anchors, card, image, options);
  }

  const version = String(card.published?.weights_sha256);
  const {score: scoreThresh, nms: nmsThresh} = card.thresholds;
  return {info: {version, classes: card.classes, scoreThresh, nmsThresh}, detect, reconsider, forget: () => outputs.clear()};
}

/** @type {(assets: import('../client/messages.js').Assets) => Promise<import('./model.js').ModelFiles>} */
async function downloadModel({model, weights: addresses}) {
  const json = await downloadJson(model);
  const {paths, size} = listWeights(json);
  const urls = paths.map((path) => addresses[path] ?? new URL(path, new URL(model, self.location.href)).href);
  const weights = await downloadBytes(urls, size, (loaded) => tell({type: 'progress', loaded, size}));
  return {json, weights};
}

/** @type {(reply: Reply) => void} */
function tell(reply) {
  page.postMessage(reply);
}
