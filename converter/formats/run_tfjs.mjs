/**
 * Runs a TensorFlow.js graph model in Node, to compare it with the model it came from.
 *
 *   node run_tfjs.mjs PACKAGES MODEL OUTPUT... < images > outputs
 *
 * PACKAGES is a folder with node_modules, MODEL one with model.json; float32 in, float32 out: for each image, the
 * named outputs one after the other.
 */
import {readFileSync} from 'node:fs';

import {loadGraphModel} from './graph_model.mjs';

const [packages, folder, ...names] = process.argv.slice(2);
const {tf, model} = await loadGraphModel(packages, folder);
const {shape} = model.inputs[0];
const size = shape.reduce((a, b) => a * b);
const images = new Float32Array(new Uint8Array(readFileSync(0)).buffer);
for (let start = 0; start < images.length; start += size) {
  tf.tidy(() => {
    const image = tf.tensor(images.subarray(start, start + size), shape);
    for (const output of model.execute(image, names)) process.stdout.write(new Uint8Array(output.dataSync().buffer));
  });
}
