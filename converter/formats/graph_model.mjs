/** Loads a TensorFlow.js graph model from a folder, to run it in Node on WebAssembly with one thread. */
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join} from 'node:path';

/**
 * @param {string} packages folder with node_modules
 * @param {string} folder folder with model.json
 * @returns {Promise<{tf: object, model: object}>} TensorFlow.js and the model
 */
export async function loadGraphModel(packages, folder) {
  const require = createRequire(join(packages, 'package.json'));
  const tf = require('@tensorflow/tfjs-core');
  const converter = require('@tensorflow/tfjs-converter');
  require('@tensorflow/tfjs-backend-wasm').setThreadsCount(1);
  await tf.setBackend('wasm');

  const {weightsManifest, ...artifacts} = JSON.parse(readFileSync(join(folder, 'model.json'), 'utf8'));
  const [{weights: weightSpecs, paths: [shard]}] = weightsManifest;
  const weightData = new Uint8Array(readFileSync(join(folder, shard))).buffer;
  const model = await converter.loadGraphModel({load: async () => ({...artifacts, weightSpecs, weightData})});
  return {tf, model};
}
