/**
 * Times a TensorFlow.js graph model on command: for each number of runs on a line of input, a line with the seconds of
 * each.
 *
 *   node time_tfjs.mjs PACKAGES MODEL
 *
 * PACKAGES is a folder with node_modules, MODEL one with model.json.
 */
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join} from 'node:path';
import {createInterface} from 'node:readline';

const [packages, folder] = process.argv.slice(2);
const require = createRequire(join(packages, 'package.json'));
const tf = require('@tensorflow/tfjs-core');
const {loadGraphModel} = require('@tensorflow/tfjs-converter');
require('@tensorflow/tfjs-backend-wasm').setThreadsCount(1);
await tf.setBackend('wasm');

const read = name => new Uint8Array(readFileSync(name)).buffer;
const {weightsManifest, ...artifacts} = JSON.parse(readFileSync(join(folder, 'model.json'), 'utf8'));
const [{weights: weightSpecs, paths: [shard]}] = weightsManifest;
const weightData = read(join(folder, shard));
const model = await loadGraphModel({load: async () => ({...artifacts, weightSpecs, weightData})});

const image = tf.randomUniform(model.inputs[0].shape);
const run = () => tf.tidy(() => model.execute(image).forEach(output => output.dataSync()));
run();
for await (const line of createInterface({input: process.stdin})) {
  const seconds = Array.from({length: Number(line)}, () => {
    const start = performance.now();
    run();
    return (performance.now() - start) / 1e3;
  });
  console.log(seconds.join(' '));
}
