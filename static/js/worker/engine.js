/** Chooses the backend for this device by a measurement. */

import {Failure} from '../client/failure.js';

/** @typedef {import('../client/messages.js').BackendName} BackendName */
/** @typedef {import('./model.js').Model} Model */
/** @typedef {(backend: BackendName) => Promise<Model>} Load */

/**
 * The network on the best backend for the device, and on the next one if that fails.
 * @typedef {object} Engine
 * @property {Model['run']} run
 * @property {Model['measureMemory']} measureMemory
 */

/** Number of runs per measurement; the fastest one counts, because the page itself may keep the device busy. */
const RUNS = 4;

/**
 * Lists the backends of this device, without software renderers.
 * @returns {Promise<BackendName[]>} The probably fastest first; `cpu` always last.
 */
export async function listBackends() {
  /** @type {BackendName[]} */
  const backends = [];
  if (await hasWebGpu()) backends.push('webgpu');
  if (hasWebGl()) backends.push('webgl');
  if (typeof WebAssembly === 'object') backends.push('wasm');
  return [...backends, 'cpu'];
}

/**
 * Starts the network.
 * @param {object} steps
 * @param {Load} steps.load
 * @param {Load} steps.rehearse Loads it with arbitrary weights, to measure while the real ones download.
 * @param {(backend: BackendName) => void} steps.close Frees a backend.
 * @param {BackendName[]} backends The candidates, the most promising first.
 * @param {BackendName | null} wish Used without a measurement if it works.
 * @param {Float32Array} input To measure with.
 * @param {(model: Model) => void} onChange Called with each model that replaces the previous one.
 * @returns {Promise<Engine>}
 * @throws {AggregateError} No backend can run the network.
 */
export async function startEngine({load, rehearse, close}, backends, wish, input, onChange) {
  let remaining = backends;
  let model = wish ? await start([wish]).catch(chooseUnlessFailed) : await chooseModel();

  /** @param {unknown} error Of the wish. */
  function chooseUnlessFailed(error) {
    if (error instanceof Failure) throw error;
    return chooseModel();
  }

  async function chooseModel() {
    remaining = await sortBySpeed(backends, rehearse, close, input);
    return start(remaining);
  }

  /** @type {(names: BackendName[]) => Promise<Model>} */
  async function start(names) {
    const started = await loadFirst(names, load, close);
    onChange(started);
    return started;
  }

  return {
    async run(values) {
      try {
        return await model.run(values);
      } catch {
        const failed = model.backend;
        remaining = remaining.filter((name) => name !== failed);
        model = await start(remaining);
        return model.run(values);
      }
    },
    measureMemory: () => model.measureMemory(),
  };
}

/**
 * Loads the network on the first backend that can run it.
 * @type {(backends: BackendName[], load: Load, close: (backend: BackendName) => void) => Promise<Model>}
 */
async function loadFirst(backends, load, close) {
  const errors = [];
  for (const backend of backends) {
    try {
      return await load(backend);
    } catch (error) {
      if (error instanceof Failure) throw error; // The network could not be downloaded.
      errors.push(error);
      close(backend);
    }
  }
  throw new AggregateError(errors, `no backend can run the network: ${errors.join('; ')}`);
}

/**
 * Measures the backends and keeps the fastest one open. The plain CPU is used only if all others fail. A single
 * candidate is not measured.
 * @type {(backends: BackendName[], rehearse: Load, close: (backend: BackendName) => void, input: Float32Array) =>
 *   Promise<BackendName[]>}
 */
async function sortBySpeed(backends, rehearse, close, input) {
  const rivals = backends.filter((backend) => backend !== 'cpu');
  if (rivals.length < 2) return backends;
  /** @type {{backend: BackendName, ms: number}[]} */
  const measured = [];
  for (const backend of rivals) {
    try {
      const model = await rehearse(backend);
      measured.push({backend, ms: await measure(model, input)});
      model.dispose();
    } catch {
      close(backend);
    }
  }
  const sorted = measured.sort((a, b) => a.ms - b.ms).map(({backend}) => backend);
  for (const backend of sorted.slice(1)) close(backend);
  return [...sorted, ...backends.filter((backend) => backend === 'cpu')];
}

/** @type {(model: Model, input: Float32Array) => Promise<number>} */
async function measure(model, input) {
  let fastest = Infinity;
  for (let i = 0; i < RUNS; i++) {
    const start = performance.now();
    await model.run(input);
    fastest = Math.min(fastest, performance.now() - start);
  }
  return fastest;
}

/** @returns {Promise<boolean>} */
async function hasWebGpu() {
  const adapter = await navigator.gpu?.requestAdapter().catch(() => null);
  return Boolean(adapter) && !adapter?.info?.isFallbackAdapter;
}

/** @returns {boolean} */
function hasWebGl() {
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2', {failIfMajorPerformanceCaveat: true});
  const names = gl?.getExtension('WEBGL_debug_renderer_info');
  const renderer = String(names ? gl?.getParameter(names.UNMASKED_RENDERER_WEBGL) : '');
  gl?.getExtension('WEBGL_lose_context')?.loseContext();
  return Boolean(gl) && !/swiftshader|llvmpipe|softpipe|software|basic render/i.test(renderer);
}
