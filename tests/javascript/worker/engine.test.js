import assert from 'node:assert/strict';
import {mock, test} from 'node:test';

import {Failure} from '../../../static/js/client/failure.js';
import {startEngine} from '../../../static/js/worker/engine.js';

/** @typedef {import('../../../static/js/worker/model.js').BackendName} BackendName */

const INPUT = new Float32Array(1);
const OUTPUT = {bboxRegression: new Float32Array(4), scores: new Float32Array(2)};

/** Milliseconds, which pass only while a backend runs: how busy this machine is changes nothing. */
let now = 0;
mock.method(performance, 'now', () => now);

/**
 * A runtime whose backends take a given number of milliseconds; those not named cannot be loaded.
 * @param {Partial<Record<BackendName, number>>} delays
 */
function makeRuntime(delays) {
  /** @type {{alive: Set<string>, broken: Set<string>, loads: string[]}} */
  const seen = {alive: new Set(), broken: new Set(), loads: []};
  /** @type {import('../../../static/js/worker/engine.js').Load} */
  const load = async (backend) => {
    seen.loads.push(backend);
    const delay = delays[backend];
    if (delay === undefined) throw new Error(`${backend}: not here`);
    seen.alive.add(backend);
    return {
      backend,
      threads: 1,
      async run() {
        now += delay;
        if (seen.broken.has(backend)) throw new Error(`${backend}: lost`);
        return OUTPUT;
      },
      measureMemory: () => ({tensors: 0, bytes: 0}),
      dispose() {},
    };
  };
  const close = (/** @type {string} */ backend) => void seen.alive.delete(backend);
  return {load, close, seen};
}

/** @type {(runtime: ReturnType<typeof makeRuntime>, backends: BackendName[], wish?: BackendName) => Promise<{engine: import('../../../static/js/worker/engine.js').Engine, chosen: string[]}>} */
async function start({load, close}, backends, wish) {
  /** @type {string[]} */
  const chosen = [];
  const steps = {load, rehearse: load, close};
  const engine = await startEngine(steps, backends, wish ?? null, INPUT, ({backend}) => chosen.push(backend));
  return {engine, chosen};
}

test('the fastest backend wins, whatever its name, and the others are freed', async () => {
  const runtime = makeRuntime({webgpu: 40, webgl: 60, wasm: 1, cpu: 0});
  const {chosen} = await start(runtime, ['webgpu', 'webgl', 'wasm', 'cpu']);
  assert.deepEqual(chosen, ['wasm']);
  assert.deepEqual([...runtime.seen.alive], ['wasm']);
});

test('the plain CPU is tried only when all else failed', async () => {
  const runtime = makeRuntime({cpu: 0});
  assert.deepEqual((await start(runtime, ['webgl', 'wasm', 'cpu'])).chosen, ['cpu']);
  const other = makeRuntime({wasm: 5, cpu: 0});
  assert.deepEqual((await start(other, ['webgl', 'wasm', 'cpu'])).chosen, ['wasm']);
  assert.ok(!other.seen.loads.includes('cpu'));
});

test('a wish is taken without a comparison, where it works', async () => {
  const runtime = makeRuntime({webgl: 20, wasm: 1, cpu: 0});
  assert.deepEqual((await start(runtime, ['webgl', 'wasm', 'cpu'], 'webgl')).chosen, ['webgl']);
  assert.deepEqual(runtime.seen.loads, ['webgl']);
  assert.deepEqual((await start(makeRuntime({wasm: 1}), ['wasm', 'cpu'], 'webgpu')).chosen, ['wasm']);
});

test('a backend that fails is replaced, and its picture is not lost', async () => {
  const runtime = makeRuntime({webgl: 1, wasm: 30, cpu: 40});
  const {engine, chosen} = await start(runtime, ['webgl', 'wasm', 'cpu']);
  assert.deepEqual(chosen, ['webgl']);
  runtime.seen.broken.add('webgl');
  assert.equal(await engine.run(INPUT), OUTPUT);
  assert.deepEqual(chosen, ['webgl', 'wasm']);
});

test('no backend at all is an error that names each cause', async () => {
  await assert.rejects(start(makeRuntime({}), ['wasm', 'cpu']), /wasm: not here.*cpu: not here/);
});

test('a backend without a rival is not measured', async () => {
  const runtime = makeRuntime({wasm: 5, cpu: 0});
  await start(runtime, ['wasm', 'cpu']);
  assert.deepEqual(runtime.seen.loads, ['wasm']);
});

test('backends are compared before the weights have come', async () => {
  const {load, close, seen} = makeRuntime({webgl: 9, wasm: 1});
  /** @type {(value: unknown) => void} */
  let arrive = () => {};
  const weights = new Promise((resolve) => (arrive = resolve));
  const steps = {
    rehearse: load,
    close,
    load: async (/** @type {BackendName} */ backend) => {
      await weights;
      return load(backend);
    },
  };
  const starting = startEngine(steps, ['webgl', 'wasm', 'cpu'], null, INPUT, () => {});
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(seen.loads, ['webgl', 'wasm']);
  arrive(null);
  await starting;
  assert.deepEqual(seen.loads, ['webgl', 'wasm', 'wasm']);
});

test('weights that never come are no fault of a backend', async () => {
  const {load, close, seen} = makeRuntime({webgl: 9, wasm: 1});
  const steps = {rehearse: load, close, load: () => Promise.reject(new Failure('model-unreachable'))};
  await assert.rejects(startEngine(steps, ['webgl', 'wasm'], 'wasm', INPUT, () => {}), {code: 'model-unreachable'});
  assert.deepEqual(seen.loads, []);
});
