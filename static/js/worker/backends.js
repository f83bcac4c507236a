/** The code of each backend of TensorFlow.js, in separate files that are fetched when needed. */

export const BACKENDS = {
  cpu: () => import('@tensorflow/tfjs-backend-cpu'),
  wasm: () => import('@tensorflow/tfjs-backend-wasm'),
  webgl: () => import('@tensorflow/tfjs-backend-webgl'),
  webgpu: () => import('@tensorflow/tfjs-backend-webgpu'),
};

/**
 * Fetches the code of a backend before it is needed; an error is reported to the code that needs it.
 * @param {import('../client/messages.js').BackendName} name
 */
export function fetchBackend(name) {
  BACKENDS[name]().catch(() => {});
}
