/**
 * Times a TensorFlow.js graph model on command: for each number of runs on a line of input, a line with the seconds of
 * each.
 *
 *   node time_tfjs.mjs PACKAGES MODEL
 *
 * PACKAGES is a folder with node_modules, MODEL one with model.json.
 */
import {createInterface} from 'node:readline';

import {loadGraphModel} from '../../converter/formats/graph_model.mjs';

const [packages, folder] = process.argv.slice(2);
const {tf, model} = await loadGraphModel(packages, folder);
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
