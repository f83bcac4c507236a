/**
 * Runs a TensorFlow.js graph model in Node, to compare it with the model it came from.
 *
 *   node run_tfjs.mjs PACKAGES MODEL OUTPUT... < images > outputs
 *
 * PACKAGES is a folder with node_modules, MODEL one with model.json; float32 in, float32 out: for each image, the
 * named outputs one after the other.
 */
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join} from 'node:path';

const [packages, folder, ...names] = process.argv.slice(2);
const require = createRequire(join(packages, 'package.json'));
const tf = require('@tensorflow/tfjs-core');
const {loadGraphModel} = require('@tensorflow/tfjs-converter');
require('@tensorflow/tfjs-backend-wasm');
await tf.setBackend('wasm');

const read = name => new Uint8Array(readFileSync(name)).buffer;
const {weightsManifest, ...artifacts} = JSON.parse(readFileSync(join(folder, 'model.json'), 'utf8'));
const [{weights: weightSpecs, paths: [shard]}] = weightsManifest;
const weightData = read(join(folder, shard));
const model = await loadGraphModel({load: async () => ({...artifacts, weightSpecs, weightData})});

const {shape} = model.inputs[0];
const size = shape.reduce((a, b) => a * b);
const images = new Float32Array(read(0));
for (let start = 0; start < images.length; start += size) {
  tf.tidy(() => {
    const image = tf.tensor(images.subarray(start, start + size), shape);
    for (const output of model.execute(image, names)) process.stdout.write(new Uint8Array(output.dataSync().buffer));
  });
}
