/**
 * Bundles the page: js → dist, with no more of TensorFlow.js than the network needs.
 *
 * TensorFlow.js registers every kernel of every backend when it is imported; its files are made so that a
 * build can put a shorter register in their place. Its WebAssembly threads start from blob: addresses, which
 * the page's Content-Security-Policy forbids; here they start from files.
 */

import {copyFile, readFile, rm, writeFile} from 'node:fs/promises';
import {createRequire} from 'node:module';
import path from 'node:path';
import {build} from 'esbuild';
import {BINARIES, THREAD, THREAD_START} from './js/client/runtime-files.js';

/** What the graph model's operations run on; a network with others names its missing kernel when it is loaded. */
const KERNELS = ['Add', 'Cast', 'Concat', 'FusedConv2D', 'Identity', 'MaxPool', 'Relu', 'Reshape', 'Sigmoid'];

/** What stands in backend_wasm.js → what replaces it, with the addresses that setWasmPaths was given. */
const BLOBS = /** @type {[RegExp, string][]} */ ([
  [/const response = wasmWorkerContents[^]*?return URL\.createObjectURL\(blob\);/, `return wasmFileMap['${THREAD_START}'];`],
  [/new Blob\(\[`var WasmBackendModuleThreadedSimd = `[^]*?\{ type: 'text\/javascript' \}\)/, `wasmFileMap['${THREAD}']`],
]);

/** In its runtime, which starts eight threads on every device: it computes on no more than there are cores. */
const POOL = /** @type {[RegExp, string][]} */ ([[/pthreadPoolSize=8/, 'pthreadPoolSize=Math.min(8,navigator.hardwareConcurrency)']]);

const dist = path.join(import.meta.dirname, 'dist');
const require = createRequire(import.meta.url);
const wasm = path.join(path.dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json')), 'wasm-out');

/** @type {import('esbuild').Plugin} */
const onlyNeededKernels = {
  name: 'only-needed-kernels',
  setup({onLoad}) {
    onLoad({filter: /tfjs-backend-\w+[\\/]dist[\\/]register_all_kernels\.js$/}, () => ({
      contents: [
        "import {registerKernel} from '@tensorflow/tfjs-core';",
        ...KERNELS.map((kernel) => `import {${configOf(kernel)}} from './kernels/${kernel}';`),
        ...KERNELS.map((kernel) => `registerKernel(${configOf(kernel)});`),
      ].join('\n'),
    }));
    onLoad({filter: /tfjs-core[\\/]dist[\\/]index\.js$/}, () => ({
      contents: "import './base_side_effects'; export * from './base';",
    }));
  },
};

/** @type {import('esbuild').Plugin} */
const threads = {
  name: 'threads',
  setup({onLoad}) {
    onLoad({filter: /tfjs-backend-wasm[\\/]dist[\\/]backend_wasm\.js$/}, ({path: file}) => replaceIn(file, BLOBS));
    onLoad({filter: /wasm-out[\\/]tfjs-backend-wasm-threaded-simd\.js$/}, ({path: file}) => replaceIn(file, POOL));
  },
};

/** @type {(file: string, replacements: [RegExp, string][]) => Promise<{contents: string}>} */
async function replaceIn(file, replacements) {
  let contents = await readFile(file, 'utf8');
  for (const [old, replacement] of replacements) {
    if (!old.test(contents)) throw new Error(`${file}: expected ${old}; adapt build.js to this version`);
    contents = contents.replace(old, replacement);
  }
  return {contents};
}

/** @type {(kernel: string) => string} */
function configOf(kernel) {
  return `${kernel[0].toLowerCase()}${kernel.slice(1)}Config`;
}

/** @type {(entryPoints: Record<string, string>, options?: import('esbuild').BuildOptions) => Promise<unknown>} */
const bundle = (entryPoints, options) => build({
  absWorkingDir: import.meta.dirname,
  entryPoints,
  outdir: 'dist',
  bundle: true,
  format: 'esm',
  target: 'es2022',
  minify: true,
  legalComments: 'linked',
  ...options,
});

await rm(dist, {recursive: true, force: true});
await bundle({
  detector: 'js/client/embed.js',
  lesson: 'js/page/lesson.js',
  main: 'js/page/main.js',
  record: 'js/page/record/page.js',
});
await bundle({
  'choose-language': 'js/page/choose-language.js',
  isolate: 'js/page/isolate.js',
  'isolation-worker': 'js/isolation-worker.js',
  'service-worker': 'js/service-worker.js',
  'start-worker': 'js/page/start-worker.js',
}, {format: 'iife'}); // Classic scripts share one scope, so each is wrapped in a function.
await bundle({worker: 'js/worker/worker.js'}, {
  splitting: true, // A device fetches only the code of its own backends.
  chunkNames: 'chunks/[name]-[hash]',
  plugins: [onlyNeededKernels, threads],
});
for (const name of [...BINARIES, THREAD]) await copyFile(path.join(wasm, name), path.join(dist, name));
const {wasmWorkerContents} = require(path.join(wasm, THREAD_START));
// The package has lost the backslashes of the line breaks inside string literals.
await writeFile(path.join(dist, THREAD_START), wasmWorkerContents.replaceAll('\n', '\\n'));
