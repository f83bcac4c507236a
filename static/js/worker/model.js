/** The network on TensorFlow.js. */

import {GraphModel} from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import {BACKENDS} from './backends.js';

/** @typedef {import('../detector/card.js').Card} Card */
/** @typedef {import('../client/messages.js').BackendName} BackendName */
/** @typedef {import('../client/messages.js').Memory} Memory */

/**
 * A graph model from the converter: the content of `model.json` and the bytes of its weights, which may still be
 * downloading.
 * @typedef {{json: import('@tensorflow/tfjs-core').io.ModelJSON, weights: ArrayBuffer | Promise<ArrayBuffer>}}
 *   ModelFiles
 */

/**
 * A network, ready to run.
 * @typedef {object} Model
 * @property {BackendName} backend
 * @property {number} threads
 * @property {(input: Float32Array) => Promise<{bboxRegression: Float32Array, scores: Float32Array}>} run Takes the
 *   output of `preprocess` and returns the input of `postprocess`; one call at a time. Rejects if the device was lost.
 * @property {() => Memory} measureMemory Of all models together.
 * @property {() => void} dispose Frees the weights.
 */

/** @type {Record<string, string>} */
let runtimeUrls = {};

let threadsAllowed = true;

/**
 * Sets the addresses of the WebAssembly binaries and the threads' script; called before the first `loadModel`.
 * @param {Record<string, string>} urls By file name.
 * @param {boolean} [threads] Whether it may start threads.
 */
export function setRuntime(urls, threads = true) {
  runtimeUrls = urls;
  threadsAllowed = threads;
}

/**
 * Gets a backend ready, without a network.
 * @param {BackendName} backend
 * @returns {Promise<number>} Its number of threads.
 * @throws {Error} The backend does not exist on this device.
 */
async function openBackend(backend) {
  const code = await BACKENDS[backend]();
  if ('setWasmPaths' in code && !tf.engine().registry[backend]) {
    const urls = Object.values(runtimeUrls);
    const apart = urls.some((url) => new URL(url, self.location.href).origin !== self.origin);
    // Scripts of threads must have the page's own origin.
    if (apart || !threadsAllowed) tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    code.setWasmPaths(runtimeUrls);
  }
  if (!(await tf.setBackend(backend))) throw new Error(`backend ${backend}: not available on this device`);
  return 'getThreadsCount' in code ? code.getThreadsCount() : 1;
}

/**
 * Frees a backend and its memory; it can be loaded again.
 * @param {BackendName} backend
 */
export function closeBackend(backend) {
  const factory = tf.findBackendFactory(backend);
  if (!factory) return;
  tf.removeBackend(backend);
  tf.registerBackend(backend, factory);
}

/**
 * Builds the network on a backend and runs it once, so that shaders are compiled and memory is allocated. The backend
 * starts while the weights download.
 * @param {ModelFiles} files
 * @param {Card} card
 * @param {BackendName} backend
 * @returns {Promise<Model>}
 * @throws {Error} The backend does not exist on this device or cannot run the network.
 */
export async function loadModel(files, card, backend) {
  const threads = await openBackend(backend);
  const weightData = await files.weights;
  if (tf.getBackend() !== backend) await tf.setBackend(backend);
  const {modelTopology, signature, weightsManifest} = files.json;
  const network = new GraphModel({
    load: async () => ({
      modelTopology,
      signature,
      weightSpecs: weightsManifest.flatMap(({weights}) => weights),
      weightData,
    }),
  });
  await network.load();

  const {height, width} = card.input;
  const names = [card.outputs.bboxRegression, card.outputs.scores];

  /** @type {Model['run']} */
  async function run(input) {
    if (tf.getBackend() !== backend) await tf.setBackend(backend);
    const outputs = tf.tidy(() => {
      const image = tf.tensor4d(input, [1, height, width, 3]);
      return /** @type {tf.Tensor[]} */ (network.execute(image, names));
    });
    try {
      const [bboxRegression, scores] = await unlessLost(Promise.all(outputs.map((output) => output.data())));
      return {
        bboxRegression: /** @type {Float32Array} */ (bboxRegression),
        scores: /** @type {Float32Array} */ (scores),
      };
    } finally {
      tf.dispose(outputs);
    }
  }

  const unlessLost = watchDevice(backend);
  await run(new Float32Array(height * width * 3));
  return {
    backend,
    threads,
    run,
    measureMemory() {
      const {numTensors, numBytes} = tf.memory();
      return {tensors: numTensors, bytes: numBytes};
    },
    dispose: () => network.dispose(),
  };
}

/**
 * Watches the graphics device, which the browser can take away.
 * @param {BackendName} backend
 * @returns {<T>(work: Promise<T>) => Promise<T>} Returns the result of the work, one at a time, and rejects when the
 *   device is lost. (`Promise.race` with one promise for the loss would keep every result in memory.)
 */
export function watchDevice(backend) {
  /** @type {Error | undefined} */
  let loss;
  /** @type {(error: Error) => void} */
  let refuse = () => {};
  const onLost = () => {
    loss = new Error(`backend ${backend}: the graphics device was lost`);
    refuse(loss);
  };
  if (backend === 'webgpu') {
    const {device} = /** @type {import('@tensorflow/tfjs-backend-webgpu').WebGPUBackend} */ (tf.backend());
    device.lost.then(onLost);
  } else if (backend === 'webgl') {
    const {gl} = /** @type {import('@tensorflow/tfjs-backend-webgl').MathBackendWebGL} */ (tf.backend()).getGPGPUContext();
    gl.canvas.addEventListener('webglcontextlost', onLost, {once: true});
  }
  return (work) =>
    new Promise((resolve, reject) => {
      refuse = reject;
      if (loss) reject(loss);
      work.then(resolve, reject);
    });
}
