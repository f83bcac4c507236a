/** The detector for other pages; `docs/embedding.md` shows how. The build calls this file `detector.js`. */

import {createClient} from './client.js';
import {grabFrame} from './frame.js';
import {readPhoto} from './photo.js';
import {BINARIES, THREAD, THREAD_START} from './runtime-files.js';

/** @typedef {import('./messages.js').BackendName} BackendName */
/** @typedef {import('./messages.js').Detection} Detection */
/** @typedef {import('./messages.js').PostprocessOptions} PostprocessOptions */
/** @typedef {import('./messages.js').Result} Result */

/**
 * @typedef {object} Options
 * @property {string} [model] Address of a folder with `card.json`, `model.json` and the weights; by default the model
 *   published beside this file.
 * @property {BackendName | null} [backend] The backend; by default the fastest on this device.
 * @property {(loaded: number, size: number) => void} [onProgress] Bytes of the model's weights.
 */

/**
 * @typedef {object} Detector
 * @property {string[]} classes Possible values of a detection's `label`.
 * @property {number} scoreThresh The model's default.
 * @property {number} nmsThresh The model's default.
 * @property {(picture: ImageBitmapSource, options?: PostprocessOptions) => Promise<Result>} detect
 *   Finds the faces in an image, a video's frame, a canvas, or a picture file. Boxes are in its pixels.
 * @property {() => void} close Ends the worker; open and later requests are rejected.
 */

/**
 * Loads the network in a worker.
 * @param {Options} [options]
 * @returns {Promise<Detector>}
 * @throws {Error} With a `code`: `model-unreachable`, `runtime-broken` or `no-backend`.
 */
export async function createDetector({model = addressOf('../model'), backend = null, onProgress = () => {}} = {}) {
  const client = createClient(workerAddress(), {onProgress});
  const runtime = Object.fromEntries([...BINARIES, THREAD, THREAD_START].map((name) => [name, addressOf(name)]));
  const folder = new URL(`${model}/`, location.href).href;
  const assets = {card: `${folder}card.json`, model: `${folder}model.json`, weights: {}, runtime};
  try {
    const {classes, thresholds} = await client.load({assets, backend});
    return {
      classes,
      scoreThresh: thresholds.score,
      nmsThresh: thresholds.nms,
      async detect(picture, options) {
        return client.detect(await readFrame(picture), options);
      },
      close: client.close,
    };
  } catch (error) {
    client.close();
    throw error;
  }
}

/** @type {(picture: ImageBitmapSource) => Promise<import('./messages.js').Frame>} */
async function readFrame(picture) {
  if (picture instanceof Blob) return readPhoto(picture);
  if (picture instanceof HTMLVideoElement) return grabFrame(picture);
  return createImageBitmap(picture, {colorSpaceConversion: 'none'});
}

/** @param {string} name Relative to this file, as it was built. */
function addressOf(name) {
  return new URL(name, import.meta.url).href;
}

/** A worker's script must have the page's own origin; a local script imports one from elsewhere. */
function workerAddress() {
  const address = addressOf('worker.js');
  if (new URL(address).origin === location.origin) return address;
  return URL.createObjectURL(new Blob([`import ${JSON.stringify(address)};`], {type: 'text/javascript'}));
}
