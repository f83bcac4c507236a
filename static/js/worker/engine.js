/** Which backend suits this device: measured, not guessed from its name. */

/** @typedef {import('../client/messages.js').BackendName} BackendName */
/** @typedef {import('./model.js').Model} Model */
/** @typedef {(backend: BackendName) => Promise<Model>} Load */

/**
 * The network on the backend that suits the device, and on the next one when that one fails.
 * @typedef {object} Engine
 * @property {Model['run']} run
 * @property {Model['measureMemory']} measureMemory
 */

/** Runs to measure with; the fastest one counts, because the device may be busy with the page itself. */
const RUNS = 4;

/**
 * Names how a picture can be computed on this device without a renderer that only imitates a graphics card.
 * @returns {Promise<BackendName[]>} The one that is likely the fastest first; `cpu` always last.
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
 * @param {Load} load
 * @param {BackendName[]} backends To choose from, the most promising one first.
 * @param {BackendName | null} wish Taken without a comparison where it works.
 * @param {Float32Array} input To measure with.
 * @param {(model: Model) => void} onChange Called with each model that takes over.
 * @returns {Promise<Engine>}
 * @throws {AggregateError} No backend can run the network.
 */
export async function startEngine(load, backends, wish, input, onChange) {
  let remaining = backends;
  let model = wish ? await choose([wish]).catch(() => choose(backends)) : await choose(backends);

  /** @type {(names: BackendName[]) => Promise<Model>} */
  async function choose(names) {
    const chosen = await chooseModel(names, load, input);
    onChange(chosen);
    return chosen;
  }

  return {
    async run(values) {
      try {
        return await model.run(values);
      } catch {
        const failed = model.backend;
        remaining = remaining.filter((name) => name !== failed);
        model = await choose(remaining);
        return model.run(values);
      }
    },
    measureMemory: () => model.measureMemory(),
  };
}

/**
 * Loads the network on each backend in turn and keeps the fastest. The plain CPU is for when all others failed.
 * @param {BackendName[]} backends
 * @param {Load} load
 * @param {Float32Array} input To measure with.
 * @returns {Promise<Model>}
 * @throws {AggregateError} No backend could run the network.
 */
async function chooseModel(backends, load, input) {
  /** @type {{model: Model, ms: number} | null} */
  let best = null;
  const errors = [];
  for (const backend of backends) {
    if (backend === 'cpu' && best) break;
    try {
      const model = await load(backend);
      const ms = backends.length > 1 ? await measure(model, input) : 0;
      if (best && best.ms <= ms) {
        model.dispose();
      } else {
        best?.model.dispose();
        best = {model, ms};
      }
    } catch (error) {
      errors.push(error);
    }
  }
  if (!best) throw new AggregateError(errors, `no backend can run the network: ${errors.join('; ')}`);
  return best.model;
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
