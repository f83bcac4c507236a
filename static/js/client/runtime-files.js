/** Files of TensorFlow.js that the page's worker fetches when it starts WebAssembly; build.js makes them. */

export const BINARIES = ['tfjs-backend-wasm.wasm', 'tfjs-backend-wasm-simd.wasm', 'tfjs-backend-wasm-threaded-simd.wasm'];
export const THREAD = 'tfjs-backend-wasm-threaded-simd.js';
export const THREAD_START = 'tfjs-backend-wasm-threaded-simd.worker.js';
