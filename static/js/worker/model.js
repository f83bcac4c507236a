/** The network on TensorFlow.js. The only file that knows TensorFlow.js. */

import {GraphModel} from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import {getThreadsCount, setWasmPaths} from '@tensorflow/tfjs-backend-wasm';
import '@tensorflow/tfjs-backend-webgl';
import '@tensorflow/tfjs-backend-webgpu';

/** @typedef {import('../detector/card.js').Card} Card */
/** @typedef {import('../client/messages.js').BackendName} BackendName */
/** @typedef {import('../client/messages.js').Memory} Memory */

/**
 * A graph model as the converter wrote it: the content of `model.json` and the bytes of its weights.
 * @typedef {{json: import('@tensorflow/tfjs-core').io.ModelJSON, weights: ArrayBuffer}} ModelFiles
 */

/**
 * A network, ready to run.
 * @typedef {object} Model
 * @property {BackendName} backend
 * @property {number} threads
 * @property {(input: Float32Array) => Promise<{bboxRegression: Float32Array, scores: Float32Array}>} run
 *   From `preprocess` to what `postprocess` reads; one call at a time. Rejects when the device was lost.
 * @property {() => Memory} measureMemory Of all models together.
 * @property {() => void} dispose Frees the weights and the backend with them: it can't be loaded again.
 */

/** Of one number as it is stored; by the type's name in a model's manifest. */
const BYTES = /** @type {Record<string, number>} */ ({float32: 4, int32: 4, float16: 2, uint16: 2, uint8: 1, bool: 1});

/**
 * Names the files of a model's weights and how many bytes they have together.
 * @param {ModelFiles['json']} json
 * @returns {{paths: string[], size: number}} Paths are relative to `model.json`.
 */
export function listWeights({weightsManifest}) {
  const specs = weightsManifest.flatMap(({weights}) => weights);
  const sizes = specs.map(({shape, dtype, quantization}) => {
    return shape.reduce((product, length) => product * length, BYTES[quantization?.dtype ?? dtype]);
  });
  return {
    paths: weightsManifest.flatMap(({paths}) => paths),
    size: sizes.reduce((sum, size) => sum + size, 0),
  };
}

/**
 * Says where the WebAssembly binaries and its thread's scripts lie; before the first `loadModel`.
 * @param {Record<string, string>} urls By file name.
 */
export function setRuntimeUrls(urls) {
  const apart = Object.values(urls).some((url) => new URL(url, self.location.href).origin !== self.origin);
  if (apart) tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false); // Its threads' scripts must be of the page's origin.
  setWasmPaths(urls);
}

/**
 * Builds the network on a backend and runs it once, so that shaders are compiled and memory is there.
 * @param {ModelFiles} files
 * @param {Card} card
 * @param {BackendName} backend
 * @returns {Promise<Model>}
 * @throws {Error} The backend does not exist on this device or cannot run the network.
 */
export async function loadModel(files, card, backend) {
  if (!(await tf.setBackend(backend))) throw new Error(`backend ${backend}: not available on this device`);
  const {modelTopology, signature, weightsManifest} = files.json;
  const network = new GraphModel({
    load: async () => ({
      modelTopology,
      signature,
      weightSpecs: weightsManifest.flatMap(({weights}) => weights),
      weightData: files.weights,
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
    threads: backend === 'wasm' ? getThreadsCount() : 1,
    run,
    measureMemory() {
      const {numTensors, numBytes} = tf.memory();
      return {tensors: numTensors, bytes: numBytes};
    },
    dispose() {
      network.dispose();
      const factory = tf.findBackendFactory(backend);
      tf.removeBackend(backend);
      tf.registerBackend(backend, factory);
    },
  };
}

/**
 * Watches the graphics device, which the browser can take away.
 * @param {BackendName} backend
 * @returns {<T>(work: Promise<T>) => Promise<T>} Passes on what comes of the work, one at a time, and rejects when the
 *   device is lost. (A race with one promise for the loss would keep what came of every work.)
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
